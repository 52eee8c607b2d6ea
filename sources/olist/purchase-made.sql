select
  customer_id,
  purchased_at as occurred_at,
  order_id || ' purchase' as source_id,
  'pur_' || order_id as purchase_id,
  amount,
  'BRL' as currency,
  order_status as segment
from stories

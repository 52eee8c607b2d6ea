select
  customer_id,
  given_up_at as occurred_at,
  order_id || ' refund' as source_id,
  'ref_' || order_id as refund_id,
  amount,
  'BRL' as currency,
  'pur_' || order_id as purchase_id,
  order_status as reason
from stories
where given_up_at is not null and amount > 0

select
  customer_id,
  delivered_at as occurred_at,
  order_id || ' delivery' as source_id,
  'del_' || order_id as delivery_id,
  'pur_' || order_id as purchase_id,
  'distribution' as by,
  'system' as proof
from stories
where delivered_at is not null

select
  customer_id,
  min(purchased_at) as occurred_at,
  'customer' as source_id,
  'person' as kind,
  arg_min(state, (purchased_at, order_id)) as segment
from stories
group by customer_id

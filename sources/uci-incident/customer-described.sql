select
  customer_id,
  min(opened_at) as occurred_at,
  'customer' as source_id,
  case when customer_id = 'cus_unidentified' then 'unidentified' else 'person' end as kind
from incidents
group by customer_id

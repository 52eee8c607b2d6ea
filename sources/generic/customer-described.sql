select
  'cus_' || customer as customer_id,
  moments.at as occurred_at,
  'customer' as source_id,
  coalesce(
    case when since is null then 'since is missing: write the day on which the customer became one' end,
    'since ' || moments.fault
  ) as refused,
  lower(kind) as kind,
  segment,
  name
from customers
left join moments on moments.text = since

select
  customer_id,
  min(invoiced_at) as occurred_at,
  'customer' as source_id,
  case when customer_id = 'cus_unidentified' then 'unidentified' else 'business' end as kind,
  case when customer_id <> 'cus_unidentified' then arg_min(country, (invoiced_at, number)) end as segment
from invoices
group by customer_id

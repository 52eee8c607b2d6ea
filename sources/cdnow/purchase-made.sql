select
  customer_id,
  bought_at at time zone 'UTC' as occurred_at,
  'purchase ' || number as source_id,
  case when dollars is null then 'the amount is no number: correct the line' end as refused,
  'pur_' || substr(customer_id, 5) || '-' || number as purchase_id,
  (dollars * 100)::bigint as amount,
  'USD' as currency
from bought

select
  'cus_' || customer as customer_id,
  delivered_at as occurred_at,
  'purchase ' || purchase || ' delivered' as source_id,
  'del_' || purchase as delivery_id,
  'pur_' || purchase as purchase_id
from purchase_rows
where unusable is null and delivered_on is not null

select
  'cus_' || customer as customer_id,
  bought_at as occurred_at,
  'purchase ' || purchase || ' made' as source_id,
  unusable as refused,
  'pur_' || purchase as purchase_id,
  paid_amount as amount,
  paid_currency as currency,
  segment,
  benefit
from purchase_rows

select
  'cus_' || customer as customer_id,
  refunded_at as occurred_at,
  'purchase ' || purchase || ' refunded' as source_id,
  'ref_' || purchase as refund_id,
  refunded_amount as amount,
  paid_currency as currency,
  'pur_' || purchase as purchase_id,
  refund_reason as reason
from purchase_rows
where unusable is null and refunded_on is not null

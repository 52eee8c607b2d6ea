select
  'cus_' || customer as customer_id,
  bought_at as occurred_at,
  'purchase ' || purchase || ' made' as source_id,
  unusable as refused,
  'pur_' || purchase as purchase_id,
  paid_amount as amount,
  paid_currency as currency,
  purchase_rows.segment,
  case when contract is not null then 'ctr_' || contract end as contract_id,
  strftime(ends.on_day, '%Y-%m-%d') as contract_until,
  benefit
from purchase_rows
left join moments as ends on ends.text = purchase_rows.contract_until

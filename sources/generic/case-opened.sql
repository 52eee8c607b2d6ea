select
  'cus_' || customer as customer_id,
  opened_at as occurred_at,
  'case ' || "case" || ' opened' as source_id,
  unusable as refused,
  'cas_' || "case" as case_id,
  replace(lower(nature), ' ', '-') as nature,
  'pur_' || purchase as purchase_id,
  'prm_' || promise as promise_id,
  amount_at_risk as amount,
  currency_at_risk as currency,
  lower(severity) as severity,
  topic,
  issue
from case_rows

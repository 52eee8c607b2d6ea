select
  'cus_' || customer as customer_id,
  given_at as occurred_at,
  'feedback ' || feedback_key as source_id,
  unusable as refused,
  'fbk_' || feedback_key as feedback_id,
  lower(measure) as measure,
  value_number as value,
  scale_min_number as scale_min,
  scale_max_number as scale_max,
  replace(lower(area), ' ', '-') as area,
  'pur_' || purchase as purchase_id,
  'prm_' || promise as promise_id,
  'cas_' || "case" as case_id,
  words
from feedback_rows

select
  customer_id,
  opened_at as occurred_at,
  number || ' opened' as source_id,
  'cas_' || number as case_id,
  'unknown' as nature,
  'prm_' || number as promise_id,
  category as topic,
  category as segment
from incidents

select
  customer_id,
  closed_at as occurred_at,
  number || ' closed' as source_id,
  'cas_' || number as case_id,
  'unknown' as verdict
from incidents

select
  customer_id,
  opened_at as occurred_at,
  number || ' promised' as source_id,
  'prm_' || number as promise_id,
  'customer-service' as by,
  'customer' as to,
  'Solved within the agreed level of service' as words,
  'cas_' || number as case_id,
  365 as grace_days,
  5 as silence_days,
  category as topic
from incidents

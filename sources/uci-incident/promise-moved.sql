-- The due time is not in the log; that it had passed is.
select
  customer_id,
  missed_at as occurred_at,
  number || ' moved 1 due passed' as source_id,
  'prm_' || number as promise_id,
  'duePassed' as move,
  'system' as proof
from incidents
where missed_at is not null
union all
select customer_id, done_at, number || ' moved 2 solved', 'prm_' || number, 'declareComplete', 'system'
from incidents

select
  'cus_' || customer as customer_id,
  done_at as occurred_at,
  'promise ' || promise || ' moved 1 done' as source_id,
  'prm_' || promise as promise_id,
  'declareComplete' as move,
  coalesce(lower(proof), 'claim') as proof,
  null as cause
from promise_rows
where unusable is null and done_on is not null
union all
select 'cus_' || customer, ended_at, 'promise ' || promise || ' moved 2 confirmed', 'prm_' || promise, 'declareSatisfied', 'promisee', null
from promise_rows
where unusable is null and word_given = 'yes'
union all
select 'cus_' || customer, ended_at, 'promise ' || promise || ' moved 3 rejected', 'prm_' || promise, 'reject', 'promisee', null
from promise_rows
where unusable is null and (word_given = 'no' or (ending = 'broken' and done_on is not null))
union all
-- What was done in time and rejected is disputed; called broken, the dispute is conceded.
select 'cus_' || customer, ended_at, 'promise ' || promise || ' moved 4 conceded', 'prm_' || promise, 'concede', null, replace(lower(cause), ' ', '-')
from promise_rows
where unusable is null and ending = 'broken' and done_on is not null and (due is null or done_at <= due_ends_at)
union all
select 'cus_' || customer, ended_at, 'promise ' || promise || ' moved 5 given up', 'prm_' || promise, 'renege', null, replace(lower(cause), ' ', '-')
from promise_rows
where unusable is null and (ending = 'given up' or (ending = 'broken' and done_on is null))
union all
select 'cus_' || customer, ended_at, 'promise ' || promise || ' moved 6 released', 'prm_' || promise, 'release', null, null
from promise_rows
where unusable is null and ending = 'released'

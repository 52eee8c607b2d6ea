-- The n-th hand-off or reopening is dated at the first row that counts n of them, and never before the incident.
with counted as (
  select number, 'hand-off' as attempt, unnest(range(1, reassignments + 1)) as nth, updated_at from steps
  union all
  select number, 'reopening', unnest(range(1, reopenings + 1)), updated_at from steps
),
attempts as (
  select number, attempt, nth, min(updated_at) as first_seen_at from counted group by all
)
select
  customer_id,
  greatest(first_seen_at, opened_at) as occurred_at,
  number || ' ' || attempt || ' ' || lpad(nth::varchar, 4, '0') as source_id,
  'cas_' || number as case_id,
  'customer-service' as by,
  attempt
from attempts
join incidents using (number)
where nth <= case attempt when 'hand-off' then reassignments else reopenings end

-- One row per incident, as its last row tells it.
with last_rows as (
  select
    number,
    'cus_' || coalesce(arg_max(caller, (updated_at, modification)), 'unidentified') as customer_id,
    arg_max(category, (updated_at, modification)) as category,
    arg_max(made_sla, (updated_at, modification)) as made_sla,
    arg_max(reassignments, (updated_at, modification)) as reassignments,
    arg_max(reopenings, (updated_at, modification)) as reopenings,
    min(opened_at) as opened_at,
    max(closed_at) as closed_at,
    coalesce(max(resolved_at), max(closed_at)) as done_at,
    min(updated_at) filter (not made_sla) as seen_missed_at
  from steps
  group by number
)
select
  * exclude (category, seen_missed_at),
  'category ' || category as category,
  -- Most rows show the missed level only when the incident is closed, which is after it was solved.
  case when not made_sla then least(seen_missed_at, done_at) end as missed_at
from last_rows

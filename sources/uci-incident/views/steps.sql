-- One row per row of the log. Days come first (29/2/2016 01:16) and '?' is a value that is missing.
select
  number,
  nullif(caller_id, '?') as caller,
  nullif(category, '?') as category,
  try_cast(reassignment_count as integer) as reassignments,
  try_cast(reopen_count as integer) as reopenings,
  try_cast(made_sla as boolean) as made_sla,
  try_strptime(sys_updated_at, '%d/%m/%Y %H:%M') at time zone 'UTC' as updated_at,
  try_cast(sys_mod_count as integer) as modification,
  try_strptime(opened_at, '%d/%m/%Y %H:%M') at time zone 'UTC' as opened_at,
  try_strptime(resolved_at, '%d/%m/%Y %H:%M') at time zone 'UTC' as resolved_at,
  try_strptime(closed_at, '%d/%m/%Y %H:%M') at time zone 'UTC' as closed_at
from log

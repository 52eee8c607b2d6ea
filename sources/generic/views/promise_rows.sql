-- One row per row of promises.csv, with its times read and, where it cannot be used, why.
with cells as (
  select
    promises.*,
    lower(outcome) as ending,
    lower(confirmed) as word_given,
    made.at as made_at,
    made.on_day as made_day,
    due.day as due_day,
    case when due.day is null then due.at end as due_at,
    due.ends_at as due_ends_at,
    -- A day of completion without an hour is the whole day, so it cannot lie before a promise of that day.
    case when done.on_day = made.on_day then greatest(done.at, made.at) else done.at end as done_at,
    done.on_day as done_day,
    ended.at as ended_at,
    ended.on_day as ended_day,
    try_cast(replace(weight, ',', '.') as double) as weight_number,
    try_cast(replace(grace_days, ',', '.') as double) as grace_number,
    coalesce('made_on ' || made.fault, 'due ' || due.fault, 'done_on ' || done.fault, 'ended_on ' || ended.fault) as date_fault
  from promises
  left join moments as made on made.text = made_on
  left join moments as due on due.text = due
  left join moments as done on done.text = done_on
  left join moments as ended on ended.text = ended_on
)
select
  * exclude (ended_at),
  greatest(coalesce(ended_at, case when ending = 'broken' then coalesce(done_at, due_ends_at) end, done_at), done_at, made_at) as ended_at,
  coalesce(
    case when made_on is null then 'made_on is missing: write the day on which it was promised' end,
    date_fault,
    case when weight_number is null then 'weight ''' || weight || ''' is no number: write a number like 1 or 2.5' end,
    case when grace_number is null then 'grace_days ''' || grace_days || ''' is no number: write a number of days like 14' end,
    case when ending not in ('kept', 'broken', 'given up', 'released', 'open')
      then 'outcome ''' || outcome || ''' is not known: write kept, broken, given up, released or open' end,
    case when word_given not in ('yes', 'no') then 'confirmed ''' || confirmed || ''' is not known: write yes, no, or nothing' end,
    case when done_day < made_day then 'done_on ''' || done_on || ''' lies before made_on: correct one of them' end,
    case when ended_day < made_day then 'ended_on ''' || ended_on || ''' lies before made_on: correct one of them' end,
    case when ending = 'kept' and done_on is null then 'done_on is missing though the promise was kept: write the day on which it was done' end,
    case when word_given is not null and done_on is null then 'done_on is missing though there is a word on it: write the day on which it was done' end,
    case when ending in ('given up', 'released') and ended_on is null
      then 'ended_on is missing though the promise was ' || ending || ': write the day of it' end,
    case when ending = 'broken' and coalesce(ended_on, done_on, due) is null
      then 'ended_on is missing though the promise was broken: write the day on which that was certain' end,
    case when ending in ('given up', 'released') and done_on is not null
      then 'outcome ''' || outcome || ''' contradicts done_on: clear one of them' end,
    case when (ending = 'kept' and word_given = 'no') or (ending in ('broken', 'open') and word_given = 'yes')
      then 'outcome ''' || outcome || ''' contradicts confirmed: clear one of them' end
  ) as unusable
from cells

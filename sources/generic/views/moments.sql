-- Every text that stands for a day or a time in any of the files, read once.
with texts as (
  select since as text from customers
  union select unnest([made_on, due, done_on, ended_on]) from promises
  union select unnest([bought_on, delivered_on, refunded_on, contract_until]) from purchases
  union select unnest([opened_on, closed_on]) from cases
  union select given_on from feedback
),
read as (
  select
    text,
    case when regexp_full_match(text, '\d{4}-\d{2}-\d{2}') then try_cast(text as date) end as day,
    case
      when regexp_full_match(text, '\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})')
        then try_cast(regexp_replace(text, '^(\S{10})[T ](\d{2}:\d{2})(Z|[+-].*)$', '\1 \2:00\3') as timestamptz)
      when regexp_full_match(text, '\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?')
        then try_cast(regexp_replace(text, '^(\S{10})[T ](\d{2}:\d{2})$', '\1 \2:00') as timestamp)
          at time zone getvariable('zone')
    end as instant
  from texts
  where text is not null
)
select
  text,
  day,
  -- A day begins at its midnight and ends a millisecond before the next.
  coalesce(instant, day::timestamp at time zone getvariable('zone')) as at,
  coalesce(instant, (day + 1)::timestamp at time zone getvariable('zone') - interval 1 millisecond) as ends_at,
  coalesce(day, (instant at time zone getvariable('zone'))::date) as on_day,
  case when day is null and instant is null
    then '''' || text || ''' is no date: write YYYY-MM-DD, or YYYY-MM-DDTHH:MM for a time'
  end as fault
from read

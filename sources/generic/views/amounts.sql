-- Every amount of money in any of the files, from major units (124.50) to whole minor units.
with texts as (
  select unnest([amount, refunded]) as text, currency as currency_cell from purchases
  union select amount, currency from cases
),
split as (
  select
    text,
    currency_cell,
    coalesce(upper(currency_cell), getvariable('currency')) as currency,
    regexp_extract(text, '^(\d+)', 1) as whole,
    regexp_extract(text, '^\d+[.,](\d+)$', 1) as fraction
  from texts
  where text is not null
),
measured as (
  select
    *,
    case
      when currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
      when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
      else 2
    end as digits
  from split
),
judged as (
  select *, regexp_full_match(text, '\d{1,12}([.,]\d+)?') and length(fraction) <= digits as readable from measured
)
select
  text,
  currency_cell,
  currency,
  case when readable then (whole || rpad(fraction, digits, '0'))::bigint end as minor_units,
  case when not readable then '''' || text || ''' is no amount in ' || currency || ': write it like 1234' || rpad('.', 1 + digits, '0') end as fault
from judged

-- One row per row of feedback.csv, with its time and numbers read and, where it cannot be used, why.
select
  feedback.*,
  given.at as given_at,
  try_cast(replace(value, ',', '.') as double) as value_number,
  try_cast(replace(scale_min, ',', '.') as double) as scale_min_number,
  try_cast(replace(scale_max, ',', '.') as double) as scale_max_number,
  -- The rows carry no key of their own: one customer's answer to one question about one thing at one time is one answer.
  md5(concat_ws('|', customer, given_on, measure, coalesce(area, '-'), coalesce(purchase, '-'), coalesce(promise, '-'), coalesce("case", '-'))) as feedback_key,
  coalesce(
    case when given_on is null then 'given_on is missing: write the day on which the customer said so' end,
    'given_on ' || given.fault,
    case when value_number is null then 'value ''' || value || ''' is no number: write a number like 4' end,
    case when scale_min_number is null then 'scale_min ''' || scale_min || ''' is no number: write a number like 1' end,
    case when scale_max_number is null then 'scale_max ''' || scale_max || ''' is no number: write a number like 5' end
  ) as unusable
from feedback
left join moments as given on given.text = given_on

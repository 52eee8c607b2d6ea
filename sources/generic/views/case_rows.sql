-- One row per row of cases.csv, with its times and amount read and, where it cannot be used, why.
select
  cases.*,
  opened.at as opened_at,
  greatest(closed.at, opened.at) as closed_at,
  risked.minor_units as amount_at_risk,
  risked.currency as currency_at_risk,
  coalesce(
    case when opened_on is null then 'opened_on is missing: write the day on which the customer reported it' end,
    'opened_on ' || opened.fault,
    'closed_on ' || closed.fault,
    'amount ' || risked.fault,
    case when closed.on_day < opened.on_day then 'closed_on ''' || closed_on || ''' lies before opened_on: correct one of them' end,
    case when verdict is not null and closed_on is null then 'closed_on is missing though there is a verdict: write the day of it' end
  ) as unusable
from cases
left join moments as opened on opened.text = opened_on
left join moments as closed on closed.text = closed_on
left join amounts as risked on risked.text = amount and risked.currency_cell is not distinct from cases.currency

-- One row per row of purchases.csv, with its times and amounts read and, where it cannot be used, why.
select
  purchases.*,
  bought.at as bought_at,
  greatest(delivered.at, bought.at) as delivered_at,
  greatest(repaid.at, bought.at) as refunded_at,
  paid.minor_units as paid_amount,
  coalesce(back.minor_units, paid.minor_units) as refunded_amount,
  coalesce(paid.currency, getvariable('currency')) as paid_currency,
  coalesce(
    case when bought_on is null then 'bought_on is missing: write the day of the purchase' end,
    'bought_on ' || bought.fault,
    'delivered_on ' || delivered.fault,
    'refunded_on ' || repaid.fault,
    case when amount is null then 'amount is missing: write what was paid, like 124.50' end,
    'amount ' || paid.fault,
    'refunded ' || back.fault,
    'contract_until ' || ends.fault,
    case when contract is not null and contract_until is null then 'contract_until is missing though there is a contract: write the last day that is paid for' end,
    case when contract is null and contract_until is not null then 'contract is missing though contract_until is there: write the number of the contract' end,
    case when ends.on_day < bought.on_day then 'contract_until ''' || contract_until || ''' lies before bought_on: correct one of them' end,
    case when delivered.on_day < bought.on_day then 'delivered_on ''' || delivered_on || ''' lies before bought_on: correct one of them' end,
    case when repaid.on_day < bought.on_day then 'refunded_on ''' || refunded_on || ''' lies before bought_on: correct one of them' end,
    case when refunded is not null and refunded_on is null then 'refunded_on is missing though money went back: write the day of it' end
  ) as unusable
from purchases
left join moments as bought on bought.text = bought_on
left join moments as delivered on delivered.text = delivered_on
left join moments as repaid on repaid.text = refunded_on
left join moments as ends on ends.text = contract_until
left join amounts as paid on paid.text = amount and paid.currency_cell is not distinct from purchases.currency
left join amounts as back on back.text = refunded and back.currency_cell is not distinct from purchases.currency

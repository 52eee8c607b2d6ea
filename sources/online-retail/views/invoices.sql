-- One row per invoice. Lines are added up exactly and rounded to pence once, by invoice.
with summed as (
  select
    InvoiceNo as number,
    max(CustomerID) as customer,
    min(try_cast(InvoiceDate as timestamp)) at time zone 'Europe/London' as invoiced_at,
    min(Country) as country,
    sum(try_cast(Quantity as integer) * try_cast(UnitPrice as decimal(18, 4))) as total,
    count(*) - count(try_cast(Quantity as integer) * try_cast(UnitPrice as decimal(18, 4))) as unreadable
  from lines
  group by InvoiceNo
)
select
  number,
  'cus_' || coalesce(regexp_replace(customer, '\.0$', ''), 'unidentified') as customer_id,
  invoiced_at,
  country,
  round(total * 100)::bigint as pence,
  number like 'C%' as cancelled,
  case when unreadable > 0
    then 'Quantity or UnitPrice of ' || unreadable || ' lines is no number: correct the lines of the invoice'
  end as unreadable
from summed

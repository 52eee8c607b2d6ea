select
  customer_id,
  invoiced_at as occurred_at,
  number || ' purchase' as source_id,
  coalesce(
    unreadable,
    case when pence = 0 then 'amount ''0.00'' says that no money moved, so this is no purchase: nothing to correct, it is left out' end
  ) as refused,
  'pur_' || number as purchase_id,
  pence as amount,
  'GBP' as currency,
  country as segment
from invoices
where not cancelled and (pence >= 0 or unreadable is not null)

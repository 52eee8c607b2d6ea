select
  customer_id,
  invoiced_at as occurred_at,
  number || ' refund' as source_id,
  coalesce(
    unreadable,
    case when pence >= 0 then 'UnitPrice adds up to no money paid back, though the invoice is a cancellation: correct its lines' end
  ) as refused,
  'ref_' || number as refund_id,
  abs(pence) as amount,
  'GBP' as currency,
  case when cancelled then 'cancellation' else 'adjustment' end as reason
from invoices
where cancelled or (pence < 0 and unreadable is null)

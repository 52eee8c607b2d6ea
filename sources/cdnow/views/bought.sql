-- One row per line of the file, numbered within the customer in the order of day and amount.
select
  'cus_' || customer as customer_id,
  try_strptime(bought_on, '%Y%m%d') + interval 12 hour as bought_at,
  row_number() over (partition by customer order by bought_on, dollars, discs) as number,
  try_cast(dollars as decimal(18, 2)) as dollars
from lines

select customer_id, min(bought_at) at time zone 'UTC' as occurred_at, 'customer' as source_id, 'person' as kind
from bought
group by customer_id

-- One row per order: its instants, what was promised, what was paid.
with life as (
  select
    order_id,
    customer_id,
    order_status,
    try_cast(order_purchase_timestamp as timestamp) at time zone 'America/Sao_Paulo' as purchased_at,
    try_cast(order_approved_at as timestamp) at time zone 'America/Sao_Paulo' as approved_at,
    try_cast(order_delivered_carrier_date as timestamp) at time zone 'America/Sao_Paulo' as handed_over_at,
    try_cast(order_delivered_customer_date as timestamp) at time zone 'America/Sao_Paulo' as delivered_at,
    try_cast(order_estimated_delivery_date as timestamp)::date as due_day
  from orders
),
parcels as (
  select order_id, max(try_cast(shipping_limit_date as timestamp)) at time zone 'America/Sao_Paulo' as hand_over_by
  from items
  group by order_id
),
paid as (
  select order_id, (sum(try_cast(payment_value as decimal(14, 2))) * 100)::bigint as amount
  from payments
  group by order_id
)
select
  life.order_id,
  'cus_' || customers.customer_unique_id as customer_id,
  customers.customer_state as state,
  order_status,
  purchased_at,
  handed_over_at,
  delivered_at,
  hand_over_by,
  amount,
  due_day as promised_day,
  case when getvariable('due') = 'day' then due_day end as due_day,
  case when getvariable('due') = 'day' then 'America/Sao_Paulo' end as zone,
  case when getvariable('due') = 'midnight' then due_day::timestamp at time zone 'America/Sao_Paulo' end as due_at,
  -- Three orders were handed over before they were bought; a promise is not younger than its fulfilment.
  least(purchased_at, handed_over_at, delivered_at) as promised_at,
  -- The files do not say when an order was cancelled: not before the last that they tell of it.
  case when order_status in ('canceled', 'unavailable')
    then greatest(purchased_at, approved_at, handed_over_at, delivered_at)
  end as given_up_at,
  case when order_status = 'delivered' and delivered_at is null
    then 'order_delivered_customer_date is missing though the order is delivered, so nobody can say whether the promise was kept: add the time'
  end as delivery_unknown,
  case when order_status = 'delivered' and handed_over_at is null
    then 'order_delivered_carrier_date is missing though the order is delivered, so nobody can say whether the promise was kept: add the time'
  end as hand_over_unknown
from life
left join customers using (customer_id)
left join parcels using (order_id)
left join paid using (order_id)

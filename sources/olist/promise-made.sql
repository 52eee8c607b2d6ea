-- Sales promises the customer the day.
select
  customer_id,
  promised_at as occurred_at,
  order_id || ' promise 1 of sales' as source_id,
  delivery_unknown as refused,
  'prm_' || order_id as promise_id,
  'sales' as by,
  'customer' as to,
  'Delivered by ' || promised_day as words,
  due_day,
  zone,
  due_at,
  365 as grace_days,
  'web' as channel,
  'pur_' || order_id as purchase_id,
  [] as backs,
  ['operations', 'distribution'] as needs
from stories
union all
-- The seller promises to hand the parcel over; without an item nobody did.
select
  customer_id,
  promised_at,
  order_id || ' promise 2 of operations',
  hand_over_unknown,
  'prm_' || order_id || '-hand-over',
  'operations',
  'sales',
  'Handed over to the carrier by ' || strftime(hand_over_by at time zone 'America/Sao_Paulo', '%Y-%m-%d %H:%M'),
  null,
  null,
  hand_over_by,
  365,
  'web',
  'pur_' || order_id,
  case when delivery_unknown is null then ['prm_' || order_id] else [] end,
  []
from stories
where hand_over_by is not null
union all
-- The carrier promises the day when it takes the parcel.
select
  customer_id,
  least(handed_over_at, delivered_at),
  order_id || ' promise 3 of distribution',
  delivery_unknown,
  'prm_' || order_id || '-delivery',
  'distribution',
  'sales',
  'Delivered by ' || promised_day,
  due_day,
  zone,
  due_at,
  365,
  'web',
  'pur_' || order_id,
  ['prm_' || order_id],
  []
from stories
where handed_over_at is not null or delivered_at is not null

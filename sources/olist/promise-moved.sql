-- Handed over, whatever became of the order then.
select
  customer_id,
  handed_over_at as occurred_at,
  order_id || ' move 1 handed over' as source_id,
  'prm_' || order_id || '-hand-over' as promise_id,
  'declareComplete' as move,
  'system' as proof,
  null as cause
from stories
where handed_over_at is not null and hand_over_by is not null
union all
-- Delivered: the carrier's promise is done.
select customer_id, delivered_at, order_id || ' move 2 carried', 'prm_' || order_id || '-delivery', 'declareComplete', 'system', null
from stories
where delivered_at is not null
union all
-- And that of Sales, unless the order was called off.
select customer_id, delivered_at, order_id || ' move 3 delivered', 'prm_' || order_id, 'declareComplete', 'system', null
from stories
where delivered_at is not null and given_up_at is null
union all
select
  customer_id,
  given_up_at,
  order_id || ' move 4 given up',
  'prm_' || order_id,
  'renege',
  'system',
  case when order_status = 'unavailable' then 'cannot' end
from stories
where given_up_at is not null
union all
-- What the seller cannot supply it does not hand over; what was cancelled it need not.
select
  customer_id,
  given_up_at,
  order_id || ' move 5 not handed over',
  'prm_' || order_id || '-hand-over',
  case when order_status = 'unavailable' then 'renege' else 'release' end,
  'system',
  case when order_status = 'unavailable' then 'cannot' end
from stories
where given_up_at is not null and hand_over_by is not null and handed_over_at is null
union all
select customer_id, given_up_at, order_id || ' move 6 not carried on', 'prm_' || order_id || '-delivery', 'release', 'system', null
from stories
where given_up_at is not null and handed_over_at is not null and delivered_at is null

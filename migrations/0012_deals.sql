-- Whose deal a purchase or a lost deal is, what a quote came to, and what was taken off the price.
alter table purchase add column pitch_event_id text, add column seller_area text, add column seller_person text,
  add column discount bigint;
alter table lost_deal add column offer_id text, add column pitch_event_id text, add column seller_area text,
  add column seller_person text;
alter table ask add column amount bigint, add column discount bigint, add column currency text;
-- What was shown before has none of them: the next tick shows all customers anew, as in 0010.
update customer set next_clock_at = 'epoch';

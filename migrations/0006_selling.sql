-- What was asked of customers, given to them unasked, advised against a sale, and decided by the golden rule.
-- A ledger from before fills them with `troth rebuild`.
create table ask (
  customer_id text not null,
  event_id text not null,
  at timestamptz not null,
  ask text not null,
  contact_id text,
  offer_id text,
  area text not null,
  person text,
  despite text,
  primary key (customer_id, event_id)
);

create table gift (
  customer_id text not null,
  event_id text not null,
  at timestamptz not null,
  gift text not null,
  contact_id text,
  area text not null,
  person text,
  amount bigint,
  currency text,
  what text,
  primary key (customer_id, event_id)
);

create table referral (
  customer_id text not null,
  event_id text not null,
  at timestamptz not null,
  brought_id text,
  primary key (customer_id, event_id)
);

create table counsel (
  customer_id text not null,
  event_id text not null,
  counsel_id text not null,
  at timestamptz not null,
  advised text not null,
  offer_id text,
  advised_offer_id text,
  area text not null,
  person text,
  forgone bigint,
  currency text,
  why text,
  primary key (customer_id, event_id)
);

create table decision (
  customer_id text not null,
  decision_id text not null,
  at timestamptz not null,
  trigger text not null,
  was_right boolean not null,
  area text not null,
  person text,
  purchase_id text,
  case_id text,
  right_words text,
  choice text,
  options text,
  judged_at timestamptz,
  best text,
  judged_words text,
  primary key (customer_id, decision_id)
);

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'troth_app') then
    grant select, insert, update, delete on ask, gift, referral, counsel, decision to troth_app;
  end if;
end
$$;

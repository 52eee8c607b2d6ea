-- Read tables: what the events come to. All of them can be dropped and rebuilt (`troth rebuild`).

create table customer (
  customer_id text not null,
  kind text not null,
  segment text,
  name text,
  contacts jsonb not null,
  first_at timestamptz,
  last_at timestamptz,
  purchases integer not null,
  last_purchase_at timestamptz,
  risk_holder text not null,
  promises integer not null,
  pitches integer not null,
  irregularities jsonb not null,
  erased_at timestamptz,
  next_clock_at timestamptz,
  primary key (customer_id)
);
create index customer_by_clock on customer (next_clock_at) where next_clock_at is not null;

create table promise (
  customer_id text not null,
  promise_id text not null,
  made_event_id text not null,
  by_party text not null,
  by_person text,
  to_party text not null,
  words text,
  done_when text,
  state text not null,
  balance_part text,
  since timestamptz not null,
  made_at timestamptz not null,
  promised_at timestamptz,
  first_deadline timestamptz,
  deadline timestamptz,
  due_day date,
  zone text,
  completed_at timestamptz,
  completed_late boolean not null,
  broken_at timestamptz,
  severity text,
  cause text,
  topic text,
  proof text,
  channel text,
  purchase_id text,
  case_id text,
  claim_id text,
  repairs text,
  segment text,
  weight double precision not null,
  quality integer not null,
  explicit boolean not null,
  voluntary boolean not null,
  backs jsonb not null,
  needs jsonb not null,
  missing_backers jsonb not null,
  hand_offs integer,
  irregular integer not null,
  primary key (customer_id, promise_id)
);
create index promise_by_id on promise (promise_id);
create index promise_open_by_deadline on promise (deadline) where balance_part = 'open';

create table purchase (
  customer_id text not null,
  purchase_id text not null,
  at timestamptz not null,
  amount bigint not null,
  currency text not null,
  repurchase boolean not null,
  segment text,
  offer_id text,
  benefit_hoped text,
  delivered_at timestamptz,
  benefit text,
  refunded bigint not null,
  risk_holder text not null,
  at_risk bigint not null,
  risk_area text,
  primary key (customer_id, purchase_id)
);

create table service_case (
  customer_id text not null,
  case_id text not null,
  opened_at timestamptz not null,
  nature text not null,
  topic text,
  segment text,
  severity text not null,
  issue text,
  purchase_id text,
  promise_id text,
  at_risk bigint,
  currency text,
  state text not null,
  verdict text,
  closed_at timestamptz,
  tries integer not null,
  hand_offs integer not null,
  reopenings integer not null,
  shares jsonb not null,
  primary key (customer_id, case_id)
);

create table feedback (
  customer_id text not null,
  event_id text not null,
  at timestamptz not null,
  measure text not null,
  value double precision not null,
  scale_min double precision not null,
  scale_max double precision not null,
  area text,
  step text,
  purchase_id text,
  promise_id text,
  primary key (customer_id, event_id)
);

create table money_entry (
  customer_id text not null,
  entry_id text not null,
  at timestamptz not null,
  movement text not null,
  step text not null,
  amount bigint not null,
  currency text not null,
  purchase_id text,
  area text,
  reason text,
  primary key (customer_id, entry_id)
);

create table lost_deal (
  customer_id text not null,
  event_id text not null,
  at timestamptz not null,
  step text not null,
  amount bigint,
  currency text,
  reason text,
  primary key (customer_id, event_id)
);

-- The evidence of one relationship, folded up to its last outcome; what silence takes later is reckoned when read.
create table trust_edge (
  customer_id text not null,
  truster text not null,
  trustee text not null,
  good double precision not null,
  bad double precision not null,
  last_kept_at double precision,
  last_at double precision,
  kept_count integer not null,
  broken_count integer not null,
  first_was_broken boolean not null,
  primary key (customer_id, truster, trustee)
);

-- The same for each area's promises in the account, whoever they were made to: what the journey is made of.
create table trust_area (
  customer_id text not null,
  area text not null,
  good double precision not null,
  bad double precision not null,
  last_kept_at double precision,
  last_at double precision,
  kept_count integer not null,
  broken_count integer not null,
  first_was_broken boolean not null,
  primary key (customer_id, area)
);

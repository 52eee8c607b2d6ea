-- The ledger: what was recorded, and nothing else. Every customer-bound table is led by customer_id, the shard key.

create table event (
  customer_id text not null,
  revision integer not null,
  event_id text not null,
  type text not null,
  version integer not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  source text not null,
  source_id text not null,
  data jsonb not null,
  text_digest text,
  hash text not null,
  primary key (customer_id, revision),
  unique (customer_id, source, source_id)
);

-- Finds what one import brought, and what was recorded since a time.
create index event_by_actor on event (actor) where actor like 'import:%';
create index event_by_id on event (event_id);

-- Personal text beside the event: destroyed on request, while the event keeps its salted digest.
create table event_text (
  customer_id text not null,
  revision integer not null,
  salt text not null,
  text jsonb not null,
  primary key (customer_id, revision)
);

-- The last event of each stream, and the row that writers of one stream queue at.
create table stream_head (
  customer_id text not null,
  revision integer not null,
  hash text not null,
  primary key (customer_id)
);

-- Signed checkpoints over the heads of all streams. The company's own, not bound to a customer.
create table checkpoint (
  number integer not null,
  created_at timestamptz not null,
  streams integer not null,
  events bigint not null,
  root text not null,
  previous text not null,
  public_key text not null,
  signature text not null,
  primary key (number)
);

-- The heads that moved since the checkpoint before.
create table checkpoint_head (
  customer_id text not null,
  number integer not null,
  revision integer not null,
  hash text not null,
  primary key (customer_id, number)
);
create index checkpoint_head_by_number on checkpoint_head (number, customer_id);

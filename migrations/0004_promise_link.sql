-- A promise in front and one that stands behind it, with how each came out: to join a million promises with themselves
-- takes longer than the rest of an audit.
create table promise_link (
  customer_id text not null,
  promise_id text not null,
  behind_id text not null,
  made_at timestamptz not null,
  segment text,
  front_party text not null,
  behind_party text not null,
  front_completed boolean not null,
  front_late boolean not null,
  front_part text,
  behind_completed boolean not null,
  behind_late boolean not null,
  behind_part text,
  primary key (customer_id, promise_id, behind_id)
);

-- Promises that customers made are few, and counted apart.
create index promise_by_customers on promise (customer_id) where by_party = 'customer';

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'troth_app') then
    grant select, insert, update, delete on promise_link to troth_app;
  end if;
end
$$;

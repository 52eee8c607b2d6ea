-- What a lot gave a customer in a trial. Those who drew nothing stand here too: they are what the others are compared with.
create table lot (
  customer_id text not null,
  trial text not null,
  event_id text not null,
  at timestamptz not null,
  drew_offer boolean not null,
  primary key (customer_id, trial)
);

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'troth_app') then
    grant select, insert, update, delete on lot to troth_app;
  end if;
end
$$;

-- The step of the process that a promise belongs to, and the evidence of each area at each step. Both follow from the
-- events: rows that were shown before get theirs when their customer is shown again, all of them by `troth rebuild`.
alter table promise add column step text;

create table trust_step (
  customer_id text not null,
  area text not null,
  step text not null,
  good double precision not null,
  bad double precision not null,
  last_kept_at double precision,
  last_at double precision,
  kept_count integer not null,
  broken_count integer not null,
  first_was_broken boolean not null,
  primary key (customer_id, area, step)
);

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'troth_app') then
    grant select, insert, update, delete on trust_step to troth_app;
  end if;
end
$$;

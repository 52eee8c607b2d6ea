-- The program writes as troth_app: it may add events and never change or remove one. Where the connected role may not
-- create roles, the ledger works without this fence and `troth verify` still finds every change.
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'troth_app') then
    begin
      create role troth_app nologin;
    exception
      when insufficient_privilege then raise notice 'troth_app was not created: no right to create roles';
      when duplicate_object then null;
      when unique_violation then null;
    end;
  end if;
  if exists (select 1 from pg_roles where rolname = 'troth_app') then
    execute format('grant troth_app to %I', current_user);
    execute format('grant usage on schema %I to troth_app', current_schema());
    grant select, insert on event, checkpoint, checkpoint_head to troth_app;
    grant select, insert, delete on event_text to troth_app;
    grant select, insert, update on stream_head to troth_app;
    grant select, insert, update, delete on customer, promise, purchase, service_case, feedback, money_entry, lost_deal,
      trust_edge, trust_area to troth_app;
    grant select on schema_migration to troth_app;
  end if;
end
$$;

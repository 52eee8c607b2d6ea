-- Finds what a live request recorded by its key, where its promise no longer counts and cannot be found by its id.
create index event_by_request on event (source_id) where actor not like 'import:%';

-- The order of every list of promises, soonest due first: to sort all of them for each page takes longer than to read it.
create index promise_by_deadline on promise ((coalesce(deadline, '9999-12-31T00:00:00.000Z'::timestamptz)), customer_id, promise_id);

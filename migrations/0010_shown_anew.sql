-- Read tables gained tables and columns (0006, 0008). What was shown before has none of them: the next tick, which every
-- read and a job take, shows all customers anew, some hundreds at a time.
update customer set next_clock_at = 'epoch';

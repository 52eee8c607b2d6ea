-- A purchase may begin or renew a contract: which one, and until what day it is paid for. A ledger from before knows of
-- none, so nothing has to be shown anew.
alter table purchase add column contract_id text;
alter table purchase add column contract_until date;

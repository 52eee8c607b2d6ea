-- Which customers got events lately: a block index over the times of recording, small because events are stored in that order.
create index event_by_recorded on event using brin (recorded_at);

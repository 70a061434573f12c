-- The plans that a session keeps for record_alert_runs may have been made while the tables were empty,
-- and hold until they are analyzed, a minute later at best: without this a storm reads them whole with
-- each change. All that is looked for is found by its keys.
alter function record_alert_runs set enable_seqscan = off;

-- Revert clientele:queue from pg

begin;
set local lock_timeout = '500ms';

revoke execute on function app.make_partitions_ahead() from clientele_hosting;
drop function app.job_fronts(uuid[], text[], smallint[], timestamptz[], uuid[]);
drop function app.job_lanes(uuid, text, smallint, integer);
drop function app.drop_job_history(integer);
drop function app.drop_months(regclass[], integer);
drop function app.local_instant(timestamp, text);
drop function app.enqueue(text, jsonb, text, timestamptz, text, integer, integer, integer);
drop table app.schedule_slots;
drop table app.schedules;
drop table app.global_schedules;
drop table app.operations;
drop table app.queue_limits;
drop table app.job_history;
drop table app.jobs;

commit;

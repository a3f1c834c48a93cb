-- Revert clientele:work from pg

begin;
set local lock_timeout = '2s';

drop table app.tasks;

commit;

-- Revert clientele:work from pg

begin;
set local lock_timeout = '1s';

drop table app.tasks;

commit;

-- Revert clientele:work from pg

begin;
set local lock_timeout = '500ms';

drop table app.tasks;

commit;

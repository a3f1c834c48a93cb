-- Revert clientele:interactions from pg

begin;
set local lock_timeout = '500ms';

drop table app.interactions;

commit;

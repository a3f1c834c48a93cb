-- Revert clientele:interactions from pg

begin;
set local lock_timeout = '1s';

drop table app.interactions;

commit;

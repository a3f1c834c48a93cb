-- Revert clientele:interactions from pg

begin;
set local lock_timeout = '2s';

drop table app.interactions;

commit;

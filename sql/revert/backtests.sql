-- Revert clientele:backtests from pg

begin;
set local lock_timeout = '500ms';

drop table app.backtests;

commit;

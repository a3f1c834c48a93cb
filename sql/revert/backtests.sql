-- Revert clientele:backtests from pg

begin;
set local lock_timeout = '2s';

drop table app.backtests;

commit;

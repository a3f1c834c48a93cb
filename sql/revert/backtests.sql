-- Revert clientele:backtests from pg

begin;
set local lock_timeout = '1s';

drop table app.backtests;

commit;

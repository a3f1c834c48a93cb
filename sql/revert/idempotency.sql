-- Revert clientele:idempotency from pg

begin;
set local lock_timeout = '2s';

drop table app.idempotency_keys;

commit;

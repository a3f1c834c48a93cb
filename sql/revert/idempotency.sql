-- Revert clientele:idempotency from pg

begin;
set local lock_timeout = '500ms';

drop table app.hosting_replies;
drop table app.idempotency_keys;

commit;

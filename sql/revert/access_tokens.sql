-- Revert clientele:access_tokens from pg

begin;
set local lock_timeout = '1s';

drop table app.access_tokens;

commit;

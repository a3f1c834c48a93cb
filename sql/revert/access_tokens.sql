-- Revert clientele:access_tokens from pg

begin;
set local lock_timeout = '500ms';

drop table app.access_tokens;

commit;

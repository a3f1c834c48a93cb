-- Revert clientele:support_grants from pg

begin;
set local lock_timeout = '500ms';

drop function app.is_supported(uuid, uuid, uuid);
drop table app.support_grants;

commit;

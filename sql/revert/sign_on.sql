-- Revert clientele:sign_on from pg

begin;
set local lock_timeout = '500ms';

drop table app.provider_links;
drop table app.identity_providers;

commit;

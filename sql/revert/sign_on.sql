-- Revert clientele:sign_on from pg

begin;
set local lock_timeout = '1s';

drop table app.provider_links;
drop table app.identity_providers;

commit;

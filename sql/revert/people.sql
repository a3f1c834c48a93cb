-- Revert clientele:people from pg

begin;
set local lock_timeout = '500ms';

drop table app.api_keys;
drop table app.memberships;
drop table app.roles;
drop table app.teams;
drop table app.agency_members;
drop table app.persons;

commit;

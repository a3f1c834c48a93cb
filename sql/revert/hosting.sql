-- Revert clientele:hosting from pg

begin;
set local lock_timeout = '500ms';

drop table app.company_settings;
drop table app.companies;
drop table app.agencies;

commit;

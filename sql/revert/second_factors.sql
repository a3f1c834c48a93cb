-- Revert clientele:second_factors from pg

begin;
set local lock_timeout = '500ms';

drop table app.recovery_codes;
drop table app.second_factors;

commit;

-- Revert clientele:sign_in from pg

begin;
set local lock_timeout = '2s';

drop table app.sign_ins;
drop table app.sessions;
drop table app.passwords;

commit;

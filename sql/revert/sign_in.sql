-- Revert clientele:sign_in from pg

begin;
set local lock_timeout = '500ms';

drop function app.forget_sign_ins(integer);
drop table app.sign_ins;
drop table app.sessions;
drop table app.passwords;

commit;

-- Revert clientele:login_links from pg

begin;
set local lock_timeout = '500ms';

drop table app.reset_requests;
drop table app.login_links;

commit;

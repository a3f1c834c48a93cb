-- Revert clientele:customers from pg

begin;
set local lock_timeout = '500ms';

drop function app.principals(uuid, uuid, text);
drop table app.customer_shares;
drop table app.contacts;
drop function app.refuse_reader();
drop table app.customer_owners;
drop function app.reaches(uuid);
drop function app.tends(uuid);
drop function app.holds(uuid);
drop table app.customers;

commit;

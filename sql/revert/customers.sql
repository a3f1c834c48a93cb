-- Revert clientele:customers from pg

begin;
set local lock_timeout = '2s';

drop table app.contacts;
drop table app.customer_owners;
drop table app.customers;

commit;

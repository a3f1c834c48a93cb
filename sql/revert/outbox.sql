-- Revert clientele:outbox from pg

begin;
set local lock_timeout = '500ms';

drop trigger webhooks_disabled on app.webhooks;
drop trigger tasks_cancelled on app.tasks;
drop trigger tasks_completed on app.tasks;
drop trigger tasks_changed on app.tasks;
drop trigger tasks_created on app.tasks;
drop trigger churn_warnings_closed on app.churn_warnings;
drop trigger churn_warnings_raised on app.churn_warnings;
drop trigger scorings_finished on app.scorings;
drop trigger imports_finished on app.imports;
drop trigger imports_orders_arrived on app.imports;
drop trigger interactions_recorded on app.interactions;
drop trigger tier_changes_told on app.tier_changes;
drop trigger customers_archived on app.customers;
drop trigger customers_owner_changed on app.customers;
drop trigger customers_changed on app.customers;
drop trigger customers_created on app.customers;
drop function app.tell();
drop function app.companies_with_events(integer);
drop table app.outbox;

commit;

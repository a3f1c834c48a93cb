-- Revert clientele:webhooks from pg

begin;

drop function app.drop_webhook_log(integer);
drop table app.webhook_attempts;
drop table app.webhook_deliveries;
drop table app.webhook_lines;
drop table app.webhook_secrets;
drop table app.webhooks;

commit;

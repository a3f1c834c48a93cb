-- Revert clientele:webhooks from pg

begin;
set local lock_timeout = '500ms';

drop function app.drop_webhook_log(integer);
drop table app.webhook_attempts;
drop table app.webhook_deliveries;
drop table app.webhook_lines;
drop table app.webhook_secrets;
drop table app.webhooks;

commit;

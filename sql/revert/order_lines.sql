-- Revert clientele:order_lines from pg

begin;
set local lock_timeout = '500ms';

drop table app.order_lines;
drop function app.reaches_order(uuid, boolean);

commit;

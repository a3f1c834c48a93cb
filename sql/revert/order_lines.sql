-- Revert clientele:order_lines from pg

begin;
set local lock_timeout = '2s';

drop table app.order_lines;

commit;

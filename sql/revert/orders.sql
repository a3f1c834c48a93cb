-- Revert clientele:orders from pg

begin;
set local lock_timeout = '500ms';

drop table app.order_marks;
drop table app.orders;

commit;

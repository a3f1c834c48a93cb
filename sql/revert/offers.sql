-- Revert clientele:offers from pg

begin;
set local lock_timeout = '500ms';

drop table app.product_pairs;

commit;

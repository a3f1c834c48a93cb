-- Revert clientele:offers from pg

begin;
set local lock_timeout = '1s';

drop table app.product_pairs;

commit;

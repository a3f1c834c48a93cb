-- Revert clientele:warning_reviews from pg

begin;
set local lock_timeout = '1s';

drop table app.warning_reviews;

commit;

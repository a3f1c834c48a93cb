-- Revert clientele:warning_reviews from pg

begin;
set local lock_timeout = '500ms';

drop table app.warning_reviews;

commit;

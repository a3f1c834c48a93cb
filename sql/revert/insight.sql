-- Revert clientele:insight from pg

begin;
set local lock_timeout = '500ms';

drop table app.churn_warnings;
drop table app.tier_overrides;
drop table app.stage_changes;
drop table app.tier_changes;
drop table app.customer_scores;
drop table app.scorings;
drop table app.insight_models;
drop table app.tier_policies;

commit;

-- Deploy clientele:insight to pg

begin;
set local lock_timeout = '2s';
set local role clientele_owner;

create table app.tier_policies (
    company_id     uuid not null,
    id             uuid not null default app.uuid_v7(),
    number         integer not null,
    method         text not null,
    metric         text not null,
    rules          jsonb not null,
    effective_from date not null,
    published_by   uuid,
    created_at     timestamptz not null default now(),
    constraint tier_policies_pk primary key (company_id, id),
    constraint tier_policies_company foreign key (company_id) references app.companies (id),
    constraint tier_policies_number unique (company_id, number),
    constraint tier_policies_number_positive check (number > 0),
    constraint tier_policies_method_known check (method in ('quantile', 'threshold')),
    constraint tier_policies_metric_known check (metric in ('monetary', 'frequency', 'recency', 'average'))
);
create index tier_policies_by_date on app.tier_policies (company_id, effective_from desc, number desc);
select app.protect('app.tier_policies');
comment on table app.tier_policies is 'Versions of a company''s tier policy. Append-only: a change is a new version.';
comment on column app.tier_policies.company_id is 'The company.';
comment on column app.tier_policies.id is 'UUIDv7.';
comment on column app.tier_policies.number is 'Version number in the company, from 1.';
comment on column app.tier_policies.method is 'quantile: shares of the company''s customers; threshold: fixed values.';
comment on column app.tier_policies.metric is 'The score that decides: monetary, frequency, recency or average.';
comment on column app.tier_policies.rules is 'Tiers from best to last: name, at_least, visit_days.';
comment on column app.tier_policies.effective_from is 'First day on which it applies; the newest version of the newest day wins.';
comment on column app.tier_policies.published_by is 'Who published it; null for the default.';
comment on column app.tier_policies.created_at is 'When it was published.';
grant select, insert on app.tier_policies to clientele_api, clientele_worker;
grant select, insert, delete on app.tier_policies to clientele_operator;
grant select on app.tier_policies to clientele_report;

create table app.customer_scores (
    company_id         uuid not null,
    customer_id        uuid not null,
    as_of              date not null,
    order_count        integer not null,
    order_days         integer not null,
    first_on           date,
    last_on            date,
    recency_days       integer,
    tenure_days        integer,
    frequency          integer not null,
    monetary_minor     bigint not null,
    average_minor      bigint,
    rhythm_days        double precision,
    rhythm_late_days   double precision,
    recency_score      smallint,
    frequency_score    smallint,
    monetary_score     smallint,
    tier               text,
    tier_policy_id     uuid,
    tier_since         date,
    visit_days         integer,
    scored_at          timestamptz not null default now(),
    constraint customer_scores_pk primary key (company_id, customer_id),
    constraint customer_scores_customer foreign key (company_id, customer_id) references app.customers (company_id, id),
    constraint customer_scores_policy foreign key (company_id, tier_policy_id) references app.tier_policies (company_id, id),
    constraint customer_scores_tier_length check (char_length(tier) between 1 and 20),
    constraint customer_scores_fifths check (
        recency_score between 1 and 5 and frequency_score between 1 and 5 and monetary_score between 1 and 5
    )
);
create index customer_scores_by_tier on app.customer_scores (company_id, tier, customer_id);
create index customer_scores_by_value on app.customer_scores (company_id, monetary_minor desc, customer_id);
select app.protect('app.customer_scores');
comment on table app.customer_scores is 'What the last scoring says of each customer, with the numbers behind it.';
comment on column app.customer_scores.company_id is 'The company.';
comment on column app.customer_scores.customer_id is 'The customer.';
comment on column app.customer_scores.as_of is 'The day (company time zone) the figures stand for.';
comment on column app.customer_scores.order_count is 'Orders up to as_of.';
comment on column app.customer_scores.order_days is 'Days with at least one order.';
comment on column app.customer_scores.first_on is 'First purchase day.';
comment on column app.customer_scores.last_on is 'Last purchase day.';
comment on column app.customer_scores.recency_days is 'Days from last_on to as_of.';
comment on column app.customer_scores.tenure_days is 'Days from first_on to as_of.';
comment on column app.customer_scores.frequency is 'Repeat purchase days: order_days less one, at least 0.';
comment on column app.customer_scores.monetary_minor is 'Sum of amounts, refunds subtracted, in minor units.';
comment on column app.customer_scores.average_minor is 'monetary_minor by order_days, rounded.';
comment on column app.customer_scores.rhythm_days is 'Median days between purchase days; null below three of them.';
comment on column app.customer_scores.rhythm_late_days is 'Days without an order after which the customer is late against the own rhythm; null below three purchase days.';
comment on column app.customer_scores.recency_score is '5 for the most recent fifth of the company''s buyers, 1 for the least.';
comment on column app.customer_scores.frequency_score is '5 for the most frequent fifth, 1 for the least.';
comment on column app.customer_scores.monetary_score is '5 for the fifth of highest value, 1 for the lowest.';
comment on column app.customer_scores.tier is 'Tier in force: the override while it lasts, else the policy''s.';
comment on column app.customer_scores.tier_policy_id is 'Policy version that gave the tier; null under an override.';
comment on column app.customer_scores.tier_since is 'Day the tier began.';
comment on column app.customer_scores.visit_days is 'Days between visits the tier deserves; null for none.';
comment on column app.customer_scores.scored_at is 'When the row last changed.';
grant select, insert, update on app.customer_scores to clientele_worker, clientele_api;
grant select, insert, update, delete on app.customer_scores to clientele_operator;
grant select on app.customer_scores to clientele_report;

create table app.tier_changes (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    customer_id uuid not null,
    from_tier   text,
    to_tier     text,
    changed_on  date not null,
    cause       text not null,
    policy_id   uuid,
    reason      jsonb not null default '{}',
    changed_by  uuid,
    created_at  timestamptz not null default now(),
    constraint tier_changes_pk primary key (company_id, id),
    constraint tier_changes_customer foreign key (company_id, customer_id) references app.customers (company_id, id),
    constraint tier_changes_policy foreign key (company_id, policy_id) references app.tier_policies (company_id, id),
    constraint tier_changes_cause_known check (cause in ('policy', 'override', 'override_expired'))
);
create index tier_changes_by_customer on app.tier_changes (company_id, customer_id, id desc);
select app.protect('app.tier_changes');
comment on table app.tier_changes is 'Tier history of every customer. Append-only.';
comment on column app.tier_changes.company_id is 'The company.';
comment on column app.tier_changes.id is 'UUIDv7.';
comment on column app.tier_changes.customer_id is 'The customer.';
comment on column app.tier_changes.from_tier is 'Tier before; null for the first.';
comment on column app.tier_changes.to_tier is 'Tier after; null for none.';
comment on column app.tier_changes.changed_on is 'Day of the change.';
comment on column app.tier_changes.cause is 'policy, override or override_expired.';
comment on column app.tier_changes.policy_id is 'The policy version that decided.';
comment on column app.tier_changes.reason is 'The numbers that decided.';
comment on column app.tier_changes.changed_by is 'Who decided; null for the worker.';
comment on column app.tier_changes.created_at is 'When it was recorded.';
grant select, insert on app.tier_changes to clientele_api, clientele_worker;
grant select, insert, delete on app.tier_changes to clientele_operator;
grant select on app.tier_changes to clientele_report;

create table app.tier_overrides (
    company_id  uuid not null,
    customer_id uuid not null,
    tier        text not null,
    reason      text not null,
    expires_on  date not null,
    set_by      uuid,
    created_at  timestamptz not null default now(),
    constraint tier_overrides_pk primary key (company_id, customer_id),
    constraint tier_overrides_customer foreign key (company_id, customer_id) references app.customers (company_id, id),
    constraint tier_overrides_tier_length check (char_length(tier) between 1 and 20),
    constraint tier_overrides_reason_length check (char_length(reason) between 1 and 500)
);
select app.protect('app.tier_overrides');
comment on table app.tier_overrides is 'A tier given by hand, until a day.';
comment on column app.tier_overrides.company_id is 'The company.';
comment on column app.tier_overrides.customer_id is 'The customer.';
comment on column app.tier_overrides.tier is 'A tier of the policy in force.';
comment on column app.tier_overrides.reason is 'Why.';
comment on column app.tier_overrides.expires_on is 'First day on which the policy decides again.';
comment on column app.tier_overrides.set_by is 'Who set it.';
comment on column app.tier_overrides.created_at is 'When it was set.';
grant select, insert, update, delete on app.tier_overrides to clientele_api, clientele_worker, clientele_operator;
grant select on app.tier_overrides to clientele_report;

create table app.churn_warnings (
    company_id   uuid not null,
    id           uuid not null default app.uuid_v7(),
    customer_id  uuid not null,
    last_on      date not null,
    raised_on    date not null,
    due_on       date not null,
    rhythm_days  double precision not null,
    late_days    double precision not null,
    silent_days  integer not null,
    order_days   integer not null,
    state        text not null default 'open',
    closed_at    timestamptz,
    created_at   timestamptz not null default now(),
    constraint churn_warnings_pk primary key (company_id, id),
    constraint churn_warnings_once unique (company_id, customer_id, last_on),
    constraint churn_warnings_customer foreign key (company_id, customer_id) references app.customers (company_id, id),
    constraint churn_warnings_state_known check (state in ('open', 'returned', 'lost', 'dismissed')),
    constraint churn_warnings_closed_has_date check ((state = 'open') = (closed_at is null))
);
create index churn_warnings_by_state on app.churn_warnings (company_id, state, due_on, id);
select app.protect('app.churn_warnings');
comment on table app.churn_warnings is 'A customer is late against the own purchase rhythm. Once for each silence.';
comment on column app.churn_warnings.company_id is 'The company.';
comment on column app.churn_warnings.id is 'UUIDv7.';
comment on column app.churn_warnings.customer_id is 'The customer.';
comment on column app.churn_warnings.last_on is 'The purchase day after which the silence began.';
comment on column app.churn_warnings.raised_on is 'Day of the scoring that raised it.';
comment on column app.churn_warnings.due_on is 'Day by which somebody should have acted.';
comment on column app.churn_warnings.rhythm_days is 'Median days between the customer''s purchase days.';
comment on column app.churn_warnings.late_days is 'Days of silence from which this customer counts as late.';
comment on column app.churn_warnings.silent_days is 'Days of silence when the warning was raised.';
comment on column app.churn_warnings.order_days is 'Purchase days the rhythm rests on.';
comment on column app.churn_warnings.state is 'open, returned (ordered again), lost or dismissed.';
comment on column app.churn_warnings.closed_at is 'When it was closed; null while open.';
comment on column app.churn_warnings.created_at is 'When it was recorded.';
grant select, insert, update on app.churn_warnings to clientele_api, clientele_worker;
grant select, insert, update, delete on app.churn_warnings to clientele_operator;
grant select on app.churn_warnings to clientele_report;

commit;

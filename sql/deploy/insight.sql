-- Deploy clientele:insight to pg

begin;
set local lock_timeout = '500ms';
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
    constraint tier_policies_metric_known check (
        metric in (
            'monetary', 'average', 'frequency', 'order_count', 'recency', 'expected_orders', 'lifetime_value',
            'probability_alive'
        )
    )
);
create index tier_policies_by_date on app.tier_policies (company_id, effective_from desc, number desc);
select app.protect('app.tier_policies');
comment on table app.tier_policies is 'Versions of a company''s tier policy. Append-only: a change is a new version.';
comment on column app.tier_policies.company_id is 'The company.';
comment on column app.tier_policies.id is 'UUIDv7.';
comment on column app.tier_policies.number is 'Version number in the company, from 1.';
comment on column app.tier_policies.method is 'quantile: shares of the company''s customers; threshold: fixed values.';
comment on column app.tier_policies.metric is 'The figure that decides: monetary, average, frequency, order_count, recency, expected_orders, lifetime_value or probability_alive.';
comment on column app.tier_policies.rules is 'tiers from best to last (name, at_least, visit_days, visit_minutes, discount_percent) and the churn rule (minimum_order_days, late_factor, lost_after_days).';
comment on column app.tier_policies.effective_from is 'First day on which it applies; the newest version of the newest day wins.';
comment on column app.tier_policies.published_by is 'Who published it; null for the default.';
comment on column app.tier_policies.created_at is 'When it was published.';
grant select, insert on app.tier_policies to clientele_api, clientele_worker;
grant select, insert, delete on app.tier_policies to clientele_operator;
grant select on app.tier_policies to clientele_report;

-- What was learnt from the orders of the company, and how far it can be trusted. Append-only but for the holdout.
create table app.insight_models (
    company_id     uuid not null,
    number         integer not null,
    segment        text not null,
    subject        text not null,
    source         text not null,
    model          text,
    window_start   date,
    window_end     date not null,
    customers      integer not null,
    repeat_buyers  integer not null,
    parameters     jsonb not null,
    diagnostics    jsonb,
    doubts         jsonb not null,
    mean_value     double precision,
    correlation    double precision,
    holdout        jsonb,
    code_version   text not null,
    fitted_at      timestamptz not null default now(),
    constraint insight_models_pk primary key (company_id, number, segment, subject),
    constraint insight_models_company foreign key (company_id) references app.companies (id),
    constraint insight_models_number_positive check (number > 0),
    constraint insight_models_segment_known check (segment in ('person', 'organisation')),
    constraint insight_models_subject_known check (subject in ('orders', 'value')),
    constraint insight_models_source_known check (source in ('fitted', 'pooled', 'own_rhythm')),
    constraint insight_models_model_known check (model in ('bg_nbd', 'mbg_nbd', 'gamma_gamma')),
    constraint insight_models_rule_has_none check ((source = 'own_rhythm') = (model is null)),
    constraint insight_models_fit_is_told check ((model is null) = (diagnostics is null)),
    constraint insight_models_counts check (repeat_buyers between 0 and customers)
);
select app.protect('app.insight_models');
comment on table app.insight_models is 'Versions of the models of a company: for each kind of customer one of orders and one of value, or the rule in their place.';
comment on column app.insight_models.company_id is 'The company.';
comment on column app.insight_models.number is 'Number of the version in the company, from 1; all rows of a fit share it.';
comment on column app.insight_models.segment is 'The customers it speaks of: person or organisation.';
comment on column app.insight_models.subject is 'orders: when they buy; value: how much they spend.';
comment on column app.insight_models.source is 'fitted: to the segment; pooled: to all customers, because the segment gives doubts; own_rhythm: no model holds, a rule speaks.';
comment on column app.insight_models.model is 'bg_nbd, mbg_nbd or gamma_gamma; null where a rule speaks.';
comment on column app.insight_models.window_start is 'Day of the first order it rests on; null without orders.';
comment on column app.insight_models.window_end is 'Last day whose orders it rests on.';
comment on column app.insight_models.customers is 'Customers it was fitted to; where a rule speaks, customers of the segment.';
comment on column app.insight_models.repeat_buyers is 'Customers among them with a repeat purchase.';
comment on column app.insight_models.parameters is 'List of name, value, standard_error and interval (95 %); times are days, money is minor units.';
comment on column app.insight_models.diagnostics is 'How the fit went: converged, log_likelihood, iterations, searches, gradient_norm, condition_number, at_bounds.';
comment on column app.insight_models.doubts is 'What was held against the models that were passed over: list of code with its number.';
comment on column app.insight_models.mean_value is 'Mean value of a repeat purchase over the customers, minor units; null for orders.';
comment on column app.insight_models.correlation is 'Correlation of repeats and their value, which the model of value assumes to be nil; null for orders and where there is none.';
comment on column app.insight_models.holdout is 'How the version would have foretold a period that was kept from it; null until a backtest.';
comment on column app.insight_models.code_version is 'Version of the program''s mathematics.';
comment on column app.insight_models.fitted_at is 'When it was fitted.';
grant select, insert on app.insight_models to clientele_api, clientele_worker;
grant update (holdout) on app.insight_models to clientele_api, clientele_worker;
grant select, insert, update, delete on app.insight_models to clientele_operator;
grant select on app.insight_models to clientele_report;

-- One row a run, and the day that the current scores stand for.
create table app.scorings (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    as_of       date not null,
    policy_id   uuid not null,
    customers   integer not null,
    changed     integer not null,
    tier_moves  integer not null,
    warnings    integer not null,
    condensed   integer not null,
    model_number integer not null,
    carries_on  boolean not null,
    finished_at timestamptz not null default now(),
    constraint scorings_pk primary key (company_id, id),
    constraint scorings_company foreign key (company_id) references app.companies (id),
    constraint scorings_policy foreign key (company_id, policy_id) references app.tier_policies (company_id, id)
);
select app.protect('app.scorings');
comment on table app.scorings is 'Every run of the scoring. The newest says which day the current scores stand for.';
comment on column app.scorings.company_id is 'The company.';
comment on column app.scorings.id is 'UUIDv7.';
comment on column app.scorings.as_of is 'The day (company time zone) that the scores stand for: orders up to it count.';
comment on column app.scorings.policy_id is 'The tier policy version in force on that day.';
comment on column app.scorings.customers is 'Customers with a score.';
comment on column app.scorings.changed is 'Customers whose score was written.';
comment on column app.scorings.tier_moves is 'Customers whose tier changed.';
comment on column app.scorings.warnings is 'Churn warnings raised.';
comment on column app.scorings.condensed is 'Customers whose orders were read; the others carried on.';
comment on column app.scorings.model_number is 'Version of the models that the forecasts are from.';
comment on column app.scorings.carries_on is 'Whether the next scoring may carry on from it; false for a scoring of a past day, which left orders out that have no mark.';
comment on column app.scorings.finished_at is 'When the run ended.';
grant select, insert on app.scorings to clientele_api, clientele_worker;
grant select, insert, delete on app.scorings to clientele_operator;
grant select on app.scorings to clientele_report;

-- Recency and tenure are days from last_on and first_on to the as_of of the newest scoring. What a model foretells moves
-- with the calendar, so it is kept as of the day of the models (or last_on, if later): a night rewrites customers whose
-- orders or place among the others changed, and one customer's exact forecast is computed on reading. No index but the key, so that a changed
-- row stays on its page (HOT): every list of a company reads its hundred thousand rows faster than an index is kept
-- by every night. No foreign keys:
-- the customers come from orders, which have one, and checking 100,000 customers again costs more than scoring them.
create table app.customer_scores (
    company_id       uuid not null,
    customer_id      uuid not null,
    order_count      integer not null,
    order_days       integer not null,
    first_on         date not null,
    last_on          date not null,
    monetary_minor   bigint not null,
    rhythm_days      integer,
    rhythm_slow_days integer,
    repeat_minor     bigint not null,
    pace             integer,
    rfm              smallint not null,
    alive_percent    smallint,
    expected_year    double precision not null,
    next_order_days  integer,
    lifetime_minor   bigint not null,
    potential        smallint not null,
    risk             text not null,
    stage            text not null,
    stage_since      date not null,
    tier             text not null,
    tier_since       date not null,
    tier_cause       text not null,
    tier_policy_id   uuid not null,
    tier_reached     double precision not null,
    visit_days       integer,
    holds_until      date,
    constraint customer_scores_pk primary key (company_id, customer_id),
    constraint customer_scores_counts check (order_days between 1 and order_count and first_on <= last_on),
    constraint customer_scores_rfm_digits check (rfm between 111 and 555),
    constraint customer_scores_forecast check (alive_percent between 0 and 100 and expected_year >= 0 and lifetime_minor >= 0),
    constraint customer_scores_potential_digit check (potential between 1 and 5),
    constraint customer_scores_risk_known check (risk in ('low', 'medium', 'high', 'gone')),
    constraint customer_scores_stage_known check (stage in ('new', 'growing', 'mature', 'declining', 'lost', 'won_back')),
    constraint customer_scores_cause_known check (tier_cause in ('policy', 'override', 'override_expired'))
) with (fillfactor = 80);
select app.protect_with_customer('app.customer_scores');
comment on table app.customer_scores is 'What the newest scoring says of each customer with orders, with the numbers behind it.';
comment on column app.customer_scores.company_id is 'The company.';
comment on column app.customer_scores.customer_id is 'The customer.';
comment on column app.customer_scores.order_count is 'Orders; refunds do not count.';
comment on column app.customer_scores.order_days is 'Days with at least one order that is no refund; frequency is one less.';
comment on column app.customer_scores.first_on is 'First purchase day.';
comment on column app.customer_scores.last_on is 'Last purchase day.';
comment on column app.customer_scores.monetary_minor is 'Sum of amounts, refunds subtracted, in minor units.';
comment on column app.customer_scores.rhythm_days is 'Median days between purchase days; null below three of them.';
comment on column app.customer_scores.rhythm_slow_days is 'Days between purchase days that nine gaps of ten do not exceed; null below three purchase days.';
comment on column app.customer_scores.repeat_minor is 'Sum of what is dated after the first purchase day, refunds subtracted, in minor units.';
comment on column app.customer_scores.pace is 'How fast the customer buys in the later half of the gaps, in percent of the earlier half; null below five purchase days.';
comment on column app.customer_scores.rfm is 'Three digits, recency, frequency and monetary value: 5 for the best fifth of the company''s buyers, 1 for the last.';
comment on column app.customer_scores.alive_percent is 'Probability that the customer has not left by the day of the models (or last_on, if later), in percent, rounded down to a multiple of 5; null where a rule speaks.';
comment on column app.customer_scores.expected_year is 'Orders expected within 365 days of that day, in steps of 24 to a power of ten.';
comment on column app.customer_scores.next_order_days is 'Days from that day until the next order is due, if the customer is alive, in the same steps; null where none is expected.';
comment on column app.customer_scores.lifetime_minor is 'Margin on the discounted orders expected over the company''s horizon, minor units, in the same steps.';
comment on column app.customer_scores.potential is '5 for the fifth of highest lifetime value, 1 for the last.';
comment on column app.customer_scores.risk is 'Churn risk: low, medium, high or gone.';
comment on column app.customer_scores.stage is 'Lifecycle stage: new, growing, mature, declining, lost or won_back.';
comment on column app.customer_scores.stage_since is 'Day the stage began.';
comment on column app.customer_scores.tier is 'Tier in force: the override while it lasts, else the policy''s.';
comment on column app.customer_scores.tier_since is 'Day the tier began.';
comment on column app.customer_scores.tier_cause is 'What decided: policy, override or override_expired.';
comment on column app.customer_scores.tier_policy_id is 'Policy version in force when the tier began.';
comment on column app.customer_scores.tier_reached is 'What decided when the tier began: the share of customers who had less, or the value under a threshold policy.';
comment on column app.customer_scores.visit_days is 'Days between visits the tier deserves; null for none.';
comment on column app.customer_scores.holds_until is 'First day on which time alone, without an order, may change the row; null for never.';
grant select, insert, update, delete on app.customer_scores to clientele_api, clientele_worker, clientele_operator;
grant select on app.customer_scores to clientele_report;

-- A customer's first tier stands in customer_scores; it is written here together with the first step away from it, so
-- a first night of 100,000 customers does not say everything twice. No foreign key to customers, as for the scores.
create table app.tier_changes (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    customer_id uuid not null,
    from_tier   text,
    to_tier     text not null,
    changed_on  date not null,
    cause       text not null,
    policy_id   uuid not null,
    reached     double precision not null,
    changed_by  uuid,
    created_at  timestamptz not null default now(),
    constraint tier_changes_pk primary key (company_id, id),
    constraint tier_changes_policy foreign key (company_id, policy_id) references app.tier_policies (company_id, id),
    constraint tier_changes_moves check (from_tier is distinct from to_tier),
    constraint tier_changes_cause_known check (cause in ('policy', 'override', 'override_expired'))
);
create index tier_changes_by_customer on app.tier_changes (company_id, customer_id, changed_on, id);
select app.protect_with_customer('app.tier_changes');
comment on table app.tier_changes is 'Tier history of every customer whose tier ever changed. Append-only.';
comment on column app.tier_changes.company_id is 'The company.';
comment on column app.tier_changes.id is 'UUIDv7.';
comment on column app.tier_changes.customer_id is 'The customer.';
comment on column app.tier_changes.from_tier is 'Tier before; null for the first.';
comment on column app.tier_changes.to_tier is 'Tier after.';
comment on column app.tier_changes.changed_on is 'Day the tier began.';
comment on column app.tier_changes.cause is 'What decided: policy, override or override_expired.';
comment on column app.tier_changes.policy_id is 'The policy version in force.';
comment on column app.tier_changes.reached is 'What decided: the share of customers who had less, or the value under a threshold policy.';
comment on column app.tier_changes.changed_by is 'Who decided; null for the worker.';
comment on column app.tier_changes.created_at is 'When it was recorded.';
grant select, insert on app.tier_changes to clientele_api, clientele_worker;
grant select, insert, delete on app.tier_changes to clientele_operator;
grant select on app.tier_changes to clientele_report;

-- As with tiers, a first stage stands in customer_scores and comes here with the first step away from it.
create table app.stage_changes (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    customer_id uuid not null,
    from_stage  text not null,
    since       date not null,
    to_stage    text not null,
    changed_on  date not null,
    created_at  timestamptz not null default now(),
    constraint stage_changes_pk primary key (company_id, id),
    constraint stage_changes_moves check (from_stage <> to_stage and since <= changed_on),
    constraint stage_changes_stages_known check (
        from_stage in ('new', 'growing', 'mature', 'declining', 'lost', 'won_back')
        and to_stage in ('new', 'growing', 'mature', 'declining', 'lost', 'won_back')
    )
);
create index stage_changes_by_customer on app.stage_changes (company_id, customer_id, changed_on, id);
select app.protect_with_customer('app.stage_changes');
comment on table app.stage_changes is 'Lifecycle history: every step of a customer from one stage to another. Append-only.';
comment on column app.stage_changes.company_id is 'The company.';
comment on column app.stage_changes.id is 'UUIDv7.';
comment on column app.stage_changes.customer_id is 'The customer.';
comment on column app.stage_changes.from_stage is 'The stage that ended.';
comment on column app.stage_changes.since is 'Day that stage began; the dwell time is the days from it to changed_on.';
comment on column app.stage_changes.to_stage is 'The stage that began.';
comment on column app.stage_changes.changed_on is 'Day of the scoring that saw it.';
comment on column app.stage_changes.created_at is 'When it was recorded.';
grant select, insert on app.stage_changes to clientele_api, clientele_worker;
grant select, insert, delete on app.stage_changes to clientele_operator;
grant select on app.stage_changes to clientele_report;

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
select app.protect_with_customer('app.tier_overrides');
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

-- No foreign key to customers, as for the scores that they are raised from: locking each of 17,000 customers was a third of
-- raising 17,000 warnings.
create table app.churn_warnings (
    company_id   uuid not null,
    id           uuid not null default app.uuid_v7(),
    customer_id  uuid not null,
    last_on      date not null,
    raised_on    date not null,
    due_on       date not null,
    rhythm_days  integer not null,
    late_days    integer not null,
    silent_days  integer not null,
    order_days   integer not null,
    risk         text not null,
    lifetime_minor bigint not null,
    play         text not null,
    model_number integer not null,
    state        text not null default 'open',
    closed_at    timestamptz,
    created_at   timestamptz not null default now(),
    constraint churn_warnings_pk primary key (company_id, id),
    constraint churn_warnings_once unique (company_id, customer_id, last_on),
    constraint churn_warnings_risk_known check (risk in ('low', 'medium', 'high', 'gone')),
    constraint churn_warnings_play_known check (play in ('visit', 'call', 'message', 'win_back')),
    constraint churn_warnings_state_known check (state in ('open', 'returned', 'false_alarm', 'lost', 'dismissed')),
    constraint churn_warnings_closed_has_date check ((state = 'open') = (closed_at is null))
);
create index churn_warnings_by_state on app.churn_warnings (company_id, state, raised_on, id);
select app.protect_with_customer('app.churn_warnings');
comment on table app.churn_warnings is 'A customer is late against the own purchase rhythm. Once for each silence.';
comment on column app.churn_warnings.company_id is 'The company.';
comment on column app.churn_warnings.id is 'UUIDv7.';
comment on column app.churn_warnings.customer_id is 'The customer.';
comment on column app.churn_warnings.last_on is 'The purchase day after which the silence began.';
comment on column app.churn_warnings.raised_on is 'Day of the scoring that raised it.';
comment on column app.churn_warnings.due_on is 'Day by which somebody should have acted.';
comment on column app.churn_warnings.rhythm_days is 'Median days between the customer''s purchase days.';
comment on column app.churn_warnings.late_days is 'Days of silence that were still in time.';
comment on column app.churn_warnings.silent_days is 'Days of silence when the warning was raised.';
comment on column app.churn_warnings.order_days is 'Purchase days the rhythm rests on.';
comment on column app.churn_warnings.risk is 'Churn risk when it was raised: low, medium, high or gone.';
comment on column app.churn_warnings.lifetime_minor is 'Lifetime value at stake when it was raised, minor units.';
comment on column app.churn_warnings.play is 'What was proposed: visit, call, message or win_back.';
comment on column app.churn_warnings.model_number is 'Version of the models when it was raised.';
comment on column app.churn_warnings.state is 'open, returned (ordered again after somebody had acted), false_alarm (ordered again without), lost or dismissed.';
comment on column app.churn_warnings.closed_at is 'When it was closed; null while open.';
comment on column app.churn_warnings.created_at is 'When it was recorded.';
grant select, insert, update on app.churn_warnings to clientele_api, clientele_worker;
grant select, insert, update, delete on app.churn_warnings to clientele_operator;
grant select on app.churn_warnings to clientele_report;

commit;

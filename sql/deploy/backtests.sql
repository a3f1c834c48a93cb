-- Deploy clientele:backtests to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

create table app.backtests (
    company_id        uuid not null,
    id                uuid not null default app.uuid_v7(),
    number            integer not null,
    calibration_end   date not null,
    holdout_end       date not null,
    source            text not null,
    customers         integer not null,
    actual_orders     bigint not null,
    model_error       double precision,
    last_period_error double precision not null,
    own_rhythm_error  double precision not null,
    figures           jsonb not null,
    code_version      text not null,
    finished_at       timestamptz not null default now(),
    constraint backtests_pk primary key (company_id, id),
    constraint backtests_company foreign key (company_id) references app.companies (id),
    constraint backtests_number unique (company_id, number),
    constraint backtests_number_positive check (number > 0),
    constraint backtests_holdout check (holdout_end > calibration_end),
    constraint backtests_source_known check (source in ('fitted', 'pooled', 'own_rhythm')),
    constraint backtests_model_has_error check ((source = 'own_rhythm') = (model_error is null)),
    constraint backtests_counts check (customers > 0 and actual_orders >= 0),
    constraint backtests_code_version_length check (char_length(code_version) between 1 and 20)
);
select app.protect('app.backtests');
comment on table app.backtests is 'A past period foretold from the time before, against what came and against naive forecasts. Append-only.';
comment on column app.backtests.company_id is 'The company.';
comment on column app.backtests.id is 'UUIDv7.';
comment on column app.backtests.number is 'Number of the backtest in the company, from 1.';
comment on column app.backtests.calibration_end is 'Last day that the model was fitted to.';
comment on column app.backtests.holdout_end is 'Last day that was foretold; the first is the day after calibration_end.';
comment on column app.backtests.source is 'What forecasts came from: fitted, pooled, or own_rhythm where no model holds.';
comment on column app.backtests.customers is 'Customers who bought before the holdout.';
comment on column app.backtests.actual_orders is 'Their purchase days in the holdout.';
comment on column app.backtests.model_error is 'Mean absolute error of the model, in purchase days by customer; null where no model holds.';
comment on column app.backtests.last_period_error is 'The same of the forecast "as many as in as many days before".';
comment on column app.backtests.own_rhythm_error is 'The same of the own-rhythm rule.';
comment on column app.backtests.figures is 'Everything: model and parameters, doubts, errors, tracking by week, calibration by decile.';
comment on column app.backtests.code_version is 'Version of the mathematics.';
comment on column app.backtests.finished_at is 'When it was kept.';
grant select, insert on app.backtests to clientele_api, clientele_worker;
grant select, insert, delete on app.backtests to clientele_operator;
grant select on app.backtests to clientele_report;

commit;

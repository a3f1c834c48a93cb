-- Deploy clientele:warning_reviews to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

create table app.warning_reviews (
    company_id   uuid not null,
    month        date not null,
    model_number integer not null,
    population   integer not null,
    lost         integer not null,
    warned       integer not null,
    hits         integer not null,
    constraint warning_reviews_pk primary key (company_id, month, model_number),
    constraint warning_reviews_company foreign key (company_id) references app.companies (id),
    constraint warning_reviews_month_begins check (extract(day from month) = 1),
    constraint warning_reviews_counts check (
        hits between 0 and least(lost, warned) and greatest(lost, warned) <= population and warned > 0
    )
);
select app.protect('app.warning_reviews');
comment on table app.warning_reviews is 'How good the churn warnings of a month were, once it is known who came back.';
comment on column app.warning_reviews.company_id is 'The company.';
comment on column app.warning_reviews.month is 'First day of the month in which the warnings were raised.';
comment on column app.warning_reviews.model_number is 'Version of the models in force when they were raised.';
comment on column app.warning_reviews.population is 'Customers who might have been warned of: with a rhythm, and not silent for long already.';
comment on column app.warning_reviews.lost is 'Those among them who did not order within the policy''s days after the month.';
comment on column app.warning_reviews.warned is 'Those among them who were warned of.';
comment on column app.warning_reviews.hits is 'Those who were warned of and did not order again.';
grant select on app.warning_reviews to clientele_api;
grant select, insert, update on app.warning_reviews to clientele_worker;
grant select, insert, update, delete on app.warning_reviews to clientele_operator;
grant select on app.warning_reviews to clientele_report;

commit;

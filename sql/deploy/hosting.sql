-- Deploy clientele:hosting to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- global: an agency exists before and above its companies; a handful of rows, rarely written.
create table app.agencies (
    id         uuid not null default app.uuid_v7(),
    name       text not null,
    created_at timestamptz not null default now(),
    constraint agencies_pk primary key (id),
    constraint agencies_name_length check (char_length(name) between 1 and 200)
);
comment on table app.agencies is 'Who operates this installation''s companies.';
comment on column app.agencies.id is 'UUIDv7.';
comment on column app.agencies.name is 'Display name, 1 to 200 characters.';
comment on column app.agencies.created_at is 'When the agency was hosted.';

-- global: the tenant itself; its id is what every company table carries. What changes often is in company_settings.
create table app.companies (
    id         uuid not null default app.uuid_v7(),
    agency_id  uuid not null,
    name       text not null,
    slug       text not null,
    locale     text not null default 'en',
    time_zone  text not null default 'UTC',
    currency   text not null,
    state      text not null default 'active',
    version    bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint companies_pk primary key (id),
    constraint companies_slug unique (slug),
    constraint companies_agency foreign key (agency_id) references app.agencies (id),
    constraint companies_name_length check (char_length(name) between 1 and 200),
    constraint companies_slug_form check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    constraint companies_locale_known check (locale in ('en', 'zh-CN')),
    constraint companies_time_zone_length check (char_length(time_zone) between 1 and 64),
    constraint companies_currency_form check (currency ~ '^[A-Z]{3}$'),
    constraint companies_state_known check (state in ('active', 'suspended'))
);
create index companies_by_agency on app.companies (agency_id, id);
comment on table app.companies is 'A hosted client company: the tenant.';
comment on column app.companies.id is 'UUIDv7; company_id in every company table.';
comment on column app.companies.agency_id is 'The agency that hosts the company.';
comment on column app.companies.name is 'Display name, 1 to 200 characters.';
comment on column app.companies.slug is 'Short name, unique in this installation: lower-case letters, digits and hyphens.';
comment on column app.companies.locale is 'Language of what the company''s people read: en or zh-CN.';
comment on column app.companies.time_zone is 'IANA time zone; days of orders, schedules and due dates are days of this zone.';
comment on column app.companies.currency is 'ISO 4217 code of every amount of the company.';
comment on column app.companies.state is 'active, or suspended: nobody acts in it and its jobs are dropped.';
comment on column app.companies.version is 'Row version, the source of the ETag.';
comment on column app.companies.created_at is 'When the company was hosted.';
comment on column app.companies.updated_at is 'Last change.';

-- Not a company table (its key is the company), but whoever acts inside a company sees that one only.
alter table app.companies enable row level security;
alter table app.companies force row level security;
create policy company on app.companies as permissive for select
    to clientele_api, clientele_worker, clientele_report, clientele_operator
    using (id = pg_catalog.current_setting('app.company_id')::uuid);
create policy hosting on app.companies as permissive for all to clientele_hosting using (true) with check (true);
create trigger companies_touch before update on app.companies for each row execute function app.touch();

grant select, insert, update on app.agencies to clientele_hosting;
grant select, insert, update, delete on app.companies to clientele_hosting;
grant select on app.companies to clientele_api, clientele_worker, clientele_report, clientele_operator;

-- What a company sets for itself. Also the row that work of one company locks when it must not run twice.
create table app.company_settings (
    company_id     uuid not null,
    working_days   smallint[] not null default '{1,2,3,4,5}',
    task_capacity  integer not null default 2000,
    churn_due_days integer not null default 3,
    value_margin   double precision not null default 1,
    value_discount double precision not null default 0.1,
    value_months   integer not null default 12,
    scored_at      timestamptz,
    version        bigint not null default 1,
    updated_at     timestamptz not null default now(),
    constraint company_settings_pk primary key (company_id),
    constraint company_settings_company foreign key (company_id) references app.companies (id),
    constraint company_settings_working_days check (
        cardinality(working_days) between 1 and 7 and working_days <@ '{1,2,3,4,5,6,7}'::smallint[]
    ),
    constraint company_settings_capacity check (task_capacity between 1 and 10000),
    constraint company_settings_churn_due check (churn_due_days between 0 and 90),
    constraint company_settings_margin check (value_margin between 0 and 1),
    constraint company_settings_discount check (value_discount between 0 and 10),
    constraint company_settings_months check (value_months between 1 and 120)
);
select app.protect('app.company_settings');
create trigger company_settings_touch before update on app.company_settings for each row execute function app.touch();
comment on table app.company_settings is 'One row a company: what it sets for itself, and the lock of its planning.';
comment on column app.company_settings.company_id is 'The company.';
comment on column app.company_settings.working_days is 'ISO days of the week (1 Monday to 7 Sunday) on which tasks fall due.';
comment on column app.company_settings.task_capacity is 'Open weighted tasks an agent carries before being passed over, where the membership says nothing.';
comment on column app.company_settings.churn_due_days is 'Days from a churn warning to its due date; half of them where much is at stake, twice as many where little is.';
comment on column app.company_settings.value_margin is 'Share of the revenue that counts as a customer''s value, 0 to 1; 1 until the company says what remains of it.';
comment on column app.company_settings.value_discount is 'Interest of a year by which later value counts less: 0.1 is 10 %.';
comment on column app.company_settings.value_months is 'Months ahead over which a customer''s lifetime value is summed.';
comment on column app.company_settings.scored_at is 'End of the last complete scoring.';
comment on column app.company_settings.version is 'Row version, the source of the ETag.';
comment on column app.company_settings.updated_at is 'Last change.';
grant select, insert, update on app.company_settings to clientele_api, clientele_worker;
grant select, insert, update, delete on app.company_settings to clientele_operator;
-- A company is hosted together with its settings row, in one transaction of the hosting role.
create policy hosting on app.company_settings as permissive for insert to clientele_hosting with check (true);
grant insert on app.company_settings to clientele_hosting;
grant select on app.company_settings to clientele_report;

commit;

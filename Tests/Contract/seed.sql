-- What scripts/check-contract asks about: a company whose owner, who also owns the agency, holds the key, and plenty of
-- everything, so that what one request ends is not missed by the next. Nobody's own key, membership or company is among
-- what may be ended.
\set ON_ERROR_STOP 1
\ir ../../sql/tests/support/seed.sql
begin;
select tests.host('ours') as company \gset
select tests.host('theirs') as theirs \gset
select set_config('seed.company', :'company', true);

create temporary table ids (kind text, id text) on commit drop;
create temporary table hosted_work (company uuid, job uuid, schedule uuid, support_grant uuid) on commit drop;
create temporary table numbers on commit drop as select generate_series(1, 150) as n;

with owner as (
    insert into app.persons (name, email) values ('Owner', 'owner@ours.example') returning id
), member as (
    insert into app.memberships (company_id, person_id, role, name) select :'company', id, 'owner', 'Owner' from owner
)
insert into app.agency_members (agency_id, person_id, role)
select company.agency_id, owner.id, 'owner' from owner, app.companies as company where company.id = :'company';

with agents as (
    insert into app.persons (name, email) select 'Agent ' || n, 'agent' || n || '@ours.example' from numbers returning id, name
), members as (
    insert into app.memberships (company_id, person_id, role, name) select :'company', id, 'agent', name from agents
)
insert into ids select 'membership', id from agents;

with helpers as (
    insert into app.persons (name, email) select 'Helper ' || n, 'helper' || n || '@ours.example' from numbers returning id
)
insert into app.agency_members (agency_id, person_id, role)
select company.agency_id, helpers.id, 'operator' from helpers, app.companies as company where company.id = :'company';
with made as (
    insert into app.support_grants (company_id, person_id, name, permissions, reason, hours)
    select :'company', app.uuid_v7(), 'Operator', '{customers:read}', 'an import fails', 2 from numbers returning id
)
insert into ids select 'support_grant', id from made;

with made as (
    insert into app.teams (company_id, name) select :'company', 'Team ' || n from numbers returning id
)
insert into ids select 'team', id from made;

with made as (
    insert into app.roles (company_id, name, base, visibility, permissions)
    select :'company', 'Role ' || n, 'agent', 'own', '{customers:read}' from numbers returning id
)
insert into ids select 'role', id from made;

with made as (
    insert into app.companies (agency_id, name, slug, currency)
    select company.agency_id, 'Hosted ' || n, 'hosted-' || n, 'CNY' from numbers, app.companies as company
    where company.id = :'company' returning id
), settled as (
    insert into app.company_settings (company_id) select id from made
)
insert into ids select 'hosted', id from made;

insert into ids select 'person', id from app.persons where email = 'agent150@ours.example';
insert into app.memberships (company_id, person_id, role, name)
select hosted.id::uuid, person.id::uuid, 'agent', 'Agent' from ids as hosted, ids as person
where hosted.kind = 'hosted' and person.kind = 'person';

-- The hash is of what hooks.py signs in with.
insert into app.passwords (person_id, hash)
select id, '$argon2id$v=19$m=19456,t=2,p=1$v9oQuAuiMPJfqnIrPh3ppw$j8TIldFksQgEO7PWGxR/KMyjJTexPlbz7f/bpbvPcSs'
from app.persons where email = 'owner@ours.example';
with made as (
    insert into app.sessions (person_id, secret_hash, expires_at, network, user_agent)
    select person.id, sha256(('session ' || n)::bytea), now() + interval '12 hours', '203.0.113.0/24', 'Browser'
    from numbers, app.persons as person where person.email = 'owner@ours.example' returning id
)
insert into ids select 'session', id from made;

with made as (
    insert into app.api_keys (integration_company_id, name, prefix, secret_hash, revoked_at)
    select :'company', 'Key ' || n, 'i' || lpad(n::text, 7, '0'), sha256(('integration ' || n)::bytea), now() from numbers
    returning id
)
insert into ids select 'integration_key', id from made;
with made as (
    insert into app.api_keys (person_id, name, prefix, secret_hash, revoked_at)
    select person.id, 'Key ' || n, 'p' || lpad(n::text, 7, '0'), sha256(('person ' || n)::bytea), now()
    from numbers, app.persons as person where person.email = 'owner@ours.example' returning id
)
insert into ids select 'my_key', id from made;
-- What hooks.py exchanges for tokens.
insert into app.api_keys (integration_company_id, name, prefix, secret_hash)
values (:'company', 'Exchanged', 'contract', sha256('clt_live_contract_theContractsOwnIntegrationSecret39bL3l'));

with made as (
    insert into app.customers (company_id, code, name, owner_id)
    select :'company', 'c' || n, 'Customer ' || n, agent.person_id
    from numbers, (select person_id from app.memberships where company_id = :'company' and role = 'agent' limit 1) as agent
    returning id
)
insert into ids select 'customer', id from made;

with made as (
    insert into app.customer_shares (company_id, customer_id, person_id, level, reason, expires_at)
    select :'company', customer.id::uuid, agent.id, 'read', 'on leave', now() + interval '30 days'
    from ids as customer, (select id::uuid as id from ids where kind = 'membership' order by id limit 1) as agent
    where customer.kind = 'customer' returning id
)
insert into ids select 'share', id from made;

with made as (
    insert into app.contacts (company_id, customer_id, name)
    select :'company', id::uuid, 'Contact' from ids where kind = 'customer' returning id
)
insert into ids select 'contact', id from made;
with made as (
    insert into app.interactions (company_id, customer_id, kind, summary, happened_at)
    select :'company', id::uuid, 'call', 'Called', now() from ids where kind = 'customer' returning id
)
insert into ids select 'interaction', id from made;
with made as (
    insert into app.orders (company_id, customer_id, source, number, ordered_at, ordered_on, amount_minor)
    select :'company', id::uuid, 'seed', id, now(), current_date, 1250 from ids where kind = 'customer' returning id
)
insert into ids select 'order', id from made;

with made as (
    insert into app.operations (company_id, job_id, kind) select :'company', app.uuid_v7(), 'score_company' from numbers
    returning id, job_id
), jobs as (
    insert into app.jobs (company_id, id, kind, operation_id)
    select :'company', job_id, 'insight.score_company', id from made
)
insert into ids select 'operation', id from made;
with made as (
    insert into app.imports (company_id, source, file_name, fingerprint, state)
    select :'company', 'seed', 'orders.csv', sha256(n::text::bytea), 'running' from numbers returning id
), rejects as (
    insert into app.import_rejects (company_id, import_id, line, code, reason, raw)
    select :'company', id, 2, 'amount_not_a_number', 'The amount is not a number.', '=x' from made
)
insert into ids select 'import', id from made;

insert into app.insight_models (
    company_id, number, segment, subject, source, window_end, customers, repeat_buyers, parameters, doubts, mean_value,
    code_version
)
select company_id, number, segment, 'value', source, window_end, customers, repeat_buyers, parameters, doubts, 1250,
    code_version
from app.insight_models where company_id = :'company';
update app.tier_policies set rules = '{
    "tiers": [{"name": "A", "at_least": 0.5, "visit_days": 14}, {"name": "B", "at_least": 0}],
    "churn": {"minimum_order_days": 3, "late_factor": 2, "lost_after_days": 180}
}' where company_id = :'company';
insert into app.customer_scores (
    company_id, customer_id, order_count, order_days, first_on, last_on, rhythm_days, rhythm_slow_days, monetary_minor,
    repeat_minor, rfm, expected_year, lifetime_minor, potential, risk, stage, stage_since, tier, tier_since, tier_cause,
    tier_policy_id, tier_reached
)
select :'company', customer.id::uuid, 4, 4, current_date - 300, current_date - 90, 30, 40, 1250,
    900, 513, 2.5, 5000, 4, 'high', 'mature', current_date, 'A', current_date, 'policy',
    policy.id, 1
from ids as customer, app.tier_policies as policy where customer.kind = 'customer' and policy.company_id = :'company';
insert into app.tier_overrides (company_id, customer_id, tier, reason, expires_on)
select :'company', id::uuid, 'A', 'friend of the house', current_date + 30 from ids where kind = 'customer';
with made as (
    insert into app.churn_warnings (
        company_id, customer_id, last_on, raised_on, due_on, rhythm_days, late_days, silent_days, order_days, risk,
        lifetime_minor, play, model_number
    )
    select :'company', id::uuid, current_date - 90, current_date, current_date + 3, 30, 60, 90, 4, 'high', 5000, 'call', 1
    from ids
    where kind = 'customer' returning id
)
insert into ids select 'churn_warning', id from made;
with made as (
    insert into app.tasks (company_id, customer_id, kind, title, due_on)
    select :'company', id::uuid, 'manual', 'Look', current_date from ids where kind = 'customer' returning id
)
insert into ids select 'task', id from made;
insert into app.backtests (
    company_id, number, calibration_end, holdout_end, source, customers, actual_orders, last_period_error,
    own_rhythm_error, figures, code_version
)
select company_id, n + 1, calibration_end, holdout_end, source, customers, actual_orders, last_period_error,
    own_rhythm_error, figures, code_version
from app.backtests, numbers where company_id = :'company';
insert into ids select 'backtest', id from app.backtests where company_id = :'company';

with made as (
    insert into app.webhooks (company_id, url) select :'company', 'https://hooks.example/' || n from numbers returning id
), secrets as (
    insert into app.webhook_secrets (company_id, webhook_id, sealed)
    select :'company', id, sha256('secret') || sha256('tag') from made
), lines as (
    insert into app.webhook_lines (company_id, webhook_id) select :'company', id from made
), deliveries as (
    insert into app.webhook_deliveries (company_id, webhook_id, event_id, type, subject_id, body, state)
    select :'company', id, app.uuid_v7(), 'task.created', app.uuid_v7(), '{}', 'skipped' from made returning id
), noted as (
    insert into ids select 'webhook', id from made
)
insert into ids select 'webhook_delivery', id from deliveries;

-- A schedule, a support grant and a job in each hosted company; every other job was given up.
with planned as (
    insert into app.schedules (company_id, name, kind, rule)
    select id::uuid, 'nightly', 'insight.score_company', '30 2 * * *' from ids where kind = 'hosted'
    returning company_id, id
), places as (
    select company_id, id as schedule_id, app.uuid_v7() as job_id, app.uuid_v7() as grant_id,
        row_number() over () % 2 = 0 as is_dead
    from planned
), granted as (
    insert into app.support_grants (company_id, id, person_id, name, permissions, reason, hours)
    select company_id, grant_id, app.uuid_v7(), 'Operator', '{customers:read}', 'an import fails', 2 from places
), live as (
    insert into app.jobs (company_id, id, kind) select company_id, job_id, 'insight.score_company' from places where not is_dead
), dead as (
    insert into app.job_history (
        company_id, id, kind, version, payload, queue, priority, state, attempt, max_attempts, run_at, created_at,
        started_at, last_error
    )
    select company_id, job_id, 'insight.score_company', 1, '{}', 'default', 5, 'dead', 12, 12, now(), now(), now(), 'broken'
    from places where is_dead
)
insert into hosted_work select company_id, job_id, schedule_id, grant_id from places;
insert into ids select 'audit_event', id from app.audit_events where company_id = :'company' limit 150;
insert into ids select 'tier_policy', id from app.tier_policies where company_id = :'company';

create table tests.contract_places as select :'company'::uuid as company;
create table tests.contract_ids as select * from ids;
create table tests.contract_work as select * from hosted_work;
-- As JSON, after the key was issued: the ids by kind, the company, the job and the schedule of each hosted company, and
-- what belongs to the key in use.
create function tests.contract_ids() returns jsonb language sql as $$
    select jsonb_object_agg(kind, listed) || jsonb_build_object(
        'company', (select company from tests.contract_places),
        'job', (select jsonb_object_agg(company, job) from tests.contract_work),
        'schedule', (select jsonb_object_agg(company, schedule) from tests.contract_work),
        'grant', (select jsonb_object_agg(company, support_grant) from tests.contract_work),
        'own', (
            select jsonb_agg(own.id) from (
                select person.id::text from app.persons as person where person.email = 'owner@ours.example'
                union all
                select key.id::text from app.api_keys as key
                join app.persons as person on person.id = key.person_id
                where person.email = 'owner@ours.example' and key.revoked_at is null
                union all
                select key.id::text from app.api_keys as key where key.prefix = 'contract'
                union all
                select company::text from tests.contract_places
            ) as own
        )
    )
    from (select kind, jsonb_agg(id) as listed from tests.contract_ids group by kind) as kinds
$$;
commit;

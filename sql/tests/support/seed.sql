-- Fixtures of the SQL tests: tests.host(slug) hosts a company and puts at least one row into every company table.
-- A new company table without a line here makes the isolation tests fail.

create schema if not exists tests;

create or replace function tests.host(slug text) returns uuid
language plpgsql
as $$
declare
    agency uuid := app.uuid_v7();
    company uuid := app.uuid_v7();
    manager uuid := app.uuid_v7();
    agent uuid := app.uuid_v7();
    team uuid := app.uuid_v7();
    owned uuid := app.uuid_v7();
    unowned uuid := app.uuid_v7();
    interaction uuid := app.uuid_v7();
    operation uuid := app.uuid_v7();
    import uuid := app.uuid_v7();
    policy uuid := app.uuid_v7();
    warning uuid := app.uuid_v7();
    schedule uuid := app.uuid_v7();
    webhook uuid := app.uuid_v7();
    delivery uuid := app.uuid_v7();
begin
    insert into app.agencies (id, name) values (agency, slug);
    insert into app.companies (id, agency_id, name, slug, currency) values (company, agency, slug, slug, 'USD');
    insert into app.company_settings (company_id) values (company);
    insert into app.persons (id, name, email) values
        (manager, 'Manager', 'manager@' || slug || '.example'), (agent, 'Agent', 'agent@' || slug || '.example');
    insert into app.teams (company_id, id, name) values (company, team, 'Team');
    insert into app.roles (company_id, name, base, visibility, permissions) values (company, 'Trainee', 'agent', 'own', '{customers:read}');
    insert into app.memberships (company_id, person_id, role, name, team_id) values
        (company, manager, 'manager', 'Manager', team), (company, agent, 'agent', 'Agent', team);
    insert into app.customers (company_id, id, code, name, owner_id) values
        (company, owned, '1', 'Owned', agent), (company, unowned, '2', 'Unowned', null);
    insert into app.customer_owners (company_id, customer_id, owner_id, reason) values (company, owned, agent, 'first');
    insert into app.contacts (company_id, customer_id, name) values (company, owned, 'Contact');
    insert into app.customer_shares (company_id, customer_id, person_id, level, reason, expires_at)
        values (company, unowned, manager, 'read', 'on leave', now() + interval '1 day');
    insert into app.support_grants (company_id, person_id, name, permissions, reason, hours)
        values (company, app.uuid_v7(), 'Operator', '{customers:read}', 'an import fails', 2);
    insert into app.interactions (company_id, id, customer_id, person_id, kind, summary, happened_at)
        values (company, interaction, owned, agent, 'call', 'Called', now());
    insert into app.orders (company_id, customer_id, source, number, ordered_at, ordered_on, amount_minor)
        values (company, owned, 'import', '1', now(), current_date, 1250);
    insert into app.order_lines (company_id, order_id, position, product, quantity, amount_minor)
        select company, id, 1, 'Tea', 1, 1250 from app.orders where company_id = company;
    insert into app.product_pairs (company_id, product, offered, together_days, product_days, offered_days, all_days, computed_on)
        values (company, 'Tea', 'Cup', 5, 10, 8, 100, current_date);
    insert into app.operations (company_id, id, job_id, kind) values (company, operation, app.uuid_v7(), 'import_orders');
    insert into app.imports (company_id, id, operation_id, source, file_name, fingerprint)
        values (company, import, operation, 'import', 'orders.csv', sha256('file'));
    insert into app.import_rejects (company_id, import_id, line, code, reason, raw)
        values (company, import, 2, 'amount_not_a_number', 'The amount is not a number.', 'x');
    insert into app.import_chunks (company_id, import_id, position, bytes) values (company, import, 0, '\x61');
    insert into app.order_marks (company_id, first_order, last_order, due_on)
        values (company, app.uuid_v7(), app.uuid_v7(), current_date);
    insert into app.insight_models (
        company_id, number, segment, subject, source, window_end, customers, repeat_buyers, parameters, doubts, code_version
    ) values (company, 1, 'person', 'orders', 'own_rhythm', current_date, 1, 0, '[]', '[]', '1');
    insert into app.stage_changes (company_id, customer_id, from_stage, since, to_stage, changed_on)
        values (company, owned, 'new', current_date - 90, 'mature', current_date);
    insert into app.tier_policies (company_id, id, number, method, metric, rules, effective_from)
        values (company, policy, 1, 'quantile', 'monetary', '[]', current_date);
    insert into app.customer_scores (
        company_id, customer_id, order_count, order_days, first_on, last_on, monetary_minor, repeat_minor, rfm,
        expected_year, lifetime_minor, potential, risk, stage, stage_since, tier, tier_since, tier_cause, tier_policy_id,
        tier_reached
    ) values (
        company, owned, 1, 1, current_date, current_date, 1250, 0, 513, 0, 0, 1, 'low', 'new', current_date, 'A',
        current_date, 'policy', policy, 1
    );
    insert into app.tier_changes (company_id, customer_id, to_tier, changed_on, cause, policy_id, reached)
        values (company, owned, 'A', current_date, 'policy', policy, 1);
    insert into app.tier_overrides (company_id, customer_id, tier, reason, expires_on)
        values (company, owned, 'A', 'friend of the house', current_date + 30);
    insert into app.churn_warnings (
        company_id, id, customer_id, last_on, raised_on, due_on, rhythm_days, late_days, silent_days, order_days, risk,
        lifetime_minor, play, model_number
    ) values (
        company, warning, owned, current_date - 90, current_date, current_date + 3, 30, 60, 90, 4, 'high', 1000, 'call', 1
    );
    insert into app.warning_reviews (company_id, month, model_number, population, lost, warned, hits)
        values (company, date_trunc('month', current_date)::date, 1, 9, 3, 2, 1);
    insert into app.scorings (company_id, as_of, policy_id, customers, changed, tier_moves, warnings, condensed, model_number, carries_on)
        values (company, current_date, policy, 1, 1, 1, 1, 1, 1, true);
    insert into app.backtests (
        company_id, number, calibration_end, holdout_end, source, customers, actual_orders, last_period_error,
        own_rhythm_error, figures, code_version
    ) values (
        company, 1, current_date - 30, current_date, 'own_rhythm', 1, 0, 0, 0,
        '{"calibration_end": "2026-01-01", "holdout_end": "2026-02-01", "source": "own_rhythm", "parameters": [],
          "doubts": [], "code_version": "1", "report": {
              "customers": 1, "actual_orders": 0, "tracking": [], "deciles": [],
              "same_as_last_period": {"total": 0, "mean_absolute": 0, "root_mean_square": 0},
              "own_rhythm": {"total": 0, "mean_absolute": 0, "root_mean_square": 0}}}',
        '1'
    );
    insert into app.tasks (company_id, customer_id, assignee_id, kind, title, due_on, warning_id) values
        (company, owned, agent, 'churn', 'Call', current_date, warning),
        (company, unowned, manager, 'manual', 'Look', current_date, null);
    insert into app.idempotency_keys (company_id, bearer_id, operation, key, body_hash, status, body)
        values (company, manager, 'createCustomer', 'k', sha256('x'), 201, '\x00');
    insert into app.queue_limits (company_id) values (company);
    insert into app.jobs (company_id, kind) values (company, 'insight.score_company');
    insert into app.job_history (
        company_id, id, kind, version, payload, queue, priority, state, attempt, max_attempts, run_at, created_at, started_at
    ) values (company, app.uuid_v7(), 'insight.score_company', 1, '{}', 'default', 5, 'done', 1, 12, now(), now(), now());
    insert into app.schedules (company_id, id, name, kind, rule) values (company, schedule, 'nightly', 'insight.score_company', '30 2 * * *');
    insert into app.schedule_slots (company_id, schedule_id, slot, job_id) values (company, schedule, now(), app.uuid_v7());
    -- The rows above were written past the program, which the audit has noticed; they are sealed as the worker does.
    perform app.enter(company, manager, 'worker', ''), app.audit_seal();
    perform set_config(name, '', true) from unnest(array['app.company_id', 'app.person_id', 'app.role']) as name;
    insert into app.webhooks (company_id, id, url) values (company, webhook, 'https://hooks.example/clientele');
    insert into app.webhook_secrets (company_id, webhook_id, sealed) values (company, webhook, sha256('secret') || sha256('tag'));
    insert into app.webhook_lines (company_id, webhook_id) values (company, webhook);
    insert into app.webhook_deliveries (company_id, id, webhook_id, event_id, type, subject_id, body, state)
        values (company, delivery, webhook, app.uuid_v7(), 'task.created', owned, '{}', 'skipped');
    insert into app.webhook_attempts (company_id, delivery_id, number, started_at, duration_ms, outcome, request_head)
        values (company, delivery, 1, now(), 12, 'timeout', 'POST / HTTP/1.1');
    insert into app.outbox (company_id, type, subject_id, data) values (company, 'customer.created', owned, '{}');
    insert into app.event_logs (company_id, last_number, kept_until) values (company, 1, now() + interval '1 day');
    insert into app.events (company_id, number, type, customer_id, body) values (company, 1, 'customer.created', owned, '{}');
    return company;
end
$$;

-- The company tables: everything that carries company_id and is not itself a partition.
create or replace view tests.company_tables as
select c.oid, c.oid::regclass::text as name, c.relname, c.relkind
from pg_catalog.pg_class c
where c.relnamespace = 'app'::regnamespace
    and c.relkind in ('r', 'p')
    and not c.relispartition
    and exists (
        select from pg_catalog.pg_attribute a
        where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
    );

-- Checksum of what one company has in one table.
create or replace function tests.checksum(relation text, company uuid) returns text
language plpgsql
as $$
declare
    sum text;
begin
    execute format('select md5(coalesce(string_agg(t::text, E''\n'' order by t::text), '''')) from %s t where company_id = $1', relation)
        into sum using company;
    return sum;
end
$$;

-- Columns a statement may write: everything but the generated ones.
create or replace function tests.columns(relation text) returns text
language sql
as $$
    select string_agg(quote_ident(attname), ', ' order by attnum)
    from pg_catalog.pg_attribute
    where attrelid = relation::regclass and attnum > 0 and not attisdropped and attgenerated = ''
$$;

-- Runs a statement as a role inside a company; answers the rows it touched, or its SQLSTATE.
create or replace function tests.attempt(as_role text, company uuid, person uuid, acting text, statement text) returns text
language plpgsql
as $$
declare
    touched bigint;
    state text;
begin
    execute format('set local role %I', as_role);
    perform app.enter(company, person, acting, '');
    execute statement;
    get diagnostics touched = row_count;
    reset role;
    return touched::text;
exception when others then
    get stacked diagnostics state = returned_sqlstate;
    reset role;
    return state;
end
$$;

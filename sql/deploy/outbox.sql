-- Deploy clientele:outbox to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- Events that were not handed on yet. Triggers write them in the transaction of the change, workers hand them on in
-- the order of their ids and delete them, so the table stays small. No foreign key, as for jobs.
create table app.outbox (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    type        text not null,
    subject_id  uuid not null,
    data        jsonb not null,
    occurred_at timestamptz not null default now(),
    constraint outbox_pk primary key (company_id, id),
    constraint outbox_type_length check (char_length(type) between 1 and 100)
) with (
    -- Rows live for a second: collect them before they slow the next look.
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0
);
select app.protect('app.outbox');
create policy discovery on app.outbox as permissive for select to clientele_hosting using (true);
comment on table app.outbox is 'Events that were not handed on yet: to the program''s own consumers and to webhooks.';
comment on column app.outbox.company_id is 'The company.';
comment on column app.outbox.id is 'UUIDv7: the order of events about one subject.';
comment on column app.outbox.type is 'What happened: a name of the catalogue in Docs/webhooks.md.';
comment on column app.outbox.subject_id is 'What it is about; the customer, wherever there is one.';
comment on column app.outbox.data is 'Ids and states, no personal data.';
comment on column app.outbox.occurred_at is 'When its transaction began.';
grant insert on app.outbox to clientele_api;
grant select, insert, update, delete on app.outbox to clientele_worker, clientele_operator;
grant select (company_id, id) on app.outbox to clientele_hosting;

create function app.companies_with_events(companies integer) returns setof uuid
language sql stable
set search_path = ''
as $$
    with recursive waiting as (
        (select o.company_id from app.outbox as o order by o.company_id limit 1)
        union all
        select (select o.company_id from app.outbox as o where o.company_id > waiting.company_id order by o.company_id limit 1)
        from waiting where waiting.company_id is not null
    )
    select waiting.company_id from waiting where waiting.company_id is not null limit companies
$$;
comment on function app.companies_with_events(integer) is
    'Companies with events that were not handed on yet, at most so many: one probe of the index each.';
grant execute on function app.companies_with_events(integer) to clientele_hosting;

-- Writes the event of a changed row. Arguments: the type; 'always' where the program itself acts on it, or 'heard'
-- where only webhooks want it, so that a company without webhooks pays one look into an empty table; the column that
-- names the subject; then the columns that go into the data.
create function app.tell() returns trigger
language plpgsql volatile
set search_path = ''
as $$
declare
    changed jsonb;
begin
    -- A restored company tells nothing: it happened elsewhere, before.
    if pg_catalog.current_setting('app.quiet', true) = 'on' then
        return null;
    end if;
    if tg_argv[1] = 'heard' and not exists (select from app.webhooks as w where w.company_id = new.company_id) then
        return null;
    end if;
    changed := to_jsonb(new);
    insert into app.outbox (company_id, type, subject_id, data)
    select new.company_id, tg_argv[0], (changed ->> tg_argv[2])::uuid, jsonb_object_agg(name, changed -> name)
    from unnest(tg_argv[3:]) as name;
    return null;
end
$$;
comment on function app.tell() is 'Row trigger: writes an event to the outbox, in the transaction of the change.';

create trigger customers_created after insert on app.customers
    for each row execute function app.tell('customer.created', 'heard', 'id', 'id', 'code', 'kind', 'owner_id');
create trigger customers_changed after update on app.customers
    for each row when (
        (old.code, old.kind, old.name, old.email, old.phone, old.note)
        is distinct from (new.code, new.kind, new.name, new.email, new.phone, new.note)
    ) execute function app.tell('customer.changed', 'heard', 'id', 'id', 'version');
create trigger customers_owner_changed after update on app.customers
    for each row when (old.owner_id is distinct from new.owner_id)
    execute function app.tell('customer.owner_changed', 'always', 'id', 'id', 'owner_id');
create trigger customers_archived after update on app.customers
    for each row when (old.state <> 'archived' and new.state = 'archived')
    execute function app.tell('customer.archived', 'always', 'id', 'id', 'archived_at');

-- Rows that a scoring writes by the thousand: where nobody listens it says so beforehand, and the trigger is not called.
create trigger tier_changes_told after insert on app.tier_changes
    for each row when (pg_catalog.current_setting('app.quiet', true) is distinct from 'on')
    execute function app.tell(
        'customer.tier_changed', 'heard', 'customer_id', 'customer_id', 'from_tier', 'to_tier', 'changed_on', 'cause'
    );

create trigger interactions_recorded after insert on app.interactions
    for each row execute function app.tell(
        'interaction.recorded', 'heard', 'customer_id', 'id', 'customer_id', 'person_id', 'kind', 'direction', 'happened_at'
    );

-- Orders arrive a batch at a time, and each batch moves its import along: one event a batch, not one a row.
create trigger imports_orders_arrived after update on app.imports
    for each row when (new.rows_inserted > old.rows_inserted)
    execute function app.tell('orders.arrived', 'always', 'id', 'id', 'source', 'rows_inserted');
create trigger imports_finished after update on app.imports
    for each row when (old.finished_at is null and new.finished_at is not null)
    execute function app.tell(
        'import.finished', 'always', 'id', 'id', 'source', 'state', 'rows_read', 'rows_inserted', 'rows_unchanged', 'rows_rejected'
    );

create trigger scorings_finished after insert on app.scorings
    for each row execute function app.tell(
        'scoring.finished', 'heard', 'id', 'id', 'as_of', 'customers', 'changed', 'tier_moves', 'warnings'
    );

create trigger churn_warnings_raised after insert on app.churn_warnings
    for each row when (pg_catalog.current_setting('app.quiet', true) is distinct from 'on')
    execute function app.tell(
        'churn_warning.raised', 'heard', 'customer_id', 'id', 'customer_id', 'raised_on', 'due_on', 'silent_days', 'late_days'
    );
create trigger churn_warnings_closed after update on app.churn_warnings
    for each row when (
        old.state = 'open' and new.state <> 'open' and pg_catalog.current_setting('app.quiet', true) is distinct from 'on'
    )
    execute function app.tell('churn_warning.closed', 'heard', 'customer_id', 'id', 'customer_id', 'state');

create trigger tasks_created after insert on app.tasks
    for each row execute function app.tell(
        'task.created', 'heard', 'customer_id', 'id', 'customer_id', 'assignee_id', 'kind', 'due_on', 'weight'
    );
create trigger tasks_changed after update on app.tasks
    for each row when (
        new.state = 'open' and (old.title, old.detail, old.due_on, old.assignee_id, old.state)
        is distinct from (new.title, new.detail, new.due_on, new.assignee_id, new.state)
    ) execute function app.tell(
        'task.changed', 'heard', 'customer_id', 'id', 'customer_id', 'assignee_id', 'kind', 'due_on', 'version'
    );
create trigger tasks_completed after update on app.tasks
    for each row when (old.state <> 'done' and new.state = 'done')
    execute function app.tell(
        'task.completed', 'heard', 'customer_id', 'id', 'customer_id', 'assignee_id', 'kind', 'completed_by', 'interaction_id'
    );
create trigger tasks_cancelled after update on app.tasks
    for each row when (old.state <> 'cancelled' and new.state = 'cancelled')
    execute function app.tell('task.cancelled', 'heard', 'customer_id', 'id', 'customer_id', 'assignee_id', 'kind');

-- Disabled by the worker, not by a person: whoever looks after the company is told.
create trigger webhooks_disabled after update on app.webhooks
    for each row when (old.state = 'enabled' and new.state = 'disabled' and new.disabled_reason <> 'asked')
    execute function app.tell('webhook.disabled', 'heard', 'id', 'id', 'disabled_reason', 'disabled_at');

commit;

-- Deploy clientele:events to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- Where somebody listens to a company's events, or did within a day, its log is kept. The relay numbers what it hands on
-- while it holds this row, so that a number is committed after every smaller one: who has read up to one has lost nothing.
create table app.event_logs (
    company_id   uuid not null,
    first_number bigint not null default 1,
    last_number  bigint not null default 0,
    kept_until   timestamptz not null,
    constraint event_logs_pk primary key (company_id),
    constraint event_logs_company foreign key (company_id) references app.companies (id),
    constraint event_logs_order check (first_number between 1 and last_number + 1)
);
select app.protect('app.event_logs');
comment on table app.event_logs is 'Which companies'' events are logged, until when, and how far.';
comment on column app.event_logs.company_id is 'The company.';
comment on column app.event_logs.first_number is 'The first event behind the last gap: what happened in a gap was not logged.';
comment on column app.event_logs.last_number is 'The last event that was logged, or the gap behind it; 0 for none.';
comment on column app.event_logs.kept_until is 'Events are logged until then; put off while somebody listens.';
grant select, insert, update on app.event_logs to clientele_api;
grant select, update on app.event_logs to clientele_worker;
grant select, insert, update, delete on app.event_logs to clientele_operator;

-- No foreign key, as in the outbox.
create table app.events (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    number      bigint not null,
    type        text not null,
    customer_id uuid,
    body        text not null,
    logged_at   timestamptz not null default now(),
    constraint events_pk primary key (company_id, id),
    constraint events_type_length check (char_length(type) between 1 and 100)
) partition by range (id);
create table app.events_default partition of app.events default;
create index events_by_number on app.events (company_id, number);
select app.protect_with_customer(name::regclass) from unnest(array['app.events', 'app.events_default']) as name;
select app.make_partitions_ahead();
comment on table app.events is 'Events that were handed on while somebody listened; partitioned by month. Seen by whom sees the customer, those about none by whom sees the company.';
comment on column app.events.company_id is 'The company.';
comment on column app.events.id is 'UUIDv7; its month decides the partition.';
comment on column app.events.number is 'Counts the company''s events in the order of the log.';
comment on column app.events.type is 'What happened: a name of the catalogue in Docs/webhooks.md.';
comment on column app.events.customer_id is 'The customer that it is about; null where it is about none.';
comment on column app.events.body is 'The message, JSON: ids and states, no personal data.';
comment on column app.events.logged_at is 'When it was handed on.';
grant select on app.events to clientele_api, clientele_report;
grant select, insert on app.events to clientele_worker;
grant select, insert, delete on app.events to clientele_operator;

-- As it was, and whoever listens is heard like a webhook.
create or replace function app.tell() returns trigger
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
    if tg_argv[1] = 'heard' and not exists (select from app.webhooks as w where w.company_id = new.company_id)
        and not exists (select from app.event_logs as l where l.company_id = new.company_id and l.kept_until > now())
    then
        return null;
    end if;
    changed := to_jsonb(new);
    insert into app.outbox (company_id, type, subject_id, data)
    select new.company_id, tg_argv[0], (changed ->> tg_argv[2])::uuid, jsonb_object_agg(name, changed -> name)
    from unnest(tg_argv[3:]) as name;
    return null;
end
$$;

-- The log of events is kept as long as that of deliveries.
create or replace function app.drop_webhook_log(keep_months integer) returns integer
language sql volatile security definer
set search_path = ''
set lock_timeout = '2s'
return app.drop_months(
    array['app.webhook_deliveries'::regclass, 'app.webhook_attempts'::regclass, 'app.events'::regclass], keep_months
);
comment on function app.drop_webhook_log(integer) is
    'Drops the months of the logs of deliveries and events older than this many whole ones before the running one; returns how many partitions.';

commit;

-- Deploy clientele:webhooks to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

create table app.webhooks (
    company_id      uuid not null,
    id              uuid not null default app.uuid_v7(),
    url             text not null,
    description     text not null default '',
    types           text[] not null default '{}',
    state           text not null default 'enabled',
    disabled_reason text,
    disabled_at     timestamptz,
    version         bigint not null default 1,
    created_by      uuid,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    constraint webhooks_pk primary key (company_id, id),
    constraint webhooks_company foreign key (company_id) references app.companies (id),
    constraint webhooks_url_length check (char_length(url) between 10 and 2000),
    constraint webhooks_description_length check (char_length(description) <= 200),
    constraint webhooks_types_count check (cardinality(types) <= 50),
    constraint webhooks_state_known check (state in ('enabled', 'disabled')),
    constraint webhooks_reason_known check (disabled_reason in ('asked', 'gone', 'failing', 'unreadable')),
    constraint webhooks_disabled_says_why check (
        (state = 'disabled') = (disabled_reason is not null) and (state = 'disabled') = (disabled_at is not null)
    )
);
-- Everybody who changes something in the company may see that somebody listens: the triggers of the outbox look here.
select app.protect('app.webhooks');
create trigger webhooks_touch before update on app.webhooks for each row execute function app.touch();
comment on table app.webhooks is 'Addresses of integrators to which the company''s events are sent.';
comment on column app.webhooks.company_id is 'The company.';
comment on column app.webhooks.id is 'UUIDv7.';
comment on column app.webhooks.url is 'Where events are sent to.';
comment on column app.webhooks.description is 'What it is for, in the owner''s words.';
comment on column app.webhooks.types is 'The types of events that it gets; all where empty.';
comment on column app.webhooks.state is 'enabled or disabled.';
comment on column app.webhooks.disabled_reason is 'asked, gone (410), failing (nothing accepted for days) or unreadable (its secrets).';
comment on column app.webhooks.disabled_at is 'Since when it is disabled.';
comment on column app.webhooks.version is 'Row version, the source of the ETag.';
comment on column app.webhooks.created_by is 'Who registered it; null for an integration.';
comment on column app.webhooks.created_at is 'When it was registered.';
comment on column app.webhooks.updated_at is 'Last change.';
grant select, insert, update, delete on app.webhooks to clientele_api, clientele_operator;
grant select, update on app.webhooks to clientele_worker;

create table app.webhook_secrets (
    company_id uuid not null,
    id         uuid not null default app.uuid_v7(),
    webhook_id uuid not null,
    sealed     bytea not null,
    expires_at timestamptz,
    created_at timestamptz not null default now(),
    constraint webhook_secrets_pk primary key (company_id, id),
    constraint webhook_secrets_webhook foreign key (company_id, webhook_id)
        references app.webhooks (company_id, id) on delete cascade,
    constraint webhook_secrets_sealed_length check (octet_length(sealed) between 29 and 200)
);
create index webhook_secrets_by_webhook on app.webhook_secrets (company_id, webhook_id, id);
select app.protect(
    'app.webhook_secrets', $rule$case current_setting('app.visibility') when 'company' then true else false end$rule$
);
comment on table app.webhook_secrets is 'What messages are signed with, encrypted with the installation''s WEBHOOK_KEY. While a secret is replaced there are two.';
comment on column app.webhook_secrets.company_id is 'The company.';
comment on column app.webhook_secrets.id is 'UUIDv7.';
comment on column app.webhook_secrets.webhook_id is 'The webhook.';
comment on column app.webhook_secrets.sealed is 'AES-256-GCM: nonce, ciphertext, tag; bound to company and webhook.';
comment on column app.webhook_secrets.expires_at is 'Until when it signs; null for the newest.';
comment on column app.webhook_secrets.created_at is 'When it was made.';
-- The API makes secrets and never reads one.
grant select (company_id, id, webhook_id, expires_at, created_at), insert, update (expires_at), delete
    on app.webhook_secrets to clientele_api;
grant select on app.webhook_secrets to clientele_worker;
grant select, insert, update, delete on app.webhook_secrets to clientele_operator;

-- The waiting deliveries of one webhook as a whole: a worker takes the line, sends a few and lets go. So nobody else
-- sends to that webhook meanwhile, and a slow one holds up only itself.
create table app.webhook_lines (
    company_id    uuid not null,
    webhook_id    uuid not null,
    due_at        timestamptz,
    worker        uuid,
    lease_until   timestamptz,
    failures      integer not null default 0,
    failing_since timestamptz,
    constraint webhook_lines_pk primary key (company_id, webhook_id),
    constraint webhook_lines_webhook foreign key (company_id, webhook_id)
        references app.webhooks (company_id, id) on delete cascade,
    constraint webhook_lines_lease check ((worker is null) = (lease_until is null)),
    constraint webhook_lines_failing check ((failures = 0) = (failing_since is null) and failures >= 0)
);
create index webhook_lines_due on app.webhook_lines (due_at) where due_at is not null;
select app.protect(
    'app.webhook_lines', $rule$case current_setting('app.visibility') when 'company' then true else false end$rule$
);
create policy discovery on app.webhook_lines as permissive for select to clientele_hosting using (true);
comment on table app.webhook_lines is 'One row a webhook: when its deliveries are due, who sends them, and how it goes.';
comment on column app.webhook_lines.company_id is 'The company.';
comment on column app.webhook_lines.webhook_id is 'The webhook.';
comment on column app.webhook_lines.due_at is 'When the first waiting delivery is due; null where none waits.';
comment on column app.webhook_lines.worker is 'The process that sends at this moment.';
comment on column app.webhook_lines.lease_until is 'Until then the process has the line for itself.';
comment on column app.webhook_lines.failures is 'Attempts that failed in a row.';
comment on column app.webhook_lines.failing_since is 'When the first of them failed.';
grant select, insert, update, delete on app.webhook_lines to clientele_api, clientele_operator;
grant select, update on app.webhook_lines to clientele_worker;
grant select (company_id, webhook_id, due_at, lease_until) on app.webhook_lines to clientele_hosting;

-- What is to be sent, and the log of what was. No foreign key to the webhook: the log outlives it.
create table app.webhook_deliveries (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    webhook_id  uuid not null,
    event_id    uuid not null,
    type        text not null,
    subject_id  uuid not null,
    body        text not null,
    state       text not null,
    attempts    smallint not null default 0,
    tried       smallint not null default 0,
    next_at     timestamptz,
    created_at  timestamptz not null default now(),
    finished_at timestamptz,
    constraint webhook_deliveries_pk primary key (company_id, id),
    constraint webhook_deliveries_type_length check (char_length(type) between 1 and 100),
    constraint webhook_deliveries_body_length check (char_length(body) <= 20000),
    constraint webhook_deliveries_state_known check (state in ('waiting', 'delivered', 'failed', 'skipped')),
    constraint webhook_deliveries_waiting_is_due check ((state = 'waiting') = (next_at is not null)),
    constraint webhook_deliveries_final_has_date check ((state in ('delivered', 'failed')) = (finished_at is not null)),
    constraint webhook_deliveries_attempts check (attempts between 0 and 10 and tried >= attempts)
) partition by range (id);
create table app.webhook_deliveries_default partition of app.webhook_deliveries default;
create index webhook_deliveries_by_webhook on app.webhook_deliveries (company_id, webhook_id, id);
create index webhook_deliveries_due on app.webhook_deliveries (company_id, webhook_id, next_at) where state = 'waiting';
-- The front of each subject: events about one subject are sent one after the other.
create index webhook_deliveries_subject on app.webhook_deliveries (company_id, webhook_id, subject_id, event_id)
    where state = 'waiting';
select app.protect(
    'app.webhook_deliveries', $rule$case current_setting('app.visibility') when 'company' then true else false end$rule$
);
select app.protect(
    'app.webhook_deliveries_default', $rule$case current_setting('app.visibility') when 'company' then true else false end$rule$
);
comment on table app.webhook_deliveries is 'Events on their way to webhooks, and the log of those that arrived. Partitioned by month.';
comment on column app.webhook_deliveries.company_id is 'The company.';
comment on column app.webhook_deliveries.id is 'UUIDv7; its month decides the partition.';
comment on column app.webhook_deliveries.webhook_id is 'Where to.';
comment on column app.webhook_deliveries.event_id is 'Which event: the webhook-id of the message.';
comment on column app.webhook_deliveries.type is 'The event''s type.';
comment on column app.webhook_deliveries.subject_id is 'What it is about; sent in order.';
comment on column app.webhook_deliveries.body is 'The exact body.';
comment on column app.webhook_deliveries.state is 'waiting, delivered, failed (given up) or skipped (the webhook was disabled).';
comment on column app.webhook_deliveries.attempts is 'Attempts since it was written or replayed: the step of the retry schedule.';
comment on column app.webhook_deliveries.tried is 'Attempts in all.';
comment on column app.webhook_deliveries.next_at is 'When it is tried next.';
comment on column app.webhook_deliveries.created_at is 'When it was written.';
comment on column app.webhook_deliveries.finished_at is 'When it was delivered or given up.';
grant select, insert, update on app.webhook_deliveries to clientele_api, clientele_worker;
grant select, insert, update, delete on app.webhook_deliveries to clientele_operator;
grant select on app.webhook_deliveries to clientele_report;

create table app.webhook_attempts (
    company_id     uuid not null,
    id             uuid not null default app.uuid_v7(),
    delivery_id    uuid not null,
    number         smallint not null,
    started_at     timestamptz not null,
    duration_ms    integer not null,
    outcome        text not null,
    status         smallint,
    address        text,
    request_head   text not null,
    response_head  text,
    response_bytes integer not null default 0,
    problem        text,
    constraint webhook_attempts_pk primary key (company_id, id),
    constraint webhook_attempts_outcome_known check (
        outcome in ('delivered', 'refused', 'redirected', 'gone', 'timeout', 'unreachable', 'blocked')
    ),
    constraint webhook_attempts_request_length check (char_length(request_head) <= 8000),
    constraint webhook_attempts_response_length check (char_length(response_head) <= 8000),
    constraint webhook_attempts_problem_length check (char_length(problem) <= 500)
) partition by range (id);
create table app.webhook_attempts_default partition of app.webhook_attempts default;
create index webhook_attempts_by_delivery on app.webhook_attempts (company_id, delivery_id, id);
select app.protect(
    'app.webhook_attempts', $rule$case current_setting('app.visibility') when 'company' then true else false end$rule$
);
select app.protect(
    'app.webhook_attempts_default', $rule$case current_setting('app.visibility') when 'company' then true else false end$rule$
);
select app.make_partitions_ahead();
comment on table app.webhook_attempts is 'Every attempt to send a delivery, with the heads of request and answer. Partitioned by month.';
comment on column app.webhook_attempts.company_id is 'The company.';
comment on column app.webhook_attempts.id is 'UUIDv7; its month decides the partition.';
comment on column app.webhook_attempts.delivery_id is 'The delivery.';
comment on column app.webhook_attempts.number is 'Which attempt of the delivery, from 1.';
comment on column app.webhook_attempts.started_at is 'When it began.';
comment on column app.webhook_attempts.duration_ms is 'How long it took, in milliseconds.';
comment on column app.webhook_attempts.outcome is 'delivered, refused, redirected, gone, timeout, unreachable or blocked.';
comment on column app.webhook_attempts.status is 'Status of the answer; null where there was none.';
comment on column app.webhook_attempts.address is 'The address that was connected to.';
comment on column app.webhook_attempts.request_head is 'What was sent before the body.';
comment on column app.webhook_attempts.response_head is 'What came back before the body.';
comment on column app.webhook_attempts.response_bytes is 'Bytes read of the answer''s body, which is not kept.';
comment on column app.webhook_attempts.problem is 'What went wrong, in one sentence.';
grant select, insert on app.webhook_attempts to clientele_worker;
grant select on app.webhook_attempts to clientele_api, clientele_report;
grant select, insert, delete on app.webhook_attempts to clientele_operator;

-- Drops whole months of the delivery log. The worker owns nothing, so this runs as the owner, on these two tables, and
-- keeps the running month and the one before whatever it is asked: nothing waits longer than a few days.
create function app.drop_webhook_log(keep_months integer) returns integer
language sql volatile security definer
set search_path = ''
set lock_timeout = '2s'
return app.drop_months(array['app.webhook_deliveries'::regclass, 'app.webhook_attempts'::regclass], keep_months);
comment on function app.drop_webhook_log(integer) is
    'Drops the months of the delivery log older than this many whole ones before the running one; returns how many partitions.';
grant execute on function app.drop_webhook_log(integer) to clientele_hosting, clientele_operator;

-- Who receives what leaves the house; secrets are no column of it.
select app.audit('app.webhooks', 'id');

commit;

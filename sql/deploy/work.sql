-- Deploy clientele:work to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

create table app.tasks (
    company_id     uuid not null,
    id             uuid not null default app.uuid_v7(),
    customer_id    uuid not null,
    assignee_id    uuid,
    kind           text not null,
    title          text not null,
    detail         text,
    due_on         date not null,
    weight         integer not null default 1,
    origin         text,
    warning_id     uuid,
    state          text not null default 'open',
    completed_at   timestamptz,
    completed_by   uuid,
    interaction_id uuid,
    version        bigint not null default 1,
    created_by     uuid,
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    constraint tasks_pk primary key (company_id, id),
    constraint tasks_customer foreign key (company_id, customer_id) references app.customers (company_id, id),
    constraint tasks_assignee foreign key (company_id, assignee_id) references app.memberships (company_id, person_id),
    constraint tasks_warning foreign key (company_id, warning_id) references app.churn_warnings (company_id, id),
    constraint tasks_interaction foreign key (company_id, interaction_id) references app.interactions (company_id, id),
    constraint tasks_origin unique (company_id, origin),
    constraint tasks_kind_known check (kind in ('visit', 'churn', 'manual')),
    constraint tasks_title_length check (char_length(title) between 1 and 200),
    constraint tasks_detail_length check (char_length(detail) <= 4000),
    constraint tasks_weight_range check (weight between 1 and 100),
    constraint tasks_origin_length check (char_length(origin) between 1 and 200),
    constraint tasks_state_known check (state in ('open', 'done', 'cancelled')),
    constraint tasks_closed_has_date check ((state = 'open') = (completed_at is null))
);
create index tasks_by_assignee on app.tasks (company_id, assignee_id, state, due_on, id);
create index tasks_by_due on app.tasks (company_id, state, due_on, id);
create index tasks_by_customer on app.tasks (company_id, customer_id, state);
-- At most one planned visit a customer, whatever planned it.
create unique index tasks_one_open_visit on app.tasks (company_id, customer_id) where kind = 'visit' and state = 'open';
-- What was done, by period.
create index tasks_by_completion on app.tasks (company_id, completed_at) where state = 'done';
select app.protect_with_customer(
    'app.tasks',
    $mine$assignee_id = any (current_setting('app.visible_persons')::uuid[])$mine$,
    $mine$assignee_id = any (current_setting('app.visible_persons')::uuid[])$mine$
);
create trigger tasks_touch before update on app.tasks for each row execute function app.touch();
comment on table app.tasks is 'Dated work for an agent. Seen with its customer, and by whom it is assigned to.';
comment on column app.tasks.company_id is 'The company.';
comment on column app.tasks.id is 'UUIDv7.';
comment on column app.tasks.customer_id is 'Whom it is about.';
comment on column app.tasks.assignee_id is 'Who shall do it; null while nobody is eligible.';
comment on column app.tasks.kind is 'visit (from the tier''s cadence), churn (from a warning) or manual.';
comment on column app.tasks.title is 'One line shown in lists, in the company''s language.';
comment on column app.tasks.detail is 'Why, with the numbers.';
comment on column app.tasks.due_on is 'Day of the company''s time zone.';
comment on column app.tasks.weight is 'Share of an agent''s load: 1 to 100.';
comment on column app.tasks.origin is 'What planned it, unique in the company: planning again creates nothing twice. Null for manual tasks.';
comment on column app.tasks.warning_id is 'The churn warning behind it.';
comment on column app.tasks.state is 'open, done or cancelled.';
comment on column app.tasks.completed_at is 'When it left the open state.';
comment on column app.tasks.completed_by is 'Who completed or cancelled it.';
comment on column app.tasks.interaction_id is 'The interaction that completed it.';
comment on column app.tasks.version is 'Row version, the source of the ETag.';
comment on column app.tasks.created_by is 'Who created it; null for the worker.';
comment on column app.tasks.created_at is 'When it was created.';
comment on column app.tasks.updated_at is 'Last change.';
grant select, insert, update on app.tasks to clientele_api, clientele_worker;
grant select, insert, update, delete on app.tasks to clientele_operator;
grant select on app.tasks to clientele_report;

commit;

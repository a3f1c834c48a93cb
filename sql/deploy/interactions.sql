-- Deploy clientele:interactions to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- Append-only and growing for ever: partitioned by the month in the id.
create table app.interactions (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    customer_id uuid not null,
    person_id   uuid,
    kind        text not null,
    direction   text not null default 'outbound',
    summary     text not null,
    asked_for   text,
    promised    text,
    happened_at timestamptz not null,
    created_at  timestamptz not null default now(),
    constraint interactions_pk primary key (company_id, id),
    constraint interactions_customer foreign key (company_id, customer_id) references app.customers (company_id, id),
    constraint interactions_person foreign key (company_id, person_id) references app.memberships (company_id, person_id),
    constraint interactions_kind_known check (kind in ('call', 'visit', 'chat', 'mail', 'event')),
    constraint interactions_direction_known check (direction in ('inbound', 'outbound')),
    constraint interactions_summary_length check (char_length(summary) between 1 and 4000),
    constraint interactions_asked_for_length check (char_length(asked_for) <= 1000),
    constraint interactions_promised_length check (char_length(promised) <= 1000)
) partition by range (id);
create table app.interactions_default partition of app.interactions default;
create index interactions_by_customer on app.interactions (company_id, customer_id, happened_at desc, id desc);
create index interactions_by_person on app.interactions (company_id, person_id, happened_at);
-- What somebody did stays theirs to see, whoever the customer belongs to afterwards.
select app.protect_with_customer(name::regclass, $mine$person_id = any (current_setting('app.visible_persons')::uuid[])$mine$)
from unnest(array['app.interactions', 'app.interactions_default']) as name;
select app.make_partitions_ahead();
comment on table app.interactions is 'What happened with a customer: call, visit, chat, mail, event. Append-only, partitioned by month.';
comment on column app.interactions.company_id is 'The company.';
comment on column app.interactions.id is 'UUIDv7; its month decides the partition.';
comment on column app.interactions.customer_id is 'The customer.';
comment on column app.interactions.person_id is 'The membership''s person who acted; null for an integration.';
comment on column app.interactions.kind is 'call, visit, chat, mail or event.';
comment on column app.interactions.direction is 'inbound (the customer came to us) or outbound.';
comment on column app.interactions.summary is 'What happened, 1 to 4,000 characters.';
comment on column app.interactions.asked_for is 'What the customer asked for.';
comment on column app.interactions.promised is 'What was promised.';
comment on column app.interactions.happened_at is 'When it happened.';
comment on column app.interactions.created_at is 'When it was recorded.';
grant select, insert on app.interactions to clientele_api;
grant select on app.interactions to clientele_worker, clientele_report;
grant select, insert, delete on app.interactions to clientele_operator;

commit;

-- Deploy clientele:customers to pg

begin;
set local lock_timeout = '2s';
set local role clientele_owner;

create table app.customers (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    code        text,
    code_key    text collate "C" generated always as (lower(code)) stored,
    kind        text not null default 'person',
    name        text not null,
    name_key    text collate "C" not null generated always as (lower(name)) stored,
    email       text,
    email_key   text generated always as (lower(email)) stored,
    phone       text,
    note        text,
    owner_id    uuid,
    state       text not null default 'active',
    version     bigint not null default 1,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    archived_at timestamptz,
    constraint customers_pk primary key (company_id, id),
    constraint customers_company foreign key (company_id) references app.companies (id),
    constraint customers_owner foreign key (company_id, owner_id) references app.memberships (company_id, person_id),
    constraint customers_code unique (company_id, code),
    constraint customers_code_length check (char_length(code) between 1 and 100),
    constraint customers_kind_known check (kind in ('person', 'organisation')),
    constraint customers_name_length check (char_length(name) between 1 and 200),
    constraint customers_email_length check (char_length(email) between 3 and 254),
    constraint customers_phone_length check (char_length(phone) between 3 and 40),
    constraint customers_note_length check (char_length(note) <= 4000),
    constraint customers_state_known check (state in ('active', 'archived')),
    constraint customers_archived_has_date check ((state = 'archived') = (archived_at is not null))
);
create index customers_by_name on app.customers (company_id, state, name_key, id);
-- Not unique: codes that differ in case only are different customers.
create index customers_by_code_key on app.customers (company_id, code_key);
create index customers_by_owner on app.customers (company_id, owner_id, state, name_key, id);
select app.protect(
    'app.customers',
    $rule$case current_setting('app.role') when 'agent' then owner_id = current_setting('app.person_id')::uuid else true end$rule$
);
create trigger customers_touch before update on app.customers for each row execute function app.touch();
comment on table app.customers is 'Whom a company serves: a person or an organisation. Agents see the customers they own.';
comment on column app.customers.company_id is 'The company.';
comment on column app.customers.id is 'UUIDv7.';
comment on column app.customers.code is 'The company''s own number of the customer; unique in the company; imports match by it.';
comment on column app.customers.code_key is 'Lower-case code: prefix search.';
comment on column app.customers.kind is 'person or organisation.';
comment on column app.customers.name is 'Name, 1 to 200 characters (Chinese names family-first).';
comment on column app.customers.name_key is 'Lower-case name: the order of lists and prefix search.';
comment on column app.customers.email is 'Mail address as entered.';
comment on column app.customers.email_key is 'Lower-case mail address.';
comment on column app.customers.phone is 'Phone number as entered.';
comment on column app.customers.note is 'Free text.';
comment on column app.customers.owner_id is 'The agent responsible; null while nobody is. History in customer_owners.';
comment on column app.customers.state is 'active or archived.';
comment on column app.customers.version is 'Row version, the source of the ETag.';
comment on column app.customers.created_at is 'When the customer became known.';
comment on column app.customers.updated_at is 'Last change.';
comment on column app.customers.archived_at is 'When the customer was archived; null while active.';
grant select, insert, update on app.customers to clientele_api, clientele_worker;
grant select, insert, update, delete on app.customers to clientele_operator;
grant select on app.customers to clientele_report;

create table app.customer_owners (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    customer_id uuid not null,
    owner_id    uuid,
    reason      text not null,
    changed_by  uuid,
    since       timestamptz not null default now(),
    constraint customer_owners_pk primary key (company_id, id),
    constraint customer_owners_customer foreign key (company_id, customer_id) references app.customers (company_id, id),
    constraint customer_owners_owner foreign key (company_id, owner_id) references app.memberships (company_id, person_id),
    constraint customer_owners_reason_length check (char_length(reason) between 1 and 200)
);
create index customer_owners_by_customer on app.customer_owners (company_id, customer_id, since desc);
select app.protect('app.customer_owners');
comment on table app.customer_owners is 'Who was responsible for a customer, since when and why. Append-only.';
comment on column app.customer_owners.company_id is 'The company.';
comment on column app.customer_owners.id is 'UUIDv7.';
comment on column app.customer_owners.customer_id is 'The customer.';
comment on column app.customer_owners.owner_id is 'The new owner; null when the customer was left without.';
comment on column app.customer_owners.reason is 'Why, in a word or a sentence.';
comment on column app.customer_owners.changed_by is 'The person who decided; null for the worker.';
comment on column app.customer_owners.since is 'From when.';
grant select, insert on app.customer_owners to clientele_api, clientele_worker;
grant select, insert, delete on app.customer_owners to clientele_operator;
grant select on app.customer_owners to clientele_report;

create table app.contacts (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    customer_id uuid not null,
    name        text not null,
    title       text,
    email       text,
    phone       text,
    version     bigint not null default 1,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    constraint contacts_pk primary key (company_id, id),
    constraint contacts_customer foreign key (company_id, customer_id) references app.customers (company_id, id),
    constraint contacts_name_length check (char_length(name) between 1 and 200),
    constraint contacts_title_length check (char_length(title) between 1 and 200),
    constraint contacts_email_length check (char_length(email) between 3 and 254),
    constraint contacts_phone_length check (char_length(phone) between 3 and 40)
);
create index contacts_by_customer on app.contacts (company_id, customer_id, id);
select app.protect('app.contacts');
create trigger contacts_touch before update on app.contacts for each row execute function app.touch();
comment on table app.contacts is 'A person at a customer organisation.';
comment on column app.contacts.company_id is 'The company.';
comment on column app.contacts.id is 'UUIDv7.';
comment on column app.contacts.customer_id is 'The customer.';
comment on column app.contacts.name is 'Name, 1 to 200 characters.';
comment on column app.contacts.title is 'Position.';
comment on column app.contacts.email is 'Mail address.';
comment on column app.contacts.phone is 'Phone number.';
comment on column app.contacts.version is 'Row version, the source of the ETag.';
comment on column app.contacts.created_at is 'When the contact became known.';
comment on column app.contacts.updated_at is 'Last change.';
grant select, insert, update, delete on app.contacts to clientele_api, clientele_operator;
grant select on app.contacts to clientele_worker, clientele_report;

commit;

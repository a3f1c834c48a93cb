-- Deploy clientele:people to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- global: one login for any number of companies. Seen by the hosting role only; companies see memberships.
create table app.persons (
    id         uuid not null default app.uuid_v7(),
    name       text not null,
    email      text not null,
    email_key  text not null generated always as (lower(email)) stored,
    locale     text not null default 'en',
    created_at timestamptz not null default now(),
    constraint persons_pk primary key (id),
    constraint persons_email unique (email_key),
    constraint persons_name_length check (char_length(name) between 1 and 200),
    constraint persons_email_form check (char_length(email) between 3 and 254 and position('@' in email) > 1),
    constraint persons_locale_known check (locale in ('en', 'zh-CN'))
);
comment on table app.persons is 'A human who can sign in: one login, any number of memberships.';
comment on column app.persons.id is 'UUIDv7.';
comment on column app.persons.name is 'Full name as the person writes it (Chinese names family-first).';
comment on column app.persons.email is 'Address of the login, as entered.';
comment on column app.persons.email_key is 'Lower-case address: unique.';
comment on column app.persons.locale is 'Language the person reads: en or zh-CN.';
comment on column app.persons.created_at is 'When the person was added.';
grant select, insert, update on app.persons to clientele_hosting;

-- global: who runs the agency itself.
create table app.agency_members (
    agency_id  uuid not null,
    person_id  uuid not null,
    role       text not null,
    created_at timestamptz not null default now(),
    constraint agency_members_pk primary key (agency_id, person_id),
    constraint agency_members_agency foreign key (agency_id) references app.agencies (id),
    constraint agency_members_person foreign key (person_id) references app.persons (id),
    constraint agency_members_role_known check (role in ('owner', 'operator'))
);
create index agency_members_by_person on app.agency_members (person_id);
comment on table app.agency_members is 'Who may host and staff companies for an agency.';
comment on column app.agency_members.agency_id is 'The agency.';
comment on column app.agency_members.person_id is 'The person.';
comment on column app.agency_members.role is 'owner or operator.';
comment on column app.agency_members.created_at is 'Since when.';
grant select, insert, update, delete on app.agency_members to clientele_hosting;

create table app.teams (
    company_id uuid not null,
    id         uuid not null default app.uuid_v7(),
    parent_id  uuid,
    name       text not null,
    version    bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint teams_pk primary key (company_id, id),
    constraint teams_company foreign key (company_id) references app.companies (id),
    constraint teams_parent foreign key (company_id, parent_id) references app.teams (company_id, id),
    constraint teams_name unique (company_id, name),
    constraint teams_name_length check (char_length(name) between 1 and 100),
    constraint teams_not_own_parent check (parent_id <> id)
);
select app.protect('app.teams');
create trigger teams_touch before update on app.teams for each row execute function app.touch();
comment on table app.teams is 'A tree of teams inside a company.';
comment on column app.teams.company_id is 'The company.';
comment on column app.teams.id is 'UUIDv7.';
comment on column app.teams.parent_id is 'The team above; null at the top.';
comment on column app.teams.name is 'Unique in the company, 1 to 100 characters.';
comment on column app.teams.version is 'Row version, the source of the ETag.';
comment on column app.teams.created_at is 'When the team was made.';
comment on column app.teams.updated_at is 'Last change.';
grant select, insert, update, delete on app.teams to clientele_api, clientele_operator;
grant select on app.teams to clientele_worker, clientele_report;

-- A role of a company's own. Its base is the built-in role as which its people are counted; whose rows they see and what
-- they may do is said.
create table app.roles (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    name        text not null,
    base        text not null,
    visibility  text not null,
    permissions text[] not null default '{}',
    version     bigint not null default 1,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    constraint roles_pk primary key (company_id, id),
    constraint roles_company foreign key (company_id) references app.companies (id),
    constraint roles_name unique (company_id, name),
    constraint roles_based unique (company_id, id, base),
    constraint roles_name_length check (char_length(name) between 1 and 100),
    constraint roles_base_known check (base in ('manager', 'agent', 'auditor')),
    constraint roles_visibility_known check (visibility in ('own', 'team', 'subtree', 'company')),
    -- These show what belongs to the whole company.
    constraint roles_company_wide check (visibility = 'company' or not permissions && array[
        'audit:read', 'imports:read', 'imports:write', 'keys:read', 'keys:write', 'support:read', 'support:write', 'webhooks:read',
        'webhooks:write'
    ]),
    constraint roles_permissions_known check (permissions <@ array[
        'audit:read', 'company:read', 'company:write', 'customers:read', 'customers:write', 'imports:read', 'imports:write',
        'insight:read', 'insight:write', 'keys:read', 'keys:write', 'operations:read', 'operations:write', 'ownership:write',
        'people:read', 'people:write', 'progress:read', 'roles:read', 'roles:write', 'settings:write', 'support:read', 'support:write',
        'warnings:read', 'warnings:write', 'webhooks:read', 'webhooks:write', 'work:read', 'work:write'
    ])
);
select app.protect('app.roles');
create policy hosting on app.roles as permissive for select to clientele_hosting using (true);
create trigger roles_touch before update on app.roles for each row execute function app.touch();
comment on table app.roles is 'Roles that a company made for itself, from the same permissions as the built-in ones.';
comment on column app.roles.company_id is 'The company.';
comment on column app.roles.id is 'UUIDv7.';
comment on column app.roles.name is 'Unique in the company, 1 to 100 characters.';
comment on column app.roles.base is 'The built-in role as which its people are counted: manager, agent or auditor. Never changes.';
comment on column app.roles.visibility is 'Whose customers its people see: own, those of their team, of the teams below as well (subtree), or of the whole company.';
comment on column app.roles.permissions is 'What its people may do; nothing but what concerns themselves where empty.';
comment on column app.roles.version is 'Row version, the source of the ETag.';
comment on column app.roles.created_at is 'When the role was made.';
comment on column app.roles.updated_at is 'Last change.';
grant select, insert, update, delete on app.roles to clientele_api, clientele_operator;
grant select on app.roles to clientele_worker, clientele_report;
grant select (company_id, id, name, visibility, permissions) on app.roles to clientele_hosting;

create table app.memberships (
    company_id    uuid not null,
    person_id     uuid not null,
    role          text not null,
    role_id       uuid,
    name          text not null,
    locale        text not null default 'en',
    team_id       uuid,
    task_capacity integer,
    state         text not null default 'active',
    version       bigint not null default 1,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    ended_at      timestamptz,
    constraint memberships_pk primary key (company_id, person_id),
    constraint memberships_company foreign key (company_id) references app.companies (id),
    constraint memberships_person foreign key (person_id) references app.persons (id),
    constraint memberships_team foreign key (company_id, team_id) references app.teams (company_id, id),
    constraint memberships_own_role foreign key (company_id, role_id, role) references app.roles (company_id, id, base),
    constraint memberships_role_known check (role in ('owner', 'manager', 'agent', 'auditor')),
    constraint memberships_name_length check (char_length(name) between 1 and 200),
    constraint memberships_locale_known check (locale in ('en', 'zh-CN')),
    constraint memberships_capacity check (task_capacity between 0 and 10000),
    constraint memberships_state_known check (state in ('active', 'ended')),
    constraint memberships_ended_has_date check ((state = 'ended') = (ended_at is not null))
);
create index memberships_by_person on app.memberships (person_id);
create index memberships_by_role on app.memberships (company_id, role, state);
create index memberships_by_own_role on app.memberships (company_id, role_id) where role_id is not null;
select app.protect('app.memberships');
-- Sign-in happens before a company is known: the hosting role reads a person's memberships, nothing else.
create policy hosting on app.memberships as permissive for select to clientele_hosting using (true);
create trigger memberships_touch before update on app.memberships for each row execute function app.touch();
comment on table app.memberships is 'A person''s place in one company.';
comment on column app.memberships.company_id is 'The company.';
comment on column app.memberships.person_id is 'The person.';
comment on column app.memberships.role is 'owner, manager, agent or auditor; the base of the company''s own role where there is one.';
comment on column app.memberships.role_id is 'The company''s own role; null for the built-in one.';
comment on column app.memberships.name is 'How the person is called in this company.';
comment on column app.memberships.locale is 'Language the person reads in this company.';
comment on column app.memberships.team_id is 'The person''s team; null outside every team.';
comment on column app.memberships.task_capacity is 'Open weighted tasks before being passed over; null takes the company''s setting, 0 takes no new work.';
comment on column app.memberships.state is 'active or ended.';
comment on column app.memberships.version is 'Row version, the source of the ETag.';
comment on column app.memberships.created_at is 'Since when.';
comment on column app.memberships.updated_at is 'Last change.';
comment on column app.memberships.ended_at is 'Until when; null while active.';
grant select, insert, update on app.memberships to clientele_api;
grant select on app.memberships to clientele_worker, clientele_report;
grant select, insert, update, delete on app.memberships to clientele_operator;
grant select (company_id, person_id, role, role_id, name, locale, team_id, state) on app.memberships to clientele_hosting;

-- global: a key arrives before its company is known. Only the hash of a secret is kept.
create table app.api_keys (
    id                     uuid not null default app.uuid_v7(),
    person_id              uuid,
    integration_company_id uuid,
    name                   text not null,
    prefix                 text not null,
    secret_hash            bytea not null,
    created_at             timestamptz not null default now(),
    expires_at             timestamptz,
    revoked_at             timestamptz,
    last_used_at           timestamptz,
    scopes                 text[],
    constraint api_keys_pk primary key (id),
    constraint api_keys_prefix unique (prefix),
    constraint api_keys_secret unique (secret_hash),
    constraint api_keys_person foreign key (person_id) references app.persons (id),
    constraint api_keys_integration foreign key (integration_company_id) references app.companies (id),
    constraint api_keys_one_bearer check (num_nonnulls(person_id, integration_company_id) = 1),
    constraint api_keys_name_length check (char_length(name) between 1 and 100),
    constraint api_keys_scopes_count check (cardinality(scopes) between 1 and 20),
    constraint api_keys_prefix_length check (char_length(prefix) = 8),
    constraint api_keys_hash_length check (octet_length(secret_hash) = 32)
);
create index api_keys_by_person on app.api_keys (person_id);
create index api_keys_by_integration on app.api_keys (integration_company_id);
comment on table app.api_keys is 'API keys of persons, and of integrations that act in one company.';
comment on column app.api_keys.id is 'UUIDv7.';
comment on column app.api_keys.person_id is 'Whose key it is; null for an integration.';
comment on column app.api_keys.integration_company_id is 'The one company an integration acts in; null for a person.';
comment on column app.api_keys.name is 'What the key is for.';
comment on column app.api_keys.prefix is 'The eight characters after clt_live_: shown in lists, found by secret scanners.';
comment on column app.api_keys.secret_hash is 'SHA-256 of the whole key.';
comment on column app.api_keys.created_at is 'When it was issued.';
comment on column app.api_keys.expires_at is 'When it stops working; null for never.';
comment on column app.api_keys.revoked_at is 'When it was revoked; null while it works.';
comment on column app.api_keys.last_used_at is 'When it was last used, to the minute; null for never.';
comment on column app.api_keys.scopes is 'What it may be used for: permissions such as customers:read, or read or write for all of that kind. Null for whatever its bearer may.';
grant select, insert, update, delete on app.api_keys to clientele_hosting;

commit;

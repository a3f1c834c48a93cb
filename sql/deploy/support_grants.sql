-- Deploy clientele:support_grants to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- No foreign key to the person: they work for the agency, and a company that is restored elsewhere leaves them behind.
create table app.support_grants (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    person_id   uuid not null,
    name        text not null,
    permissions text[] not null,
    reason      text not null,
    hours       integer not null,
    asked_at    timestamptz not null default now(),
    given_at    timestamptz,
    given_by    uuid,
    expires_at  timestamptz,
    ended_at    timestamptz,
    constraint support_grants_pk primary key (company_id, id),
    constraint support_grants_company foreign key (company_id) references app.companies (id),
    constraint support_grants_given_by foreign key (company_id, given_by) references app.memberships (company_id, person_id),
    constraint support_grants_name_length check (char_length(name) between 1 and 200),
    constraint support_grants_reason_length check (char_length(reason) between 1 and 200),
    constraint support_grants_hours check (hours between 1 and 24),
    constraint support_grants_expiry check (
        (given_at is null and expires_at is null and given_by is null)
        or (given_at is not null and expires_at is not null and expires_at = given_at + make_interval(hours => hours))
    ),
    -- Nothing with which somebody would stay after the end: no places, keys, roles, webhooks, further grants.
    constraint support_grants_permissions_known check (cardinality(permissions) > 0 and permissions <@ array[
        'audit:read', 'company:read', 'company:write', 'customers:read', 'customers:write', 'imports:read', 'imports:write',
        'insight:read', 'insight:write', 'keys:read', 'operations:read', 'operations:write', 'ownership:write', 'people:read',
        'progress:read', 'roles:read', 'settings:write', 'support:read', 'warnings:read', 'warnings:write', 'webhooks:read',
        'work:read', 'work:write'
    ])
);
create index support_grants_by_person on app.support_grants (person_id) where ended_at is null;
select app.protect('app.support_grants');
-- Sign-in happens before a company is known.
create policy hosting on app.support_grants as permissive for select to clientele_hosting using (true);
comment on table app.support_grants is 'How a person of the agency comes to act inside the company for some hours: asked for, given by the company or the operator, seen by its owner.';
comment on column app.support_grants.company_id is 'The company.';
comment on column app.support_grants.id is 'UUIDv7.';
comment on column app.support_grants.person_id is 'The agency''s person.';
comment on column app.support_grants.name is 'What they are called.';
comment on column app.support_grants.permissions is 'What they may do, of the whole company.';
comment on column app.support_grants.reason is 'Why, in a word or a sentence.';
comment on column app.support_grants.hours is 'For how long, once it is given: 1 to 24.';
comment on column app.support_grants.asked_at is 'When it was asked for; it can be given for seven days from then.';
comment on column app.support_grants.given_at is 'When it was given; null while it is only asked for.';
comment on column app.support_grants.given_by is 'Who gave it; null for the operator.';
comment on column app.support_grants.expires_at is 'When it ends by the clock; null while it is only asked for.';
comment on column app.support_grants.ended_at is 'When it was ended by hand, or refused; null otherwise.';
select app.audit('app.support_grants', 'id');
grant select, insert, update on app.support_grants to clientele_api;
grant select, insert, update, delete on app.support_grants to clientele_operator;
grant select on app.support_grants to clientele_worker, clientele_report;
grant select (company_id, id, person_id, permissions, expires_at, ended_at) on app.support_grants to clientele_hosting;

create function app.is_supported(company uuid, person uuid, support_grant uuid) returns boolean
language sql stable
set search_path = ''
begin atomic
    select exists (
        select from app.support_grants as g
        where g.company_id = company and g.id = support_grant and g.person_id = person and g.ended_at is null
            and g.expires_at > now()
    );
end;
comment on function app.is_supported(uuid, uuid, uuid) is 'Whether this support grant lets this person into the entered company now.';
grant execute on function app.is_supported(uuid, uuid, uuid) to clientele_api, clientele_worker, clientele_report, clientele_operator;

commit;

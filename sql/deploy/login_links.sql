-- Deploy clientele:login_links to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- global: a link arrives before anybody is signed in.
create table app.login_links (
    id                uuid not null default app.uuid_v7(),
    person_id         uuid not null,
    purpose           text not null,
    secret_hash       bytea not null,
    issuer_company_id uuid,
    issuer_agency_id  uuid,
    created_at        timestamptz not null default now(),
    expires_at        timestamptz not null,
    used_at           timestamptz,
    constraint login_links_pk primary key (id),
    constraint login_links_secret unique (secret_hash),
    constraint login_links_person foreign key (person_id) references app.persons (id),
    constraint login_links_company foreign key (issuer_company_id) references app.companies (id) on delete cascade,
    constraint login_links_agency foreign key (issuer_agency_id) references app.agencies (id),
    constraint login_links_purpose_known check (purpose in ('invitation', 'reset')),
    constraint login_links_one_issuer check (num_nonnulls(issuer_company_id, issuer_agency_id) <= 1),
    constraint login_links_hash_length check (octet_length(secret_hash) = 32)
);
create index login_links_by_person on app.login_links (person_id);
create index login_links_by_company on app.login_links (issuer_company_id);
comment on table app.login_links is 'Links that let a person set a password, once.';
comment on column app.login_links.id is 'UUIDv7.';
comment on column app.login_links.person_id is 'Whose password it sets.';
comment on column app.login_links.purpose is 'invitation sets the first one, reset another.';
comment on column app.login_links.secret_hash is 'SHA-256 of the link''s last part.';
comment on column app.login_links.issuer_company_id is 'The company that made it: it works while the person works nowhere else. Null for another issuer.';
comment on column app.login_links.issuer_agency_id is 'The agency that made it: it works while the person works in its companies only. Null for another issuer.';
comment on column app.login_links.created_at is 'When it was made.';
comment on column app.login_links.expires_at is 'Until when it works.';
comment on column app.login_links.used_at is 'When it was used; null while it was not.';
grant select, insert, update, delete on app.login_links to clientele_hosting;

-- global: who forgot a password belongs to no company. The link is made when the message is, so no secret waits here.
create table app.reset_requests (
    person_id   uuid not null,
    asked_at    timestamptz not null default now(),
    lease_until timestamptz,
    attempts    smallint not null default 0,
    sent_at     timestamptz,
    constraint reset_requests_pk primary key (person_id),
    constraint reset_requests_person foreign key (person_id) references app.persons (id)
);
create index reset_requests_waiting on app.reset_requests (asked_at) where sent_at is null;
comment on table app.reset_requests is 'Who is to get a message with a link for another password.';
comment on column app.reset_requests.person_id is 'The person: one message at a time.';
comment on column app.reset_requests.asked_at is 'When somebody asked for it; after an hour it is not sent any more.';
comment on column app.reset_requests.lease_until is 'Until then a worker sends it.';
comment on column app.reset_requests.attempts is 'How often that was tried.';
comment on column app.reset_requests.sent_at is 'When it was handed over; five minutes later another may be asked for.';
grant select, insert, update on app.reset_requests to clientele_hosting;

commit;

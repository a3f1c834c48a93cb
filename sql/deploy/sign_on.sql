-- Deploy clientele:sign_on to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- global: signing on comes before any company, as signing in does.
create table app.identity_providers (
    agency_id       uuid not null,
    issuer          text not null,
    client_id       text not null,
    sealed_secret   bytea not null,
    email_domain    text not null,
    allow_passwords boolean not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    constraint identity_providers_pk primary key (agency_id),
    constraint identity_providers_agency foreign key (agency_id) references app.agencies (id),
    constraint identity_providers_domain unique (email_domain),
    constraint identity_providers_issuer_form check (issuer ~ '^https?://[^?#[:space:]]+$' and char_length(issuer) <= 500),
    constraint identity_providers_client_length check (char_length(client_id) between 1 and 255),
    constraint identity_providers_secret_length check (octet_length(sealed_secret) between 29 and 540),
    constraint identity_providers_domain_form check (email_domain ~ '^[a-z0-9-]+([.][a-z0-9-]+)+$' and char_length(email_domain) <= 189)
);
comment on table app.identity_providers is 'Who says who somebody is, for the people of an agency (OpenID Connect). Set by the operator of the installation.';
comment on column app.identity_providers.agency_id is 'The agency whose people it is for: those who work for it and for no other.';
comment on column app.identity_providers.issuer is 'The provider''s name for itself, an address, letter by letter.';
comment on column app.identity_providers.client_id is 'What it calls us.';
comment on column app.identity_providers.sealed_secret is 'What we prove that with, under IDENTITY_KEY, AES-256-GCM: nonce, ciphertext, tag; bound to agency and issuer.';
comment on column app.identity_providers.email_domain is 'Whose addresses it vouches for: what stands behind the @, in lower case.';
comment on column app.identity_providers.allow_passwords is 'Whether its people may sign in with a password as well.';
comment on column app.identity_providers.created_at is 'Since when.';
comment on column app.identity_providers.updated_at is 'Last change.';
grant select, insert, update, delete on app.identity_providers to clientele_hosting;

-- global: as the provider whose word it is.
create table app.provider_links (
    agency_id uuid not null,
    issuer    text not null,
    subject   text not null,
    person_id uuid not null,
    linked_at timestamptz not null default now(),
    constraint provider_links_pk primary key (agency_id, issuer, subject),
    constraint provider_links_one_subject unique (agency_id, issuer, person_id),
    constraint provider_links_provider foreign key (agency_id) references app.identity_providers (agency_id) on delete cascade,
    constraint provider_links_person foreign key (person_id) references app.persons (id),
    constraint provider_links_subject_length check (octet_length(subject) between 1 and 255)
);
create index provider_links_by_person on app.provider_links (person_id);
comment on table app.provider_links is 'Whom a provider means. Made when it first vouches for a person''s address; from then on the address does not count.';
comment on column app.provider_links.agency_id is 'Whose provider.';
comment on column app.provider_links.issuer is 'The provider''s name for itself: another provider has other links.';
comment on column app.provider_links.subject is 'What the provider calls the person, for good.';
comment on column app.provider_links.person_id is 'The person.';
comment on column app.provider_links.linked_at is 'When they first signed on so.';
grant select, insert, delete on app.provider_links to clientele_hosting;

commit;

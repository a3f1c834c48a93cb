-- Deploy clientele:second_factors to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- global: what a login asks for besides the password belongs to no company.
create table app.second_factors (
    person_id    uuid not null,
    sealed       bytea not null,
    last_step    bigint not null default 0,
    created_at   timestamptz not null default now(),
    confirmed_at timestamptz,
    constraint second_factors_pk primary key (person_id),
    constraint second_factors_person foreign key (person_id) references app.persons (id),
    constraint second_factors_sealed_length check (octet_length(sealed) = 48)
);
comment on table app.second_factors is 'The shared secret of a person''s authenticator (RFC 6238).';
comment on column app.second_factors.person_id is 'The person.';
comment on column app.second_factors.sealed is 'The secret under IDENTITY_KEY, AES-256-GCM: nonce, ciphertext, tag; bound to the person.';
comment on column app.second_factors.last_step is 'The half minute, counted from 1970, of the last code that was used: no code works twice.';
comment on column app.second_factors.created_at is 'When it was made.';
comment on column app.second_factors.confirmed_at is 'When the person showed that they have it; before, it is not asked for.';
grant select, insert, update, delete on app.second_factors to clientele_hosting;

-- global: as the factor that they stand in for.
create table app.recovery_codes (
    person_id uuid not null,
    code_hash bytea not null,
    used_at   timestamptz,
    constraint recovery_codes_pk primary key (person_id, code_hash),
    constraint recovery_codes_factor foreign key (person_id) references app.second_factors (person_id) on delete cascade,
    constraint recovery_codes_hash_length check (octet_length(code_hash) = 32)
);
comment on table app.recovery_codes is 'What a person may show once in place of a code of their authenticator.';
comment on column app.recovery_codes.person_id is 'The person.';
comment on column app.recovery_codes.code_hash is 'SHA-256 of the person and the code, of 80 random bits.';
comment on column app.recovery_codes.used_at is 'When it was used; null while it works.';
grant select, insert, update, delete on app.recovery_codes to clientele_hosting;

commit;

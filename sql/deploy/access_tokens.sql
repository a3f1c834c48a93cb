-- Deploy clientele:access_tokens to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- global: a token arrives before its company is known, as the key that it was given for.
create table app.access_tokens (
    secret_hash bytea not null,
    key_id      uuid not null,
    scopes      text[],
    created_at  timestamptz not null default now(),
    expires_at  timestamptz not null,
    constraint access_tokens_pk primary key (secret_hash),
    constraint access_tokens_key foreign key (key_id) references app.api_keys (id) on delete cascade,
    constraint access_tokens_scopes_count check (cardinality(scopes) between 1 and 20),
    constraint access_tokens_hash_length check (octet_length(secret_hash) = 32),
    constraint access_tokens_short_lived check (expires_at > created_at and expires_at <= created_at + interval '1 hour')
);
create index access_tokens_by_key on app.access_tokens (key_id, expires_at);
comment on table app.access_tokens is 'What the key of an integration was exchanged for (RFC 6749, client credentials). A token works while its key does.';
comment on column app.access_tokens.secret_hash is 'SHA-256 of the token.';
comment on column app.access_tokens.key_id is 'The key that it was given for, and stands for.';
comment on column app.access_tokens.scopes is 'What it may be used for, within the scopes of the key; null for whatever the key may.';
comment on column app.access_tokens.created_at is 'When it was given.';
comment on column app.access_tokens.expires_at is 'When it stops working; the next one that is given for the key clears it away.';
grant select, insert, delete on app.access_tokens to clientele_hosting;

commit;

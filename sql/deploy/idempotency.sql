-- Deploy clientele:idempotency to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

create table app.idempotency_keys (
    company_id   uuid not null,
    bearer_id    uuid not null,
    operation    text not null,
    key          text not null,
    body_hash    bytea not null,
    status       smallint not null,
    headers      jsonb not null default '{}',
    body         bytea not null,
    created_at   timestamptz not null default now(),
    constraint idempotency_keys_pk primary key (company_id, bearer_id, operation, key),
    constraint idempotency_keys_company foreign key (company_id) references app.companies (id),
    constraint idempotency_keys_key_length check (char_length(key) between 1 and 255),
    constraint idempotency_keys_operation_length check (char_length(operation) between 1 and 200),
    constraint idempotency_keys_hash_length check (octet_length(body_hash) = 32)
);
create index idempotency_keys_by_age on app.idempotency_keys (company_id, created_at);
select app.protect('app.idempotency_keys');
comment on table app.idempotency_keys is 'The stored answer of a request that may be repeated; written with its effect, kept for a day.';
comment on column app.idempotency_keys.company_id is 'The company.';
comment on column app.idempotency_keys.bearer_id is 'The API key or the session that asked.';
comment on column app.idempotency_keys.operation is 'The operation''s id and path.';
comment on column app.idempotency_keys.key is 'The Idempotency-Key header.';
comment on column app.idempotency_keys.body_hash is 'SHA-256 of the request body: another body under the same key is refused.';
comment on column app.idempotency_keys.status is 'Status of the answer.';
comment on column app.idempotency_keys.headers is 'Location and ETag of the answer.';
comment on column app.idempotency_keys.body is 'Body of the answer.';
comment on column app.idempotency_keys.created_at is 'When it was stored.';
grant select, insert, delete on app.idempotency_keys to clientele_api, clientele_worker, clientele_operator;

-- global: a person and an agency belong to no company, so what they repeat is remembered here.
create table app.hosting_replies (
    bearer_id  uuid not null,
    operation  text not null,
    key        text not null,
    body_hash  bytea not null,
    status     smallint not null,
    headers    jsonb not null default '{}',
    body       bytea not null,
    created_at timestamptz not null default now(),
    constraint hosting_replies_pk primary key (bearer_id, operation, key),
    constraint hosting_replies_key_length check (char_length(key) between 1 and 255),
    constraint hosting_replies_operation_length check (char_length(operation) between 1 and 200),
    constraint hosting_replies_hash_length check (octet_length(body_hash) = 32)
);
create index hosting_replies_by_age on app.hosting_replies (created_at);
comment on table app.hosting_replies is 'The stored answer of a request under /v1/me or /v1/agency that may be repeated; kept for a day.';
comment on column app.hosting_replies.bearer_id is 'The API key or the session that asked.';
comment on column app.hosting_replies.operation is 'The operation''s id and path.';
comment on column app.hosting_replies.key is 'The Idempotency-Key header.';
comment on column app.hosting_replies.body_hash is 'SHA-256 of the request body: another body under the same key is refused.';
comment on column app.hosting_replies.status is 'Status of the answer; 0 while the request is under way.';
comment on column app.hosting_replies.headers is 'Location and ETag of the answer.';
comment on column app.hosting_replies.body is 'Body of the answer; never one that shows a secret.';
comment on column app.hosting_replies.created_at is 'When it was announced.';
grant select, insert, update, delete on app.hosting_replies to clientele_hosting;

commit;

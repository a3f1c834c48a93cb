-- Deploy clientele:idempotency to pg

begin;
set local lock_timeout = '2s';
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
comment on column app.idempotency_keys.bearer_id is 'The API key that asked.';
comment on column app.idempotency_keys.operation is 'The operation''s id and path.';
comment on column app.idempotency_keys.key is 'The Idempotency-Key header.';
comment on column app.idempotency_keys.body_hash is 'SHA-256 of the request body: another body under the same key is refused.';
comment on column app.idempotency_keys.status is 'Status of the answer.';
comment on column app.idempotency_keys.headers is 'Location and ETag of the answer.';
comment on column app.idempotency_keys.body is 'Body of the answer.';
comment on column app.idempotency_keys.created_at is 'When it was stored.';
grant select, insert, delete on app.idempotency_keys to clientele_api, clientele_worker, clientele_operator;

commit;

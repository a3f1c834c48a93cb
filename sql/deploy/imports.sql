-- Deploy clientele:imports to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

create table app.imports (
    company_id    uuid not null,
    id            uuid not null default app.uuid_v7(),
    operation_id  uuid,
    kind          text not null default 'orders',
    source        text not null,
    file_name     text not null,
    fingerprint   bytea not null,
    settings      jsonb not null default '{}',
    state         text not null default 'running',
    bytes_total   bigint,
    bytes_done    bigint not null default 0,
    text_done     bigint not null default 0,
    line          bigint not null default 0,
    rows_read     bigint not null default 0,
    rows_inserted bigint not null default 0,
    rows_unchanged bigint not null default 0,
    rows_rejected bigint not null default 0,
    problem       text,
    created_by    uuid,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    finished_at   timestamptz,
    constraint imports_pk primary key (company_id, id),
    constraint imports_company foreign key (company_id) references app.companies (id),
    constraint imports_operation foreign key (company_id, operation_id) references app.operations (company_id, id),
    constraint imports_kind_known check (kind in ('orders')),
    constraint imports_source_length check (char_length(source) between 1 and 40),
    constraint imports_file_name_length check (char_length(file_name) between 1 and 255),
    constraint imports_problem_length check (char_length(problem) between 1 and 500),
    constraint imports_fingerprint_length check (octet_length(fingerprint) = 32),
    constraint imports_state_known check (state in ('uploading', 'running', 'done', 'failed', 'cancelled')),
    constraint imports_finished_has_date check ((state in ('done', 'failed', 'cancelled')) = (finished_at is not null))
);
create index imports_by_fingerprint on app.imports (company_id, fingerprint, source);
select app.protect('app.imports');
comment on table app.imports is 'One file on its way in: where it stands is saved with each batch, so an interrupted import resumes.';
comment on column app.imports.company_id is 'The company.';
comment on column app.imports.id is 'UUIDv7.';
comment on column app.imports.operation_id is 'The operation that reports progress, for imports through the API.';
comment on column app.imports.kind is 'What the rows are: orders.';
comment on column app.imports.source is 'The source of the rows'' natural key.';
comment on column app.imports.file_name is 'Name of the file, without its folder.';
comment on column app.imports.fingerprint is 'SHA-256 that tells the same file again.';
comment on column app.imports.settings is 'Column mapping, delimiter and encoding used.';
comment on column app.imports.state is 'uploading, running, done, failed or cancelled.';
comment on column app.imports.bytes_total is 'Size of the file, where known.';
comment on column app.imports.bytes_done is 'Bytes of the file read when the last batch was stored.';
comment on column app.imports.text_done is 'Bytes of the file''s text in UTF-8 whose rows are stored: where an interrupted import goes on.';
comment on column app.imports.line is 'Last physical line whose row is stored.';
comment on column app.imports.rows_read is 'Data rows read.';
comment on column app.imports.rows_inserted is 'Rows that were new.';
comment on column app.imports.rows_unchanged is 'Rows that were known already.';
comment on column app.imports.rows_rejected is 'Rows refused, each with a reason.';
comment on column app.imports.problem is 'Why it failed, in one sentence.';
comment on column app.imports.created_by is 'Who imports; null for the operator.';
comment on column app.imports.created_at is 'Start.';
comment on column app.imports.updated_at is 'Last batch.';
comment on column app.imports.finished_at is 'End; null while under way.';
grant select, insert, update on app.imports to clientele_api, clientele_worker;
grant select, insert, update, delete on app.imports to clientele_operator;
grant select on app.imports to clientele_report;

create table app.import_rejects (
    company_id uuid not null,
    import_id  uuid not null,
    line       bigint not null,
    code       text not null,
    reason     text not null,
    raw        text not null,
    constraint import_rejects_pk primary key (company_id, import_id, line),
    constraint import_rejects_import foreign key (company_id, import_id) references app.imports (company_id, id),
    constraint import_rejects_code_length check (char_length(code) between 1 and 60),
    constraint import_rejects_reason_length check (char_length(reason) between 1 and 500),
    constraint import_rejects_raw_length check (char_length(raw) <= 1000)
);
select app.protect('app.import_rejects');
comment on table app.import_rejects is 'Rows of an import that were refused.';
comment on column app.import_rejects.company_id is 'The company.';
comment on column app.import_rejects.import_id is 'The import.';
comment on column app.import_rejects.line is 'Physical line where the row begins, from 1.';
comment on column app.import_rejects.code is 'Stable code of the reason.';
comment on column app.import_rejects.reason is 'The reason in the company''s language.';
comment on column app.import_rejects.raw is 'The row''s text, cut at 1,000 characters.';
grant select, insert on app.import_rejects to clientele_api, clientele_worker;
grant select, insert, delete on app.import_rejects to clientele_operator;
grant select on app.import_rejects to clientele_report;

create table app.import_chunks (
    company_id uuid not null,
    import_id  uuid not null,
    position   integer not null,
    bytes      bytea not null,
    constraint import_chunks_pk primary key (company_id, import_id, position),
    constraint import_chunks_import foreign key (company_id, import_id) references app.imports (company_id, id),
    constraint import_chunks_size check (octet_length(bytes) between 1 and 1048576)
);
select app.protect('app.import_chunks');
comment on table app.import_chunks is 'The bytes of a file uploaded through the API, until its import has ended.';
comment on column app.import_chunks.company_id is 'The company.';
comment on column app.import_chunks.import_id is 'The import.';
comment on column app.import_chunks.position is 'Order of the chunk, from 0.';
comment on column app.import_chunks.bytes is 'Up to 1 MiB of the file.';
grant select, insert, delete on app.import_chunks to clientele_api, clientele_worker, clientele_operator;

-- An import through the API ends with its operation, whoever ends that: somebody who cancels it, the worker that gives
-- it up, the reaper. One that was given up goes on when its job is tried again, as long as its bytes are there.
create function app.follow_operation() returns trigger
language plpgsql volatile
set search_path = ''
as $$
begin
    if new.state = 'queued' then
        update app.imports as i
        set state = 'running', problem = null, finished_at = null, updated_at = now()
        where i.company_id = new.company_id and i.operation_id = new.id and i.state = 'failed'
            and exists (select from app.import_chunks as c where c.company_id = i.company_id and c.import_id = i.id);
        return null;
    end if;
    update app.imports
    set state = new.state, problem = left(new.problem, 500), finished_at = now(), updated_at = now()
    where company_id = new.company_id and operation_id = new.id and state in ('uploading', 'running');
    if new.state = 'cancelled' then
        delete from app.import_chunks as c
        using app.imports as i
        where i.company_id = new.company_id and i.operation_id = new.id
            and c.company_id = i.company_id and c.import_id = i.id;
    end if;
    return null;
end
$$;
comment on function app.follow_operation() is 'Row trigger: an import is cancelled or given up with its operation, and goes on with it.';
create trigger operations_imports after update of state on app.operations for each row
    when (new.kind = 'customers.import_orders' and new.state <> old.state and new.state in ('failed', 'cancelled', 'queued'))
    execute function app.follow_operation();

commit;

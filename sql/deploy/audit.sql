-- Deploy clientele:audit to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- Who changed what, and when. Only triggers write here; nobody who acts inside a company may change or delete a row.
-- No foreign key to the companies: the row that changed has one, and a lock of the company's row with every change is the
-- third of what an event costs.
create table app.audit_events (
    company_id       uuid not null,
    id               uuid not null,
    at               timestamptz not null,
    person_id        uuid,
    key_id           uuid,
    support_grant_id uuid,
    role             text not null,
    action           text not null,
    entity           text not null,
    entity_id        text not null,
    before           jsonb,
    after            jsonb,
    hash             bytea not null,
    seal             bigint,
    constraint audit_events_pk primary key (company_id, id),
    constraint audit_events_action_length check (char_length(action) between 1 and 40),
    constraint audit_events_entity_length check (char_length(entity) between 1 and 63),
    constraint audit_events_hash_length check (octet_length(hash) = 32),
    constraint audit_events_seal_positive check (seal > 0)
) partition by range (id);
create table app.audit_events_default partition of app.audit_events default;
create index audit_events_by_entity on app.audit_events (company_id, entity, entity_id, id);
-- What the next seal takes in; empty a minute after the last change.
create index audit_events_unsealed on app.audit_events (company_id, id) where seal is null;
select app.protect('app.audit_events');
select app.protect('app.audit_events_default');
select app.make_partitions_ahead();
-- The triggers' functions run as the owner, who may add and nothing else; the host looks for what is not sealed yet.
create policy writer on app.audit_events as permissive for insert to clientele_owner with check (true);
create policy hosting on app.audit_events as permissive for select to clientele_hosting using (seal is null);
comment on table app.audit_events is 'Every change that a person, a key or the operator made, and reads of what is personal, sign-ins, exports and key use: append-only, hashed row by row, sealed every minute.';
comment on column app.audit_events.company_id is 'The company.';
comment on column app.audit_events.id is 'UUIDv7.';
comment on column app.audit_events.at is 'When it happened.';
comment on column app.audit_events.person_id is 'Who; null for an integration, the operator and the database''s own administrator.';
comment on column app.audit_events.key_id is 'The API key they came with; null where there was none.';
comment on column app.audit_events.support_grant_id is 'The support grant under which they acted; null for whoever acts in the company by right.';
comment on column app.audit_events.role is 'As what they acted: a role of the company, support, operator, hosting, or database where somebody wrote past the program.';
comment on column app.audit_events.action is 'insert, update or delete; read, key.use, export, sign_in and the like for what changes no row.';
comment on column app.audit_events.entity is 'The table, or what else it is about.';
comment on column app.audit_events.entity_id is 'The row.';
comment on column app.audit_events.before is 'The row before a deletion; the changed columns before an update.';
comment on column app.audit_events.after is 'The row after an insertion; the changed columns after an update; the operation, how many and which filters of a read.';
comment on column app.audit_events.hash is 'SHA-256 of everything before it but the company.';
comment on column app.audit_events.seal is 'Number of the seal that holds it; null for less than about a minute.';
grant select on app.audit_events to clientele_api, clientele_worker, clientele_report, clientele_operator;
-- The worker may say which seal holds a row, and nothing else about it. A restored company brings its rows along.
grant update (seal) on app.audit_events to clientele_worker;
grant insert, delete on app.audit_events to clientele_operator;
grant select (company_id, id, seal) on app.audit_events to clientele_hosting;

create table app.audit_seals (
    company_id uuid not null,
    number     bigint not null,
    events     integer not null,
    digest     bytea not null,
    previous   bytea not null,
    hash       bytea not null,
    sealed_at  timestamptz not null default now(),
    constraint audit_seals_pk primary key (company_id, number),
    constraint audit_seals_company foreign key (company_id) references app.companies (id),
    constraint audit_seals_one_successor unique (company_id, previous),
    constraint audit_seals_number_positive check (number > 0),
    constraint audit_seals_events_positive check (events > 0)
);
select app.protect('app.audit_seals');
comment on table app.audit_seals is 'The chain of a company: each seal holds the hashes of its events and of the seal before it.';
comment on column app.audit_seals.company_id is 'The company.';
comment on column app.audit_seals.number is 'From 1, without gaps.';
comment on column app.audit_seals.events is 'How many events it holds.';
comment on column app.audit_seals.digest is 'SHA-256 of the hashes of its events in the order of their ids.';
comment on column app.audit_seals.previous is 'Hash of the seal before it; 32 zero bytes for the first. Unique: a chain has no fork.';
comment on column app.audit_seals.hash is 'SHA-256 of previous, number, events and digest.';
comment on column app.audit_seals.sealed_at is 'When it was sealed.';
grant select on app.audit_seals to clientele_api, clientele_worker, clientele_report, clientele_operator;
grant insert on app.audit_seals to clientele_worker, clientele_operator;
grant delete on app.audit_seals to clientele_operator;

-- One row a company: the end of its chain, and the lock of whoever lengthens it.
create table app.audit_heads (
    company_id uuid not null,
    number     bigint not null default 0,
    hash       bytea not null default decode(repeat('00', 32), 'hex'),
    constraint audit_heads_pk primary key (company_id),
    constraint audit_heads_company foreign key (company_id) references app.companies (id),
    constraint audit_heads_number check (number >= 0)
);
select app.protect('app.audit_heads');
comment on table app.audit_heads is 'The last seal of each company: a chain that was cut off ends before it.';
comment on column app.audit_heads.company_id is 'The company.';
comment on column app.audit_heads.number is 'Number of the last seal; 0 before the first.';
comment on column app.audit_heads.hash is 'Hash of the last seal; keep a copy elsewhere to detect a change of everything at once.';
grant select on app.audit_heads to clientele_api, clientele_report;
grant select, insert, update on app.audit_heads to clientele_worker;
grant select, insert, delete on app.audit_heads to clientele_operator;

create function app.audit_hash(
    id uuid, at timestamptz, person uuid, key uuid, support_grant uuid, role text, action text, entity text, entity_id text,
    before jsonb, after jsonb
) returns bytea
language sql stable parallel safe
set search_path = ''
return sha256(convert_to(jsonb_build_array(
    id, (extract(epoch from at) * 1000000)::bigint, person, key, support_grant, role, action, entity, entity_id, before, after
)::text, 'UTF8'));
comment on function app.audit_hash(uuid, timestamptz, uuid, uuid, uuid, text, text, text, text, jsonb, jsonb) is
    'SHA-256 of an event. The company is not part of it, so that a company can be moved; the order within the company is the seals''.';
grant execute on function app.audit_hash(uuid, timestamptz, uuid, uuid, uuid, text, text, text, text, jsonb, jsonb)
    to clientele_api, clientele_worker, clientele_report, clientele_operator;

-- Writes one event on behalf of whoever acts in this transaction.
create function app.audit_note(
    company uuid, action text, entity text, entity_id text, before jsonb default null, after jsonb default null
) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
    event uuid := app.uuid_v7();
    moment timestamptz := clock_timestamp();
    person uuid := nullif(nullif(current_setting('app.person_id', true), ''), '00000000-0000-0000-0000-000000000000')::uuid;
    key uuid := nullif(current_setting('app.key_id', true), '')::uuid;
    support_grant uuid := nullif(current_setting('app.support_grant_id', true), '')::uuid;
    acting text := coalesce(nullif(current_setting('app.role', true), ''), 'database');
    -- Whoever calls: inside a function of the owner the owner is the current user.
    caller name := coalesce(nullif(current_setting('role'), 'none'), session_user);
begin
    if company is distinct from nullif(current_setting('app.company_id', true), '')::uuid
        and not pg_has_role(caller, 'clientele_hosting', 'usage')
    then
        raise exception 'app.audit_note: an event is of the company that was entered' using errcode = 'insufficient_privilege';
    end if;
    insert into app.audit_events (
        company_id, id, at, person_id, key_id, support_grant_id, role, action, entity, entity_id, before, after, hash
    ) values (company, event, moment, person, key, support_grant, acting, action, entity, entity_id, before, after,
        app.audit_hash(event, moment, person, key, support_grant, acting, action, entity, entity_id, before, after));
end
$$;
comment on function app.audit_note(uuid, text, text, text, jsonb, jsonb) is
    'Writes an event of the entered company that is no change of a row: a sign-in, an export, the use of a key. The host, who enters none, may name any.';
grant execute on function app.audit_note(uuid, text, text, text, jsonb, jsonb) to clientele_api, clientele_worker, clientele_hosting, clientele_operator;

-- The worker's own writes are derived from facts and policies and are not events; rows that are moved as a whole
-- (restore, erase, the customers that a file brings) are none either.
create function app.audit_changes() returns trigger
language plpgsql volatile
set search_path = ''
as $$
declare
    acting text := coalesce(current_setting('app.role', true), '');
    -- The column that names the row, the one that names the company, and the table: on Citus a trigger's own is a shard.
    naming text := tg_argv[0];
    owning text := tg_argv[1];
    entity text := tg_argv[2];
    content jsonb;
    was jsonb;
    becomes jsonb;
begin
    if acting = 'worker' or (acting = 'operator' and current_setting('app.moving', true) = 'on') then
        return null;
    end if;
    content := to_jsonb(coalesce(new, old));
    if tg_op = 'UPDATE' then
        select jsonb_object_agg(n.key, o.value), jsonb_object_agg(n.key, n.value) into was, becomes
        from jsonb_each(to_jsonb(old)) as o
        join jsonb_each(content) as n on n.key = o.key
        where n.value <> o.value and n.key <> 'updated_at';
        if becomes is null then
            return null;
        end if;
    elsif tg_op = 'INSERT' then
        becomes := content - 'company_id';
    else
        was := content - 'company_id';
    end if;
    perform app.audit_note(
        (content ->> owning)::uuid, lower(tg_op), entity, content ->> naming, was, becomes
    );
    return null;
end
$$;
comment on function app.audit_changes() is 'Row trigger: one event for a changed row, with what it was and what it became.';

create function app.audit(target regclass, naming text, operations text default 'insert update delete', owning text default 'company_id')
returns void
language plpgsql volatile
set search_path = ''
as $$
declare
    entity constant name := (select c.relname from pg_catalog.pg_class as c where c.oid = target);
begin
    execute format(
        'create trigger %I after %s on %s for each row execute function app.audit_changes(%L, %L, %L)',
        entity || '_audit', replace(operations, ' ', ' or '), target, naming, owning, entity
    );
end
$$;
comment on function app.audit(regclass, text, text, text) is 'Puts the audit''s trigger on a table; naming is the column that names a row.';

select app.audit('app.companies', 'id', 'update', 'id');
select app.audit('app.company_settings', 'company_id', 'update');
select app.audit('app.teams', 'id');
select app.audit('app.roles', 'id');
select app.audit('app.memberships', 'person_id');
select app.audit('app.customers', 'id');
select app.audit('app.contacts', 'id');
select app.audit('app.customer_shares', 'id');
select app.audit('app.interactions', 'id');
select app.audit('app.tasks', 'id');
select app.audit('app.churn_warnings', 'id', 'update delete');
select app.audit('app.tier_policies', 'id');
select app.audit('app.tier_overrides', 'customer_id');
select app.audit('app.imports', 'id', 'insert');
select app.audit('app.schedules', 'id', 'update delete');
select app.audit('app.queue_limits', 'company_id', 'update');

-- A key acts in companies but belongs to none: the host tells each company where it may act.
create function app.audit_key() returns trigger
language plpgsql volatile
set search_path = ''
as $$
declare
    deed text := case
        when tg_op = 'INSERT' then 'key.issue'
        when new.revoked_at is not null and old.revoked_at is null then 'key.revoke'
    end;
begin
    if deed is not null then
        perform app.audit_note(
            place.company_id, deed, 'api_keys', new.id::text, null,
            jsonb_strip_nulls(jsonb_build_object(
                'name', new.name, 'prefix', new.prefix, 'person_id', new.person_id, 'expires_at', new.expires_at
            ))
        )
        from (
            select m.company_id from app.memberships as m where m.person_id = new.person_id and m.state = 'active'
            union all
            select new.integration_company_id where new.integration_company_id is not null
        ) as place;
    end if;
    return null;
end
$$;
comment on function app.audit_key() is 'Row trigger: tells each company where a key may act that it was issued or revoked.';
create trigger api_keys_audit after insert or update of revoked_at on app.api_keys for each row execute function app.audit_key();

-- Lengthens the chain of the company that was entered by what is not sealed yet, at most 50,000 events at a time.
create function app.audit_seal() returns table (number bigint, events integer, hash bytea)
language plpgsql volatile
set search_path = ''
as $$
declare
    company uuid := current_setting('app.company_id')::uuid;
    head app.audit_heads;
    digest bytea;
    sealed integer;
    chained bytea;
begin
    insert into app.audit_heads (company_id) values (company) on conflict do nothing;
    -- One at a time, and each sees what the one before wrote.
    select h.* into head from app.audit_heads as h where h.company_id = company for update;
    with waiting as (
        select e.id from app.audit_events as e where e.company_id = company and e.seal is null order by e.id limit 50000
    ), taken as (
        update app.audit_events as e set seal = head.number + 1
        from waiting where e.company_id = company and e.id = waiting.id and e.seal is null
        returning e.id, e.hash
    )
    select count(*), sha256(string_agg(taken.hash, ''::bytea order by taken.id)) into sealed, digest from taken;
    if sealed = 0 then
        return;
    end if;
    chained := app.audit_chain(head.hash, head.number + 1, sealed, digest);
    insert into app.audit_seals (company_id, number, events, digest, previous, hash)
    values (company, head.number + 1, sealed, digest, head.hash, chained);
    update app.audit_heads as h set number = head.number + 1, hash = chained where h.company_id = company;
    return query select head.number + 1, sealed, chained;
end
$$;
comment on function app.audit_seal() is 'Seals the events of the entered company that no seal holds yet; answers the new seal, or nothing.';
grant execute on function app.audit_seal() to clientele_worker;

create function app.audit_chain(previous bytea, number bigint, events integer, digest bytea) returns bytea
language sql immutable parallel safe
set search_path = ''
return sha256(previous || int8send(number) || int4send(events) || digest);
comment on function app.audit_chain(bytea, bigint, integer, bytea) is 'The hash of a seal.';
grant execute on function app.audit_chain(bytea, bigint, integer, bytea) to clientele_api, clientele_worker, clientele_report, clientele_operator;

-- Computes every hash of the entered company again. An empty answer is a good one.
create function app.audit_faults() returns table (fault text, seal bigint, event_id uuid)
language sql stable
set search_path = ''
begin atomic
    select 'event.changed', e.seal, e.id
    from app.audit_events as e
    where e.company_id = current_setting('app.company_id')::uuid
        and e.hash <> app.audit_hash(
            e.id, e.at, e.person_id, e.key_id, e.support_grant_id, e.role, e.action, e.entity, e.entity_id, e.before, e.after
        )
    union all
    select 'seal.broken', coalesce(s.number, held.seal), null
    from (select * from app.audit_seals where company_id = current_setting('app.company_id')::uuid) as s
    full join (
        select e.seal, count(*) as events, sha256(string_agg(e.hash, ''::bytea order by e.id)) as digest
        from app.audit_events as e
        where e.company_id = current_setting('app.company_id')::uuid and e.seal is not null
        group by e.seal
    ) as held on held.seal = s.number
    where s.number is null or held.seal is null or held.events <> s.events or held.digest <> s.digest
        or s.hash <> app.audit_chain(s.previous, s.number, s.events, s.digest)
    union all
    select 'chain.broken', linked.number, null
    from (
        select s.number, s.previous, row_number() over (order by s.number) as place,
            lag(s.hash, 1, decode(repeat('00', 32), 'hex')) over (order by s.number) as before
        from app.audit_seals as s where s.company_id = current_setting('app.company_id')::uuid
    ) as linked
    where linked.number <> linked.place or linked.previous <> linked.before
    union all
    select 'chain.cut', h.number, null
    from (select current_setting('app.company_id')::uuid as company) as entered
    left join app.audit_heads as x on x.company_id = entered.company
    cross join lateral (
        select coalesce(x.number, 0) as number, coalesce(x.hash, decode(repeat('00', 32), 'hex')) as hash
    ) as h
    left join lateral (
        select s.number, s.hash from app.audit_seals as s
        where s.company_id = current_setting('app.company_id')::uuid order by s.number desc limit 1
    ) as last on true
    where coalesce(last.number, 0) <> h.number or coalesce(last.hash, decode(repeat('00', 32), 'hex')) <> h.hash;
end;
comment on function app.audit_faults() is
    'Verifies the entered company''s audit: event.changed, seal.broken (an event was added, taken away or moved), chain.broken, chain.cut.';
grant execute on function app.audit_faults() to clientele_api, clientele_worker, clientele_report, clientele_operator;

commit;

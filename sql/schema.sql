-- Generated from sql/deploy by 'make schema'; reading only. Partitions by month are left out.

CREATE SCHEMA app;

ALTER SCHEMA app OWNER TO clientele_owner;

COMMENT ON SCHEMA app IS 'Everything Clientele keeps. Company tables carry company_id and are protected by row-level security.';

CREATE FUNCTION app.audit(target regclass, naming text, operations text DEFAULT 'insert update delete'::text, owning text DEFAULT 'company_id'::text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
    entity constant name := (select c.relname from pg_catalog.pg_class as c where c.oid = target);
begin
    execute format(
        'create trigger %I after %s on %s for each row execute function app.audit_changes(%L, %L, %L)',
        entity || '_audit', replace(operations, ' ', ' or '), target, naming, owning, entity
    );
end
$$;

ALTER FUNCTION app.audit(target regclass, naming text, operations text, owning text) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.audit(target regclass, naming text, operations text, owning text) IS 'Puts the audit''s trigger on a table; naming is the column that names a row.';

CREATE FUNCTION app.audit_chain(previous bytea, number bigint, events integer, digest bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO ''
    RETURN sha256((((previous || int8send(number)) || int4send(events)) || digest));

ALTER FUNCTION app.audit_chain(previous bytea, number bigint, events integer, digest bytea) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.audit_chain(previous bytea, number bigint, events integer, digest bytea) IS 'The hash of a seal.';

CREATE FUNCTION app.audit_changes() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
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

ALTER FUNCTION app.audit_changes() OWNER TO clientele_owner;

COMMENT ON FUNCTION app.audit_changes() IS 'Row trigger: one event for a changed row, with what it was and what it became.';

CREATE FUNCTION app.audit_hash(id uuid, at timestamp with time zone, person uuid, key uuid, support_grant uuid, role text, action text, entity text, entity_id text, before jsonb, after jsonb) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO ''
    RETURN sha256(convert_to((jsonb_build_array(id, ((EXTRACT(epoch FROM at) * (1000000)::numeric))::bigint, person, key, support_grant, role, action, entity, entity_id, before, after))::text, 'UTF8'::name));

ALTER FUNCTION app.audit_hash(id uuid, at timestamp with time zone, person uuid, key uuid, support_grant uuid, role text, action text, entity text, entity_id text, before jsonb, after jsonb) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.audit_hash(id uuid, at timestamp with time zone, person uuid, key uuid, support_grant uuid, role text, action text, entity text, entity_id text, before jsonb, after jsonb) IS 'SHA-256 of an event. The company is not part of it, so that a company can be moved; the order within the company is the seals''.';

CREATE TABLE app.audit_events (
    company_id uuid NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id uuid,
    key_id uuid,
    support_grant_id uuid,
    role text NOT NULL,
    action text NOT NULL,
    entity text NOT NULL,
    entity_id text NOT NULL,
    before jsonb,
    after jsonb,
    hash bytea NOT NULL,
    seal bigint,
    CONSTRAINT audit_events_action_length CHECK (((char_length(action) >= 1) AND (char_length(action) <= 40))),
    CONSTRAINT audit_events_entity_length CHECK (((char_length(entity) >= 1) AND (char_length(entity) <= 63))),
    CONSTRAINT audit_events_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT audit_events_seal_positive CHECK ((seal > 0))
)
PARTITION BY RANGE (id);
ALTER TABLE ONLY app.audit_events ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.audit_events FORCE ROW LEVEL SECURITY;

ALTER TABLE app.audit_events OWNER TO clientele_owner;

COMMENT ON TABLE app.audit_events IS 'Every change that a person, a key or the operator made, and reads of what is personal, sign-ins, exports and key use: append-only, hashed row by row, sealed every minute.';

COMMENT ON COLUMN app.audit_events.company_id IS 'The company.';

COMMENT ON COLUMN app.audit_events.id IS 'UUIDv7.';

COMMENT ON COLUMN app.audit_events.at IS 'When it happened.';

COMMENT ON COLUMN app.audit_events.person_id IS 'Who; null for an integration, the operator and the database''s own administrator.';

COMMENT ON COLUMN app.audit_events.key_id IS 'The API key they came with; null where there was none.';

COMMENT ON COLUMN app.audit_events.support_grant_id IS 'The support grant under which they acted; null for whoever acts in the company by right.';

COMMENT ON COLUMN app.audit_events.role IS 'As what they acted: a role of the company, support, operator, hosting, or database where somebody wrote past the program.';

COMMENT ON COLUMN app.audit_events.action IS 'insert, update or delete; read, key.use, export, sign_in and the like for what changes no row.';

COMMENT ON COLUMN app.audit_events.entity IS 'The table, or what else it is about.';

COMMENT ON COLUMN app.audit_events.entity_id IS 'The row.';

COMMENT ON COLUMN app.audit_events.before IS 'The row before a deletion; the changed columns before an update.';

COMMENT ON COLUMN app.audit_events.after IS 'The row after an insertion; the changed columns after an update; the operation, how many and which filters of a read.';

COMMENT ON COLUMN app.audit_events.hash IS 'SHA-256 of everything before it but the company.';

COMMENT ON COLUMN app.audit_events.seal IS 'Number of the seal that holds it; null for less than about a minute.';

CREATE TABLE app.audit_heads (
    company_id uuid NOT NULL,
    number bigint DEFAULT 0 NOT NULL,
    hash bytea DEFAULT decode(repeat('00'::text, 32), 'hex'::text) NOT NULL,
    CONSTRAINT audit_heads_number CHECK ((number >= 0))
);
ALTER TABLE ONLY app.audit_heads ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.audit_heads FORCE ROW LEVEL SECURITY;

ALTER TABLE app.audit_heads OWNER TO clientele_owner;

COMMENT ON TABLE app.audit_heads IS 'The last seal of each company: a chain that was cut off ends before it.';

COMMENT ON COLUMN app.audit_heads.company_id IS 'The company.';

COMMENT ON COLUMN app.audit_heads.number IS 'Number of the last seal; 0 before the first.';

COMMENT ON COLUMN app.audit_heads.hash IS 'Hash of the last seal; keep a copy elsewhere to detect a change of everything at once.';

CREATE TABLE app.audit_seals (
    company_id uuid NOT NULL,
    number bigint NOT NULL,
    events integer NOT NULL,
    digest bytea NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    sealed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT audit_seals_events_positive CHECK ((events > 0)),
    CONSTRAINT audit_seals_number_positive CHECK ((number > 0))
);
ALTER TABLE ONLY app.audit_seals ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.audit_seals FORCE ROW LEVEL SECURITY;

ALTER TABLE app.audit_seals OWNER TO clientele_owner;

COMMENT ON TABLE app.audit_seals IS 'The chain of a company: each seal holds the hashes of its events and of the seal before it.';

COMMENT ON COLUMN app.audit_seals.company_id IS 'The company.';

COMMENT ON COLUMN app.audit_seals.number IS 'From 1, without gaps.';

COMMENT ON COLUMN app.audit_seals.events IS 'How many events it holds.';

COMMENT ON COLUMN app.audit_seals.digest IS 'SHA-256 of the hashes of its events in the order of their ids.';

COMMENT ON COLUMN app.audit_seals.previous IS 'Hash of the seal before it; 32 zero bytes for the first. Unique: a chain has no fork.';

COMMENT ON COLUMN app.audit_seals.hash IS 'SHA-256 of previous, number, events and digest.';

COMMENT ON COLUMN app.audit_seals.sealed_at IS 'When it was sealed.';

CREATE FUNCTION app.audit_faults() RETURNS TABLE(fault text, seal bigint, event_id uuid)
    LANGUAGE sql STABLE
    SET search_path TO ''
    BEGIN ATOMIC
 SELECT 'event.changed'::text,
     e.seal,
     e.id
    FROM app.audit_events e
   WHERE ((e.company_id = (current_setting('app.company_id'::text))::uuid) AND (e.hash <> app.audit_hash(e.id, e.at, e.person_id, e.key_id, e.support_grant_id, e.role, e.action, e.entity, e.entity_id, e.before, e.after)))
 UNION ALL
  SELECT 'seal.broken'::text,
     COALESCE(s.number, held.seal) AS "coalesce",
     NULL::uuid
    FROM (( SELECT audit_seals.company_id,
             audit_seals.number,
             audit_seals.events,
             audit_seals.digest,
             audit_seals.previous,
             audit_seals.hash,
             audit_seals.sealed_at
            FROM app.audit_seals
           WHERE (audit_seals.company_id = (current_setting('app.company_id'::text))::uuid)) s
      FULL JOIN ( SELECT e.seal,
             count(*) AS events,
             sha256(string_agg(e.hash, '\x'::bytea ORDER BY e.id)) AS digest
            FROM app.audit_events e
           WHERE ((e.company_id = (current_setting('app.company_id'::text))::uuid) AND (e.seal IS NOT NULL))
           GROUP BY e.seal) held ON ((held.seal = s.number)))
   WHERE ((s.number IS NULL) OR (held.seal IS NULL) OR (held.events <> s.events) OR (held.digest <> s.digest) OR (s.hash <> app.audit_chain(s.previous, s.number, s.events, s.digest)))
 UNION ALL
  SELECT 'chain.broken'::text,
     linked.number,
     NULL::uuid
    FROM ( SELECT s.number,
             s.previous,
             row_number() OVER (ORDER BY s.number) AS place,
             lag(s.hash, 1, decode(repeat('00'::text, 32), 'hex'::text)) OVER (ORDER BY s.number) AS before
            FROM app.audit_seals s
           WHERE (s.company_id = (current_setting('app.company_id'::text))::uuid)) linked
   WHERE ((linked.number <> linked.place) OR (linked.previous <> linked.before))
 UNION ALL
  SELECT 'chain.cut'::text,
     h.number,
     NULL::uuid
    FROM (((( SELECT (current_setting('app.company_id'::text))::uuid AS company) entered
      LEFT JOIN app.audit_heads x ON ((x.company_id = entered.company)))
      CROSS JOIN LATERAL ( SELECT COALESCE(x.number, (0)::bigint) AS number,
             COALESCE(x.hash, decode(repeat('00'::text, 32), 'hex'::text)) AS hash) h)
      LEFT JOIN LATERAL ( SELECT s.number,
             s.hash
            FROM app.audit_seals s
           WHERE (s.company_id = (current_setting('app.company_id'::text))::uuid)
           ORDER BY s.number DESC
          LIMIT 1) last ON (true))
   WHERE ((COALESCE(last.number, (0)::bigint) <> h.number) OR (COALESCE(last.hash, decode(repeat('00'::text, 32), 'hex'::text)) <> h.hash));
END;

ALTER FUNCTION app.audit_faults() OWNER TO clientele_owner;

COMMENT ON FUNCTION app.audit_faults() IS 'Verifies the entered company''s audit: event.changed, seal.broken (an event was added, taken away or moved), chain.broken, chain.cut.';

CREATE FUNCTION app.audit_key() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
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

ALTER FUNCTION app.audit_key() OWNER TO clientele_owner;

COMMENT ON FUNCTION app.audit_key() IS 'Row trigger: tells each company where a key may act that it was issued or revoked.';

CREATE FUNCTION app.audit_note(company uuid, action text, entity text, entity_id text, before jsonb DEFAULT NULL::jsonb, after jsonb DEFAULT NULL::jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
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

ALTER FUNCTION app.audit_note(company uuid, action text, entity text, entity_id text, before jsonb, after jsonb) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.audit_note(company uuid, action text, entity text, entity_id text, before jsonb, after jsonb) IS 'Writes an event of the entered company that is no change of a row: a sign-in, an export, the use of a key. The host, who enters none, may name any.';

CREATE FUNCTION app.audit_seal() RETURNS TABLE(number bigint, events integer, hash bytea)
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
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

ALTER FUNCTION app.audit_seal() OWNER TO clientele_owner;

COMMENT ON FUNCTION app.audit_seal() IS 'Seals the events of the entered company that no seal holds yet; answers the new seal, or nothing.';

CREATE FUNCTION app.companies_with_events(companies integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE
    SET search_path TO ''
    AS $$
    with recursive waiting as (
        (select o.company_id from app.outbox as o order by o.company_id limit 1)
        union all
        select (select o.company_id from app.outbox as o where o.company_id > waiting.company_id order by o.company_id limit 1)
        from waiting where waiting.company_id is not null
    )
    select waiting.company_id from waiting where waiting.company_id is not null limit companies
$$;

ALTER FUNCTION app.companies_with_events(companies integer) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.companies_with_events(companies integer) IS 'Companies with events that were not handed on yet, at most so many: one probe of the index each.';

CREATE FUNCTION app.drop_months(parents regclass[], keep_months integer) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
    oldest text := to_char(
        date_trunc('month', now() at time zone 'UTC') - make_interval(months => greatest(keep_months, 1)), 'YYYYMM'
    );
    partition regclass;
    dropped integer := 0;
begin
    for partition in
        select c.oid::regclass
        from pg_catalog.pg_inherits as i
        join pg_catalog.pg_class as c on c.oid = i.inhrelid
        where i.inhparent = any (parents) and c.relname like '%\_2%' and right(c.relname, 6) < oldest
        order by c.relname
    loop
        execute format('drop table %s', partition);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;

ALTER FUNCTION app.drop_months(parents regclass[], keep_months integer) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.drop_months(parents regclass[], keep_months integer) IS 'Drops the partitions of these tables older than this many whole months before the running one, but not the month before it; returns how many.';

CREATE TABLE app.job_history (
    company_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    version smallint NOT NULL,
    payload jsonb NOT NULL,
    queue text NOT NULL,
    priority smallint NOT NULL,
    unique_key text,
    operation_id uuid,
    state text NOT NULL,
    attempt smallint NOT NULL,
    max_attempts smallint NOT NULL,
    run_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone DEFAULT now() NOT NULL,
    worker uuid,
    last_error text,
    CONSTRAINT job_history_dead_has_error CHECK (((state <> 'dead'::text) OR (last_error IS NOT NULL))),
    CONSTRAINT job_history_done_was_started CHECK (((state <> 'done'::text) OR ((started_at IS NOT NULL) AND (attempt >= 1)))),
    CONSTRAINT job_history_state_final CHECK ((state = ANY (ARRAY['done'::text, 'dead'::text, 'cancelled'::text])))
)
PARTITION BY RANGE (id);
ALTER TABLE ONLY app.job_history ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.job_history FORCE ROW LEVEL SECURITY;

ALTER TABLE app.job_history OWNER TO clientele_owner;

COMMENT ON TABLE app.job_history IS 'Jobs that have ended: done, dead or cancelled. Partitioned by month.';

COMMENT ON COLUMN app.job_history.company_id IS 'The company.';

COMMENT ON COLUMN app.job_history.id IS 'Id of the job; its month decides the partition.';

COMMENT ON COLUMN app.job_history.kind IS 'The declared kind of work.';

COMMENT ON COLUMN app.job_history.version IS 'Version of the shape of the payload.';

COMMENT ON COLUMN app.job_history.payload IS 'What the handler needed to know.';

COMMENT ON COLUMN app.job_history.queue IS 'The queue of the kind.';

COMMENT ON COLUMN app.job_history.priority IS '0 first, 9 last.';

COMMENT ON COLUMN app.job_history.unique_key IS 'What made it one of a kind while it was live.';

COMMENT ON COLUMN app.job_history.operation_id IS 'The operation that showed its progress, if any.';

COMMENT ON COLUMN app.job_history.state IS 'done, dead (given up) or cancelled.';

COMMENT ON COLUMN app.job_history.attempt IS 'How often it was started.';

COMMENT ON COLUMN app.job_history.max_attempts IS 'How often it might have been started.';

COMMENT ON COLUMN app.job_history.run_at IS 'Not to be started before.';

COMMENT ON COLUMN app.job_history.created_at IS 'When it was enqueued.';

COMMENT ON COLUMN app.job_history.started_at IS 'When the last attempt began.';

COMMENT ON COLUMN app.job_history.finished_at IS 'When it ended.';

COMMENT ON COLUMN app.job_history.worker IS 'The worker process of the last attempt.';

COMMENT ON COLUMN app.job_history.last_error IS 'What went wrong in the latest attempt that failed; why it was cancelled.';

CREATE FUNCTION app.drop_job_history(keep_months integer) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    SET lock_timeout TO '2s'
    RETURN app.drop_months(ARRAY['app.job_history'::regclass], keep_months);

ALTER FUNCTION app.drop_job_history(keep_months integer) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.drop_job_history(keep_months integer) IS 'Drops the partitions of app.job_history older than this many whole months before the running one; returns how many.';

CREATE FUNCTION app.uuid_v7() RETURNS uuid
    LANGUAGE sql PARALLEL SAFE
    SET search_path TO ''
    RETURN ((OVERLAY(lpad(to_hex(((EXTRACT(epoch FROM clock_timestamp()) * (4096000)::numeric))::bigint), 15, '0'::text) PLACING '7'::text FROM 13 FOR 0) || SUBSTRING(encode(uuid_send(gen_random_uuid()), 'hex'::text) FROM 17)))::uuid;

ALTER FUNCTION app.uuid_v7() OWNER TO clientele_owner;

COMMENT ON FUNCTION app.uuid_v7() IS 'A new UUIDv7: ordered by the microsecond of its making.';

CREATE TABLE app.events (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    number bigint NOT NULL,
    type text NOT NULL,
    customer_id uuid,
    body text NOT NULL,
    logged_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT events_type_length CHECK (((char_length(type) >= 1) AND (char_length(type) <= 100)))
)
PARTITION BY RANGE (id);
ALTER TABLE ONLY app.events ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.events FORCE ROW LEVEL SECURITY;

ALTER TABLE app.events OWNER TO clientele_owner;

COMMENT ON TABLE app.events IS 'Events that were handed on while somebody listened; partitioned by month. Seen by whom sees the customer, those about none by whom sees the company.';

COMMENT ON COLUMN app.events.company_id IS 'The company.';

COMMENT ON COLUMN app.events.id IS 'UUIDv7; its month decides the partition.';

COMMENT ON COLUMN app.events.number IS 'Counts the company''s events in the order of the log.';

COMMENT ON COLUMN app.events.type IS 'What happened: a name of the catalogue in Docs/webhooks.md.';

COMMENT ON COLUMN app.events.customer_id IS 'The customer that it is about; null where it is about none.';

COMMENT ON COLUMN app.events.body IS 'The message, JSON: ids and states, no personal data.';

COMMENT ON COLUMN app.events.logged_at IS 'When it was handed on.';

CREATE TABLE app.webhook_attempts (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    delivery_id uuid NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms integer NOT NULL,
    outcome text NOT NULL,
    status smallint,
    address text,
    request_head text NOT NULL,
    response_head text,
    response_bytes integer DEFAULT 0 NOT NULL,
    problem text,
    CONSTRAINT webhook_attempts_outcome_known CHECK ((outcome = ANY (ARRAY['delivered'::text, 'refused'::text, 'redirected'::text, 'gone'::text, 'timeout'::text, 'unreachable'::text, 'blocked'::text]))),
    CONSTRAINT webhook_attempts_problem_length CHECK ((char_length(problem) <= 500)),
    CONSTRAINT webhook_attempts_request_length CHECK ((char_length(request_head) <= 8000)),
    CONSTRAINT webhook_attempts_response_length CHECK ((char_length(response_head) <= 8000))
)
PARTITION BY RANGE (id);
ALTER TABLE ONLY app.webhook_attempts ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.webhook_attempts FORCE ROW LEVEL SECURITY;

ALTER TABLE app.webhook_attempts OWNER TO clientele_owner;

COMMENT ON TABLE app.webhook_attempts IS 'Every attempt to send a delivery, with the heads of request and answer. Partitioned by month.';

COMMENT ON COLUMN app.webhook_attempts.company_id IS 'The company.';

COMMENT ON COLUMN app.webhook_attempts.id IS 'UUIDv7; its month decides the partition.';

COMMENT ON COLUMN app.webhook_attempts.delivery_id IS 'The delivery.';

COMMENT ON COLUMN app.webhook_attempts.number IS 'Which attempt of the delivery, from 1.';

COMMENT ON COLUMN app.webhook_attempts.started_at IS 'When it began.';

COMMENT ON COLUMN app.webhook_attempts.duration_ms IS 'How long it took, in milliseconds.';

COMMENT ON COLUMN app.webhook_attempts.outcome IS 'delivered, refused, redirected, gone, timeout, unreachable or blocked.';

COMMENT ON COLUMN app.webhook_attempts.status IS 'Status of the answer; null where there was none.';

COMMENT ON COLUMN app.webhook_attempts.address IS 'The address that was connected to.';

COMMENT ON COLUMN app.webhook_attempts.request_head IS 'What was sent before the body.';

COMMENT ON COLUMN app.webhook_attempts.response_head IS 'What came back before the body.';

COMMENT ON COLUMN app.webhook_attempts.response_bytes IS 'Bytes read of the answer''s body, which is not kept.';

COMMENT ON COLUMN app.webhook_attempts.problem IS 'What went wrong, in one sentence.';

CREATE TABLE app.webhook_deliveries (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    webhook_id uuid NOT NULL,
    event_id uuid NOT NULL,
    type text NOT NULL,
    subject_id uuid NOT NULL,
    body text NOT NULL,
    state text NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    tried smallint DEFAULT 0 NOT NULL,
    next_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT webhook_deliveries_attempts CHECK ((((attempts >= 0) AND (attempts <= 10)) AND (tried >= attempts))),
    CONSTRAINT webhook_deliveries_body_length CHECK ((char_length(body) <= 20000)),
    CONSTRAINT webhook_deliveries_final_has_date CHECK (((state = ANY (ARRAY['delivered'::text, 'failed'::text])) = (finished_at IS NOT NULL))),
    CONSTRAINT webhook_deliveries_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text, 'skipped'::text]))),
    CONSTRAINT webhook_deliveries_type_length CHECK (((char_length(type) >= 1) AND (char_length(type) <= 100))),
    CONSTRAINT webhook_deliveries_waiting_is_due CHECK (((state = 'waiting'::text) = (next_at IS NOT NULL)))
)
PARTITION BY RANGE (id);
ALTER TABLE ONLY app.webhook_deliveries ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.webhook_deliveries FORCE ROW LEVEL SECURITY;

ALTER TABLE app.webhook_deliveries OWNER TO clientele_owner;

COMMENT ON TABLE app.webhook_deliveries IS 'Events on their way to webhooks, and the log of those that arrived. Partitioned by month.';

COMMENT ON COLUMN app.webhook_deliveries.company_id IS 'The company.';

COMMENT ON COLUMN app.webhook_deliveries.id IS 'UUIDv7; its month decides the partition.';

COMMENT ON COLUMN app.webhook_deliveries.webhook_id IS 'Where to.';

COMMENT ON COLUMN app.webhook_deliveries.event_id IS 'Which event: the webhook-id of the message.';

COMMENT ON COLUMN app.webhook_deliveries.type IS 'The event''s type.';

COMMENT ON COLUMN app.webhook_deliveries.subject_id IS 'What it is about; sent in order.';

COMMENT ON COLUMN app.webhook_deliveries.body IS 'The exact body.';

COMMENT ON COLUMN app.webhook_deliveries.state IS 'waiting, delivered, failed (given up) or skipped (the webhook was disabled).';

COMMENT ON COLUMN app.webhook_deliveries.attempts IS 'Attempts since it was written or replayed: the step of the retry schedule.';

COMMENT ON COLUMN app.webhook_deliveries.tried IS 'Attempts in all.';

COMMENT ON COLUMN app.webhook_deliveries.next_at IS 'When it is tried next.';

COMMENT ON COLUMN app.webhook_deliveries.created_at IS 'When it was written.';

COMMENT ON COLUMN app.webhook_deliveries.finished_at IS 'When it was delivered or given up.';

CREATE FUNCTION app.drop_webhook_log(keep_months integer) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    SET lock_timeout TO '2s'
    RETURN app.drop_months(ARRAY['app.webhook_deliveries'::regclass, 'app.webhook_attempts'::regclass, 'app.events'::regclass], keep_months);

ALTER FUNCTION app.drop_webhook_log(keep_months integer) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.drop_webhook_log(keep_months integer) IS 'Drops the months of the logs of deliveries and events older than this many whole ones before the running one; returns how many partitions.';

CREATE FUNCTION app.enqueue(kind text, payload jsonb DEFAULT '{}'::jsonb, unique_key text DEFAULT NULL::text, run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, queue text DEFAULT 'default'::text, priority integer DEFAULT 5, max_attempts integer DEFAULT 12, version integer DEFAULT 1) RETURNS uuid
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
    company uuid := pg_catalog.current_setting('app.company_id')::uuid;
    job uuid;
begin
    -- Twice, because the job in the way may end between the insert and the look at it.
    for attempt in 1..2 loop
        insert into app.jobs (company_id, kind, version, payload, queue, priority, unique_key, max_attempts, run_at)
        values (
            company, enqueue.kind, enqueue.version, enqueue.payload, enqueue.queue, enqueue.priority,
            enqueue.unique_key, enqueue.max_attempts, greatest(enqueue.run_at, now())
        )
        on conflict do nothing
        returning jobs.id into job;
        exit when job is not null;
        select j.id into job
        from app.jobs as j
        where j.company_id = company and j.kind = enqueue.kind and j.unique_key = enqueue.unique_key;
        exit when job is not null;
    end loop;
    return job;
end
$$;

ALTER FUNCTION app.enqueue(kind text, payload jsonb, unique_key text, run_at timestamp with time zone, queue text, priority integer, max_attempts integer, version integer) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.enqueue(kind text, payload jsonb, unique_key text, run_at timestamp with time zone, queue text, priority integer, max_attempts integer, version integer) IS 'Enqueues a job of the entered company and returns its id; of a unique job that is already live, that one''s.';

CREATE FUNCTION app.enter(company uuid, person uuid, role text, visibility text, key text DEFAULT ''::text, support_grant text DEFAULT ''::text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
    wide text := case when visibility <> '' then visibility when role = 'agent' then 'own' else 'company' end;
begin
    if company is null or person is null or role is null or visibility is null or key is null or support_grant is null then
        raise exception 'app.enter: company, person, role, visibility, key and support grant are all required'
            using errcode = 'null_value_not_allowed';
    end if;
    if role not in ('owner', 'manager', 'agent', 'auditor', 'integration', 'support', 'worker', 'operator')
        or (role = 'support') <> (support_grant <> '')
    then
        raise exception 'app.enter: unknown role' using errcode = 'invalid_parameter_value';
    end if;
    if wide not in ('own', 'team', 'subtree', 'company') then
        raise exception 'app.enter: unknown visibility' using errcode = 'invalid_parameter_value';
    end if;
    perform pg_catalog.set_config('app.company_id', company::text, true),
        pg_catalog.set_config('app.person_id', person::text, true),
        pg_catalog.set_config('app.role', role, true),
        pg_catalog.set_config('app.visibility', wide, true),
        pg_catalog.set_config('app.key_id', key, true),
        pg_catalog.set_config('app.support_grant_id', support_grant, true),
        -- The policies of the tables that app.principals asks look at these already.
        pg_catalog.set_config('app.visible_persons', '{}', true),
        pg_catalog.set_config('app.shared_customers', '{}', true),
        pg_catalog.set_config('app.writable_customers', '{}', true);
    if wide <> 'company' then
        perform pg_catalog.set_config('app.visible_persons', p.persons::text, true),
            pg_catalog.set_config('app.shared_customers', p.shared::text, true),
            pg_catalog.set_config('app.writable_customers', p.writable::text, true)
        from app.principals(company, person, wide) as p;
    end if;
    -- A grant ends by the clock, or by hand, at once and for every process. Looked up apart: the function comes with a later
    -- change, which may not be there.
    if support_grant <> '' then
        if not app.is_supported(company, person, support_grant::uuid) then
            raise exception 'app.enter: this support grant has ended' using errcode = 'invalid_authorization_specification';
        end if;
    end if;
end
$$;

ALTER FUNCTION app.enter(company uuid, person uuid, role text, visibility text, key text, support_grant text) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.enter(company uuid, person uuid, role text, visibility text, key text, support_grant text) IS 'Sets company, person, role, visibility (own, team, subtree or company; the built-in role''s where empty), API key and support grant (empty for none) for this transaction only; refuses a support grant that has ended. sql/citus replaces the body with one that reaches the shards.';

CREATE FUNCTION app.follow_operation() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
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

ALTER FUNCTION app.follow_operation() OWNER TO clientele_owner;

COMMENT ON FUNCTION app.follow_operation() IS 'Row trigger: an import is cancelled or given up with its operation, and goes on with it.';

CREATE FUNCTION app.forget_sign_ins(most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
    gone integer;
begin
    delete from app.sign_ins where id in (
        select s.id from app.sign_ins s where s.id < app.uuid_v7_floor(now() - interval '400 days')
        order by s.id limit most
    );
    get diagnostics gone = row_count;
    return gone;
end
$$;

ALTER FUNCTION app.forget_sign_ins(most integer) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.forget_sign_ins(most integer) IS 'Deletes what happened to logins more than 400 days ago, the oldest first, at most this many; returns how many.';

CREATE FUNCTION app.holds(customer uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE COST 1 PARALLEL SAFE
    SET search_path TO ''
    AS $$
declare
    company constant uuid := current_setting('app.company_id');
begin
    return exists (
        select from app.customers as c
        where c.company_id = company and c.id = customer
            and c.owner_id = any (current_setting('app.visible_persons')::uuid[])
    );
end
$$;

ALTER FUNCTION app.holds(customer uuid) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.holds(customer uuid) IS 'Whether this customer belongs to somebody whose customers who acts sees; not whether it was shared.';

CREATE TABLE app.support_grants (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    person_id uuid NOT NULL,
    name text NOT NULL,
    permissions text[] NOT NULL,
    reason text NOT NULL,
    hours integer NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    given_at timestamp with time zone,
    given_by uuid,
    expires_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT support_grants_expiry CHECK ((((given_at IS NULL) AND (expires_at IS NULL) AND (given_by IS NULL)) OR ((given_at IS NOT NULL) AND (expires_at IS NOT NULL) AND (expires_at = (given_at + make_interval(hours => hours)))))),
    CONSTRAINT support_grants_hours CHECK (((hours >= 1) AND (hours <= 24))),
    CONSTRAINT support_grants_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT support_grants_permissions_known CHECK (((cardinality(permissions) > 0) AND (permissions <@ ARRAY['audit:read'::text, 'company:read'::text, 'company:write'::text, 'customers:read'::text, 'customers:write'::text, 'imports:read'::text, 'imports:write'::text, 'insight:read'::text, 'insight:write'::text, 'keys:read'::text, 'operations:read'::text, 'operations:write'::text, 'ownership:write'::text, 'people:read'::text, 'progress:read'::text, 'roles:read'::text, 'settings:write'::text, 'support:read'::text, 'warnings:read'::text, 'warnings:write'::text, 'webhooks:read'::text, 'work:read'::text, 'work:write'::text]))),
    CONSTRAINT support_grants_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 200)))
);
ALTER TABLE ONLY app.support_grants ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.support_grants FORCE ROW LEVEL SECURITY;

ALTER TABLE app.support_grants OWNER TO clientele_owner;

COMMENT ON TABLE app.support_grants IS 'How a person of the agency comes to act inside the company for some hours: asked for, given by the company or the operator, seen by its owner.';

COMMENT ON COLUMN app.support_grants.company_id IS 'The company.';

COMMENT ON COLUMN app.support_grants.id IS 'UUIDv7.';

COMMENT ON COLUMN app.support_grants.person_id IS 'The agency''s person.';

COMMENT ON COLUMN app.support_grants.name IS 'What they are called.';

COMMENT ON COLUMN app.support_grants.permissions IS 'What they may do, of the whole company.';

COMMENT ON COLUMN app.support_grants.reason IS 'Why, in a word or a sentence.';

COMMENT ON COLUMN app.support_grants.hours IS 'For how long, once it is given: 1 to 24.';

COMMENT ON COLUMN app.support_grants.asked_at IS 'When it was asked for; it can be given for seven days from then.';

COMMENT ON COLUMN app.support_grants.given_at IS 'When it was given; null while it is only asked for.';

COMMENT ON COLUMN app.support_grants.given_by IS 'Who gave it; null for the operator.';

COMMENT ON COLUMN app.support_grants.expires_at IS 'When it ends by the clock; null while it is only asked for.';

COMMENT ON COLUMN app.support_grants.ended_at IS 'When it was ended by hand, or refused; null otherwise.';

CREATE FUNCTION app.is_supported(company uuid, person uuid, support_grant uuid) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO ''
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM app.support_grants g
           WHERE ((g.company_id = is_supported.company) AND (g.id = is_supported.support_grant) AND (g.person_id = is_supported.person) AND (g.ended_at IS NULL) AND (g.expires_at > now())))) AS "exists";
END;

ALTER FUNCTION app.is_supported(company uuid, person uuid, support_grant uuid) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.is_supported(company uuid, person uuid, support_grant uuid) IS 'Whether this support grant lets this person into the entered company now.';

CREATE FUNCTION app.job_fronts(companies uuid[], kinds text[], priorities smallint[], marks_at timestamp with time zone[], marks uuid[]) RETURNS TABLE(company_id uuid, kind text, priority smallint, run_at timestamp with time zone, id uuid)
    LANGUAGE sql STABLE
    SET search_path TO ''
    AS $$
    select lane.company_id, lane.kind, lane.priority, front.run_at, front.id
    from unnest(companies, kinds, priorities, marks_at, marks) as lane (company_id, kind, priority, run_at, id)
    cross join lateral (
        select j.run_at, j.id from app.jobs as j
        where j.company_id = lane.company_id and j.kind = lane.kind and j.priority = lane.priority
            and j.state = 'ready' and (j.run_at, j.id) >= (lane.run_at, lane.id)
        order by j.run_at, j.id
        limit 1
    ) as front
$$;

ALTER FUNCTION app.job_fronts(companies uuid[], kinds text[], priorities smallint[], marks_at timestamp with time zone[], marks uuid[]) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.job_fronts(companies uuid[], kinds text[], priorities smallint[], marks_at timestamp with time zone[], marks uuid[]) IS 'The first ready job of each of these lanes, looked for from its mark on; lanes without one are left out.';

CREATE FUNCTION app.job_lanes(after_company uuid, after_kind text, after_priority smallint, lanes integer) RETURNS TABLE(company_id uuid, kind text, priority smallint, run_at timestamp with time zone, id uuid)
    LANGUAGE sql STABLE
    SET search_path TO ''
    AS $$
    with recursive front as (
        (
            select j.company_id, j.kind, j.priority, j.run_at, j.id from app.jobs as j
            where j.state = 'ready' and (j.company_id, j.kind, j.priority) > (after_company, after_kind, after_priority)
            order by j.company_id, j.kind, j.priority, j.run_at, j.id limit 1
        )
        union all
        select further.company_id, further.kind, further.priority, further.run_at, further.id
        from front cross join lateral (
            select j.company_id, j.kind, j.priority, j.run_at, j.id from app.jobs as j
            where j.state = 'ready' and (j.company_id, j.kind, j.priority) > (front.company_id, front.kind, front.priority)
            order by j.company_id, j.kind, j.priority, j.run_at, j.id limit 1
        ) as further
    )
    select front.company_id, front.kind, front.priority, front.run_at, front.id from front limit lanes
$$;

ALTER FUNCTION app.job_lanes(after_company uuid, after_kind text, after_priority smallint, lanes integer) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.job_lanes(after_company uuid, after_kind text, after_priority smallint, lanes integer) IS 'The first ready job of each lane (company, kind, priority) behind the given lane, in their order, at most so many.';

CREATE FUNCTION app.local_instant(local_time timestamp without time zone, zone text) RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO ''
    RETURN COALESCE((SELECT min(guesses.guess) AS min FROM (SELECT ((local_instant.local_time AT TIME ZONE local_instant.zone) - make_interval(mins => shift.shift)) AS guess FROM unnest(ARRAY[0, 30, 60, 120]) shift(shift)) guesses WHERE ((guesses.guess AT TIME ZONE local_instant.zone) = local_instant.local_time)), (SELECT min(instant.instant) AS min FROM generate_series(((local_instant.local_time AT TIME ZONE local_instant.zone) - '26:00:00'::interval), ((local_instant.local_time AT TIME ZONE local_instant.zone) + '26:00:00'::interval), '00:01:00'::interval) instant(instant) WHERE ((instant.instant AT TIME ZONE local_instant.zone) >= local_instant.local_time)));

ALTER FUNCTION app.local_instant(local_time timestamp without time zone, zone text) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.local_instant(local_time timestamp without time zone, zone text) IS 'The instant at which the clocks of a zone show a time: the first of two, or the end of the gap that skips it.';

CREATE FUNCTION app.make_month_partition(parent regclass, month date) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
    first_day date := date_trunc('month', month)::date;
    relation text := (select c.relname from pg_catalog.pg_class c where c.oid = parent);
    partition text := format('app.%I', relation || '_' || to_char(first_day, 'YYYYMM'));
    policy record;
begin
    if to_regclass(partition) is not null then
        return;
    end if;
    execute format(
        'create table %s partition of %s for values from (%L) to (%L)', partition, parent,
        app.uuid_v7_floor(first_day::timestamp at time zone 'UTC'),
        app.uuid_v7_floor((first_day + interval '1 month') at time zone 'UTC')
    );
    select pg_get_expr(p.polqual, p.polrelid) as rule, pg_get_expr(p.polwithcheck, p.polrelid) as writing into policy
    from pg_catalog.pg_policy p where p.polrelid = parent and p.polname = 'company';
    perform app.protect_by(partition::regclass, policy.rule, policy.writing);
end
$$;

ALTER FUNCTION app.make_month_partition(parent regclass, month date) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.make_month_partition(parent regclass, month date) IS 'Makes the partition of one month (UTC) of a table partitioned by UUIDv7 id; does nothing where it exists.';

CREATE FUNCTION app.make_partitions_ahead() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
    parent regclass;
    ahead integer;
    made integer := 0;
begin
    for parent in
        select c.oid::regclass
        from pg_catalog.pg_class c
        where c.relnamespace = 'app'::regnamespace and c.relkind = 'p'
        order by c.relname
    loop
        for ahead in 0..2 loop
            perform app.make_month_partition(parent, ((now() at time zone 'UTC') + make_interval(months => ahead))::date);
            made := made + 1;
        end loop;
    end loop;
    return made;
end
$$;

ALTER FUNCTION app.make_partitions_ahead() OWNER TO clientele_owner;

COMMENT ON FUNCTION app.make_partitions_ahead() IS 'Makes this month''s and the next two months'' partitions of every partitioned table. Called daily by the worker.';

CREATE FUNCTION app.pinyin(han text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path TO ''
    AS $$
declare
    readings text[] := '{}';
    letter text;
    place integer;
    code bytea;
begin
    foreach letter in array string_to_array(han, null) loop
        place := 2 * (ascii(letter) - 19968);
        if place between 0 and 41982 then
            code := substr(
                bytea 'rjdfhcmdobqmfiqesknnobqmgfaurpjmejbsbstamilpohohmmasrichdhorbpdgmmihdgroihrfasnofegoenremgsqgfgkedfbcbbkiktessafqecqqgssgmiegplsehrjrjkcqkgogoqbjhrjrjspqkshfsdtibrklulkmhfsfabpbprjrkrejogomdriqlqoejgoqmfsojdiohgfkegggpohjgfsjdirtfnfrcrfehntkbekpdrpclsmmfsp'
                'fdekirikrjgribjcrpsoohohdsbtrphorprsfsmdqkgmorpbepepreqqremdregfprqfhbcogjfhrjbkfojuriqogmppihqogmrimjatroqqcqigdnjjnanagfgfqfrjofnaibdfsdglmcbsafskglgkasnbchefnnisasbdtfohpeskehqnqnqbfqpqnamfekenatcpilrjbmblnlblrjjujjnadubmrgmfsqlpqjqkghggrhedbdnaqfecdbea'
                'sqmdlmrpdddmqkrjqrhbrjgfabqkgfehdtqugllpcqehphsqrogegcrpclrsnnqgcbbnreqnobblisbdrdqrqgsssdqnkuatetkkkkqqahrailsrofmncgamohgglprjorrjsodcfijdcqssaumnanslcgqgdbsstmrorgplsjflanqbodrprjehtmeskqpqkkqnmnrnqcmfohgtajlmgcfliaqoenrgagdtjqggdsasgffngefdmopngjcgrjoh'
                'qsofqbhaspejhsrjbqhkfcierkohjlssraroaciqjtdsisdhbibqrdersrrjnfcmqmorcpiupegjsnbfmhhlbjkqksglqkfrgnbpsntmbsmjiugpojppofpuatkdqpaopurpqlcjdommrafchjqkgsrjehihtimhierngdgmmfnnlmouehqlieehluajrpmdqmqrqurpdbbnbssprfifiehsorghquehgegpqplighapbtebedreacakrpqranfs'
                'blspasgorhclifqehsbdtgenfbakpmojojjjcspggrcdqslophfrrjmdplekgmgkpbblgkeasphhgqtggpmfkkisteqjitosidgddhtfalqkgpkcbbghsirispntmkkqrlbpmfrfnhsqcegggfqgrpasnkplqglqrfedphqjdoqqbnoghadbtmbippakqqgbrhsjbsrfroghrashcgehansptgjmgfrjqqrdbbdkbfsnlgprprakrtipgkqgecbl'
                'fdotspouqmehrqndiekursgijcaidcphfkgkqloamfgrbdbtnnakqprnrhpgpdrgdtasggcpruphetarbtlcbcicclrnsctgamosaecbrpsitiobccgmbqntfiskmkrfdbqqipaklrgligiqjemfqnpgrldhtaqooamhgnputlmcqliablfciimdbpbkqggfatgccbpocqgjgonsecqngpdogjghpqikatetqnouqngijpriglggmhlpedsrabnm'
                'rjgsksbkrjcrgmrbhlghbtcqgjntrubcaracnfpfbsbjhtkkglmfjkqkkqmlkkblijiciuhnajrpapsasporrofkmkboiepkqgiobtbkmsojgcieitsalcphrfickedsqkrssarqqtbrslqtqnfcdlhddljmpsbldsdldsglpsorrfrfohzzcrmfdiecjgofdizzgmiegbnfqfkhmoihrpaferimqlfihterpmfbqsasmdgpdctfecrgghoigfrj'
                'gfbkgnjgmrkhrqjgelmrbfgnbfrueugnjgsrjgesrajmjlndrkqqhagsksrjjlohfbjksqgprqjqhiikehqqjlasdhpfeledasfsbrgrfshnriidljehjpdhqnijmeghgmotjipsmdettdosgmihmkddildhekghrkciabieccjqtdclordnglikikkqqldjgfdududuedgpbtsoedjuspehedluedgugbguekdalumfqthlpsaebtgfcrfifisc'
                'csddcsnanaccecmirjgfhamfcmbtqhgfcqqsftqegrierrijimsdelccehbtmnddoajpilsqljaqgkgkllieoaaqbkgmeueqcscchohjdndsspokmontcghdgkfdcgfdgudngfplgmipitsdrqcnrchehrmfntcceughcnieplebmbbkmdcctfelqeatgfdnmkoadjghgfatrfgpgeogghdndkqkeuehogghencogucccbbkptiqielooalrhigj'
                'eumhgrftshteiggplpimfdgjfdghghphgegfghrjghspbkghjsiessieremoaherggqkjdijglhgqqspdhsskugkmnocrjssjsiegliaiagqhirgqcqpjthngkijflohhdglematjpbqhurnrnjmhdrdgqmkiqaujkbqicgujmdhrarahaqkrjrdqiogiajuiqlrohgfmjgibmmoqorjgrdugqpqgpcqqqjdrdrdiuiebnmsmoajocrsgoajesqk'
                'rsqhqtejejajchrjqtlogppienmcdollehercogoeranftakkfoheagorjrtgihbgihnfsqmmndufdmisbhnebfsrpfdhogccqfdigigpadjgogrqllpmnrjhdrfaokkmnohrdmfklnltiogqkgcahohqlqeftqqqeaktiteqqcqjdkdcqgfatolathnaoausjgtiqroiqqleuqjqqgkgkqgadmlspjgrkqgocgfmpirbqgqqqraglmpqkgfdomk'
                'qlnnblqgdoppiesmfiierererfoddbshlkremirespbflkplieodfrpptkcnebrqbfrqqorfiegrntdcbtgoglaefdrforieblhtierfrfrqoreriknemnmndsicdjqntannbcbcbcbcabcprobigfroonduoifaafdtnkohojtemnoiaoraqmljotgfqgotdenichhietgpileucshispgjslafdfhdpfbqohrommmarifkorpgbqibddgfiifq'
                'jorajfbqenrbrhtfflgfddcmpqjqfriepsqoshqmriiurejclggerjgsbsikqarkebanmjmjgkauegafdmecdofipphgopmdfqsprkqkqkbmkbrcqlcddiqhfrfqqkemregsiudoenjicpmdbpqkemehgjfqbqogkbqaqkrjcplgieakrqffqhmgqkdoohgqlnqhkgjbilmrrodbsrohsrpoqlrjmdlutfetcgqgraflkfeilmrjqpoffsjqcomn'
                'gpfirtqbdnmbllaqehrgflrtflfhgornehcosrqcgtetgttmauiodhkqpeorqngemddsdofcshqlrjijtfjojlsprhgfsrenojsaqpfhgchkfupiqndorbquffrfiarjabltofpqfqqtdnqcfgrurodeliqoabephnrecoqpangcklftqshldnecgfksjtrmfkrqiombjfenlfbqociekbtiflhjqpqniaatsmshihafjoijpbehaufifoeqoqen'
                'rorfetetakfipdcerjabggpsqnqeieqlphtmmmbnqkscredimddbmjjcjserdimniaihpdscgahuntgftiqjedglfsmdoiqgokbldsiemgacsdrmklrppmhsntqlqbfsabslkthfteteobdbfoikaabbqoqaqkqhclntetmdmdpicqcqritfanclcaflremdsmebihqnlpnthrsdrleulhsmnqtakoffitrfdbmobkatdfhuqpgpphbqplacgocq'
                'gtrnqgkdoarpsmhrgkfrfidesrbjqdlcrprkrtrhlfjmfsrscbgcgagaqlflgfhosqqgntragbdnkorbihrpnobqmhrfcqlnbciermshqgjnrllnauhoqlrpgkiphjscfsplrhflaaqumgnqrnoufqqqabpdjcbifhhdconobonfotqcgflkqkmfohentfgkiaqiqcorbqfkpdzzfhpdmjkoflspnmkaenkbdeabmgpqanaeaeigtksmjsototpg'
                'dbmdgjbrgjgupgoabeggabqplripeietqpfsgcfflgqnsdblramactjcjcfsicdjeiphriamrlnmgjjlqpftjdmrcaloiaqpgfssbmhotkqporfkehiimhqlbtbkcqfmrddotldubqgcsacccjcqrpqabhgjriqlmdfkigradagcrkmcgrmjrdkoiqorrfrlcosjlfsrglksgcqqmddoscrjohgjrqabrngrhlrplncseifpdmcrqrnmlplprktk'
                'kqdbhtpegenffkqmridnlpbsgfglfkplblrdjhbapliqgcatrokorkfsjhfqsmieimfhkeqpjsrfieiqiojscqboltlpqogejsqldnhjrfbkrlmsdchrpeqpgrcfgagetakoqpbaiebkbjierjitkertouqlsfghrtsshtkokehtinqggcrkmmorkpghgcqrrkkdptptdmhbrqgnlqrschfsgcrqdoffhpchpqpsqgisffmqnciletffpfffpsro'
                'ffrkgdmcrpfirqismorpmkffcbqgrqmohjmcrqrqrepspspsptjagcrjgairirpsrepsppogmciqhlreruqgenrpqkfdlprjctmfmfsntecrmeqmoahnblmdkojsgfggspspahrdrjmjjigsndqaeaalalpghafutmhgangmdbgmgfhldbgmghpgieafqkectcmaahphhpmnpgspqbekludceukkpflpgnrgefaeiqmmjuhdesrcafbqbnilsseh'
                'fsspcdhrioioiqaecplljpqsdhgffliucgbqicejrkfrdlslehfcrhdndnfdbirgrkdtesrqdeqqhfoboidoasdcfqrehkcogtcrgufjkfacqsqnrqaiehafrjrkfiracdmjeqabameamprngsggdbjdhugqbpoaglsmijijaubpftauohrdffgnrikldbrpauremopblpmkqegpissohhbrdhcppgacbbbtamhaspdnrjsprjlmgftdmdnpgpkk'
                'hjhdphhpkkghdlglelrpdoloetpsidearemfhpacofdnkfpsbprkgdanigffdetafrajajrpdbjggknhrieqhatgrpgbdorhrfajcgjibldjqbrkedsqgkglfoelceghluicqogbiddkqerbgfgfhlrlpebprnguououohjlpeqibppsphmpsqiesqainmsbdlpmqksordensnaberrfhapmrqqhqqimfhhublloamboiqiqlgmfjijstaonojip'
                'bqjeapgmbfojspskharndcbospqlffmggldbobjuclrfpesgmfmgihqgtcmhsgraoaoaafmchldhdumpjsdmdmtldbogdndnpgdajuecgbpgcorissghaemggfmhhfrjlpandcgirirnrcpghtgpfucrmsmfrdqnqlflabrecsfknhglichniqrfpgqgfuioioniieikmsbkrdrficafqeohnanntbtbogrjjdhdsstbfsfshprjfsrahpoijftl'
                'oirjspetbtgiedaksiaopbmqilehcnqmqtqqkfqmhoqlqdrqjgoudndnrimkqdesesmdjkjkrkgebocosdpmpfehfarhrgfjemohpipfprrfanrjhkggdnfthnrsggafdqiggadbrfllgqmdkcedqqecdcmohothgamdgushalrjgipisbalqlgbebddrdamdcaeodqifgaeqkaegiigdnrsgiohecgeanirdnldkudfkcmfghpegolabifkqndu'
                'gfoqnfebqffqtbehjccqnaehgmrffhqhsqlhdjgfhgsqrhglrsjnegbqrrtbkrrfkbqrecanrpqbedqeeaqkrpfddjafkksrteslcokcrqprqnspdojijsmdanofmidoflradtsojpahjuehiltftfohmroargjegketorqsqgtfgpoaltnarhdhgiojgfejqoftgqgjesiaghghrjklspgfgfqnfofcgshkrfjqijlmdororfbiofrkohfdmotf'
                'osqgfqqcipremtgjirluqnociebpqqjfehpdjiqghdcfcfppkmqskdrpkbmbkhgqofspfidbtbdoltpuqnjmqkrfqkabrfrporrpqcieqngpmntcmdqntedhbliqabdodoipjmchmbgpmabbilqeapqpojmdgcduqjnipgebebgkpmkkmogmgdgmmfdcqsfsqehsanrkbskfehgmisachthprkregpiedcqnftftrlbkofppcrrhqkkdcfggprra'
                'rpqgdbnejicqnhmjgcqjmfcejnehgkdkrjsqjigbjmacrlrbgkqgjirqsommohqqqbigjgmrorlqqgqccjfsaegkajraprfdbtrhlpqlrqrlndnfbqimjiljaejceshomjggnpsnrqgkndjqrlgfouknqnpilkhukfajablpltrjlrrpicrbjerjskhbrnkkiedbfdrfgltablsdfikiiajssmfsfsaekimgjclsetqkmhqbsjjnqnqnjsiiigft'
                'fddasprarjftqlhomtqlrfbkgjjiduduqnrjgcgjehohanoapbmgiggaqrkndhrjbcabkmkqjcpnbsglcgrpltndnfkcrfpfrlmfknrrrljmanjcofqskkdjimrqhtrfonilgjkmhtmfrlongcmojlieirrfsshttfgkgrgrhhrsjctfcmpcehaktfqpqrjkorpfajgfetkurcrotafhirpckfjochmfojbcretfkkehtfiercatnfkckokorlir'
                'jmkqndpefdsimlrpoiacpsosqenerhfqrjgmtdjlsscrfqtgfbsrdfqerjajohohbrofhdrbohrogarjpnohqnerbpmqerqprushajfhrfqpggofbondgbjlhihmaroubbsagfrqgfrkjlhimkflsnghehkqasgajimjfirpohkqglkqsprpajhmkqmjjsbigpeumjfsqkiiohkqsiofqgqqhmgciigsgarjrjajmjbrajedcmdlorrdcsiudloi'
                'maedtaehodhdgigitaqgtlrdojdlcsqpgkocdsdsdseighojboobobjseibliiqnqnhproqfroiiiirhjfqfqfqfeirhdnhosqgoeketekpuekekohrkbqhckkglqgkngplpbhqlangpgkpmmnplgkqkddohohlugfqqsnqqkksjqlqgjedoipluplebojqqpsiuiuqlbhiugpqqgpgriigrojqlbnqakkoaqcqniedogcgciorjmdnaqkfiofrp'
                'btpbmdnarrahrhadreqkgkdogfmfecqemdbgmfmdbigkmnelqnaehtcsaftmtmrggpelhdesrcmaiepnmnrfehquggilqblpaecphnrrmnfsmajpacpnilbqludhfihoqujgpqrcrjaoflafitdoehrddeiqdqdsejmodhrjjuohacqggaspjliegfpqqgromeqmierhgjsoirgjdodorpqqaumhmqededkfieroqnndcsofbppseqgsemqmrkrp'
                'huhaiahsqnmphhbrbrpeikftgphsmdjphphptietclrereelisisidgrdnsoffrkdhfisoqgqplprfosgkamtihjdhsjetrktfsdgbrpqdrgedmmrgplrjspohrurhdosshaiurfjifigfgfgappogjimfqkrptghthdrfrfqgtgbipbndhdmjrpmdippsdlqlqibdcrndgkguimqkosmhtfqgamdccnmfrnkocngfohnkostggiiihbbkdebgdf'
                'psipsksjsjaebemnmgcltkcscsqlrplmioqobhatmjgjrfiasjikiiiigldadntlgjfdrhgjrhgrsjrjrckfririrjkoqngfqqhdqldbaetkqgrjndcsilgkrprrrknfgkiefdioiodcndqlgpbkrlhorfqgkfmobmckirdcdckorfrfrfhorfcbhlcbsrgbgmrdbmbmijertmmhgpergpqkmcmcbimmmmgfrjorafspslqorjglrdgqafrdgleh'
                'rtanohaudfoldukooheclhspqlfscqqgskphcpjslmlhpoatigspsratspdbjsrjrjlumegqnfolcpsooomhsnohmqqlaicpfdbslusknnqecpqgblntmdsdffjgdjfrsorajlqgqjehrjailudeerljgbpijlggpkgcsqoajejuapffsdjuaiskgmbkehspfsduccananskjlmhbkecjkaibsjobtgkqnhtekluklghasasqsekrhgarorogffc'
                'lpppsdfctbjsmkanmjdmccfdreaggkraiqqktbhjrldblldcrejneqcgehpqlkebqorjsppnspqudjtmqppsfdhjjfpproauasbphsangfacojhbrnqbosojmkrprpjnotbfqoebgodofdimntighuotspaumkgogoglaehqiprkiicpiqrjbtbkpsorqrjnblqkebfchjhlanmgqqikikiiiqgfrlqnpprniepprkrdrfppdblighgckcgcerkl'
                'guaorjmdksecgprfrjsbanrjrjdsnnohdsohoherddrkfsehfqqkpubqgiafofdbskgrpiehdbjlqnfsbmkugmsnrjjlmoqeocnkrbgmddskgimglocqmgananodcqghesendtanhighaqqpcqffgifqjlffqegrgfgffdcriqiqptgcspgcgcrjrjrjrjrrrroaqsqhpqrfrfrpbqbbapddarlornlrskrlbqbqteqbgfeasqrjqfbnandbileh'
                'qfsocjqfgmcpqlrdfnrgfuiufrqfbpspragmpschsphschctliqldhgfblspchsrhsrpqqgkghohggaogbehrdqglkrhqgqlsolrplctsospaqctbrbngjgcgjgcjiioqoajmnqrqranrjibnacsdfejgfnanabkpgpjpjekmdohcmspqfjfqldurlpmjpqhsqbrqkgfqkqlggroqechoshlrpaospmdclbopfqamfklgdqtkrhnqnqrhbfsguec'
                'fupfosqklgblccgprjajbmjplmtmsfrggpahkukfsolhaupofsfsgpcoigorbsdbcprjpsroehgfloqsrqkkfaehqlanromirbchasgbrabtanojqlpgrntgdljssprjohkirdohqliafohnjtspqqigpngbdefkhhfdfoqlgjojorfsmmrggcgcbqggrjqtfaikgctfrabqobldfndqhddhpmermoqlmerrlohfctgcdoqppqrfgubfkfrsjfrn'
                'rnrqlphpmhrrrppsgkqlsmikplfifkmiplaurjmfgcqlakjerjfoosmobphoqkqkroieihgachrjrriekpkfdomprbmfqkjpchebakctclbljjiegffbfbqscsmdhhpmisqlhafekkmkbsdmffsjgmqerqglgfhtrpgeflmopgplplkoqfcffsgdqlblqrqggcdopdtgghrndcgpbcbpctakmibccqfbdnkfrsqotcdegbcemlmuqsbfaojptgpl'
                'mhbsakrbqgenmfqgrprpanrbgajpanrjjmrngucrrkdobojgmehdrpabmirflcekrstgnmidecrlhohomperrsououmdrhosgbgfetgpcckkqqgusornberdofatgurqqlgdrnrgienppirkcgramfpfgbrsofjqerodchlrjujuffbqbcbcbccljppjskpqaeonjefbmpscgogcguiglgosmjrkiuobqgptjemfodrnmkhbdbspipgqmdmdrplu'
                'iichrobrsppqbpmdmnloakaqmlgjsgbqigluhogcmhbprkrkqlqlcqpgdndldlougrbfqpdueciaiabrfimdqnjpgmiiqkbcgrcjqnpgoglprjbtqnkfcqpggmosfigjqgrbdhmjmjgpbehfqqrlaejgrjiknqgsfujjhtabikrfhqqmbqrprkcpjkabjkdlmdjshtjjbssplclcrfrgatsphnhnroehimjobpgcbkjkhtfurbmsbkgfgpgaodrj'
                'igkdjlphgreleltbenrrqkghraojndqlbpqjgkenghmggemgsjdhmdggdesegggfsphagfhoejdasjmgenghgkrpghrfiqfssjqlqlcfcpmnfsfsfsdoohpljgfsieeapdaodcgnobrjrjoafsebrfoioibbshmmibmcafconbdunfruqbskddhbrphjekofbiqbethiqkcumfspnahqjjnprgkrahbnmtqlmfahggrpehaeqllpspspdocuslbp'
                'gfrfhnaobmgpqhfsrrgrafmjcqsorsqekgrjojstmbprdihbsmmbehllafaesdpthiismgrsfsajassplokdaulppfrhsnshrgajflkkridbbqlpggjsjiborebsmnjpbtggehshsscqbjjuklhrehllahliikkbfamfgppeafqbqbaegpteljslagagdbkkgphqioghmernhtkqatsdmffnhqohgksokperermoomcmrthcrjqqbfgcltsuohkb'
                'agbqeusphqdndnspmiackssnengjhkdhkbpnijshiudeqcgrijgpspirreqjpeqqkfcrgjsogfgcqnrpabqblccnateqplsnbpnlnlhgjiksgploghrjppoangqeqqbiedgjqkgsgopqhpgepstembiuaffiockogqsdojrigrauqeautlrisiiuotqbiapcaighgacsqgqemjloodijjpjjehaggpcsqjabgqrrtgbocdgkpsalkbklnktmqjmd'
                'qnbpdcnpismkeldnoiddmbdbskgdgfpimemdliojmfilriregrsoiheurjgeoasojabbpgbnasgkplhhpurfcnsrgppmmfhfaglhgkiqfajqgkspcqjkbcnpfblorqlcghsogoghrprfhokdfqnelpqgnmthrbjnplkobiohtgsnrjrdrnaorggarfsaacrareqjhdcagfplhrhrbogugogopsgkgcepbrqpdeqqrqmfribishakrhqgamhtqhmj'
                'bkeniptgepgjesmjndmpbscasjpcpcatbtndaicnnphdrhcsspkuhrghotmmemqnoqnogljodocdlcoapeshphljahcoiepifsspqcftmfqhmgpmsndoqqlcmobishenqkdqodhbodojagrharotpgnlbkpdgobrccfaasedoldbmdotsiigbpbqfbiqitiptgejfsshccphftclkcjsgifdrlspaespkojebkhibtodptgjjsjssmbchgapgirh'
                'esmfiigfrlgrlslsiadmqnnhfdsarjqnbpbpnlkffqorfifccotlkliksogctbgjgfbecqcqbnatbngrehiialehmhatcntetaqgmcmjdmklftqqiqgjckpefimhqjghekrnickeiqoatesdmccfgfcrnqbemkmkgagkmjhlcqqqgtlpagaegpridojkotjlgfpftecsqshtbagprinfririkkqjgkarkqenspsphqjsghqqijpgagotiqjamtpl'
                'ljrgicbaojsaklqngsgeiehrgarliqiomfmfsamfhtqnrljimsbkqickqqoditgsjlbqsairpgtjiedcqccrgjgrhtiekespfdfdmdrdmcmcoihcroejrjerekaheasomadchijpqketflbfqpjlbtendbragjjpbogoofdnrpbqaeagragjdnigkoanbldcdnrjeknnhdrfdmgfprqpdngjgmrgqmjpojabmhabsodbsnehojiimnqtrjgjoagj'
                'terjiganieqpqpqhrcmdmdsiargrsihuebahahhtrphtqgdiogiiggfsqqggrpsngjqjpndiglbqrkehmgsjmntesjdkcnorqrtetemjiktebtdksseabkfjrpohlmrojilkmdsjjgiulmlpimehearbgmgmkktislrjimocghrprjmdspdulrdusjhlpbrpqkgfgfgfgenccqgospscqqpnrdraeihrekfipfdbrabkohhnrgohqfjpjpqaceqk'
                'rsakadsdahgkhpogfseafkfdblrbjqgdecmjfsrjqlqrrfsdeapgofgprgsaasqsrlrbmasnilcefkjitmjsaoragdsltgohohrpebdejgkkblqhdhabasadsrioqnhnpnbmohgbgbrbhoragjglspglobpqfqrfejqonuqprirsgcfifigsqeqnhpsrqlbpogausmsmqkqegcfkboqepmtetksrmcgmqloakkqlmkmdgmfdsorjspacqeikihbl'
                'qfqpsaebrbeqrjqmrsgcrajphorirlojqgojmkjgkdghlaacrgcerhpdmcjqgjguemqiblmdfkrfieabgfgfjjsaqqfkjujschkkskgcajfirbcbiiqnpggmlsikqaqlrjgfgbcpririiepgpqqpebofslfkrjqoqsofgjajgmrfabrinfojjkrdrhmciebohndeiirfgeiqqlndiokeitirnuphrfssrrrrmnrieqrifsflojbebeogjebhbhpl'
                'tkbcragcrkmieclprrronhloecehilebmnplldpnoqsnhuhutkjqgbqfqabmgfmdrltgqfpqhuiajkiojudaqgjsalshojojjussnaafmcdndncsiefdgfgoanqubpcgntnfrtmomfrpekqkbioardduqktfieqsbbcmnaapqbdbskjfbqrjejerdjiemdojelpngijmqehsgojfrgjcjnorrqfjebakgkdhemrhqnbtcelhojftqrbsssbsosah'
                'osgfqjglesgfjglpanqfadeaecrjehkdqlfsrediqrsnrhiknidojislffspchrstkogojscdbieiqghbposmgedsjqpqnhjlupfqlspfaqpggggesajjsrjririohkoandnrjilaskkhrflahdusqcpcgrgehagjtekmdmrnejgocossmqmrooffdqbshkdkqrndbspshbicqetaugoaeehghafdnhdkcssanimbjoaorbtlmohfashrhbpgooh'
                'spimjiiendshscapsjspiodhiqogiehtrnojrdommdsnmdierjqosnienqeuhaalnaqpagnaastfbsrjcgrassghtkdsdsrodterhciasjijrkrgfleprjohenruirehgkfofdpifcqghnnfacacgqrjtehjspmlpqnonogagpgorcdntcrpsazzrlgkimsjremtsncrmdmhftfdgitbrdpdntsnakpphqgmmaalehnipqgrqlhuimedmdqhgsek'
                'ouihmmpprojiaiiolotbdbrbpsscaeetandbfitfspnaakeqghgaqelcggpngfqpiugdocbgecosjkqkieiedimjrlpdgpplqqhpteojbkduqggmiearqmefpisphsigghteiliemdasischmfjmmdmdbbfebkctebliaiaigdtgbpscgfielorprpetgsdhphelqfdbcndubpsjmdrqrfrpmorjnrnacdidmdteehhdhsththslfbececofmkkk'
                'qeffiqfkgkrjbsgpgpbptmihmgspcdregpakgjtetfarlodfbtbljjftghfdqldjmfcsfddcitspmojqeheqlooarjqbnrdnriehqgqgdkggtgghrjofqlrfrfcbghcerpflshqjlqanrhgerankrghrrfalgchogkhooredqqqbspghjujgbtfsfsigidppkdrprojiosrbrbrgsnlqrigfgkribtdmrpthqgjiplgfgkgummrlnegbipibmoqo'
                'ltohejpghtqhrpboiugpofbtanqqggrjsjehlcjlhundetghgpperhsnaintrqtfjqouggrhgkgbekebshmfjcpcrqqqndohspclqhppimndphmpsiorogpehdqletmdemempcljpiencedcktgfoqescdmgbimffujiraelemteqbmhrgdcgghatkcsioarssnoqlgfiggcrnmfffejejptftmdnrcllorofsgifsgafdkorjemhbfdfdbejegl'
                'dbtbibhubochiequmkondupqfbsdouiciqihjlipbmouhdbtphapiqgosmshojskjejsknrgpnlossntqlmofoghchgfrfmgrcrldsrdspmhtkchmcojfthosntlrroaqlcedcdtekjsqkmhmtikimmhqnnjdusjqbiarsopdmbpphjkgpbpougrgrdcgcgflcqoqbkqnisspqsgecmlmrfomfetimiaembtqlogtfnngfdigmiqghbtrqpeojgi'
                'pgikksrkqlgcoatkrbbpekgptkrjmjmcrficedgccrgfpbatlubpbtstfdgfgkggmksighmgcsrjaposodikiebijkrkpipfjmmdptargegfmfkkkqrjemharkktmkrfmdjlslfdcegfhomadabtenjmrospgbmficicnliqieckiujogclgiuspemdjrqieebteotiggibtmkssiqrfiessbogkdooufukorpiohsgjqnfdgpqpilrlghrkrorl'
                'qoksatbkhtgponodqgchmomnbdgorpitieckircrgrrfhthtssicieafkerpilfcmfcggaqrrprjmflgrabmbtmdgurjgrqlraflrphohuhmoqqlabrjmdbubqmjhmhahmhacbnteurkqrqqrpmfqprienqkpggllgfsplgaralnqlqpbuodoafibtrjdorpcfgaspsocgauqkmdauauqdgpmfbqnqbqnqsqpbpbiesdrpiefdcpdoorghsmjsjs'
                'rhjscjrgpmogcpobrardojbcgrlrmemmoumkrsigrjegspribcgdcqgfdesnrsqhbsarplglobrkddgogcckrjcqdjgiigardjghghojlgdkssrkmkrjntmhhdqprddcgcgcetmhgfrjlggcdkrjqpqkfbjujijiabgkdjrpanananlplpanbkjgfkbblpijggsjnmjuqbrddsndqngpjufkmmdintpglmgpdnclannnnnjgnmojojqbflghpenn'
                'iujujgpqndblmciqsjnpsjjkiqmndeohdbjpgrjfmdlskcmdcsqncbecrgkharehofdhmkmdrkqlfhrgacrehdmkredhcqiumkrgrsrsoooosoasrncrooibkkqadufdppspmmarsdjmckgcddfibitecbqeducoqlqbjfmmmdoaltfimfqkqkrdornfergibqqkpsgophspspmfjletqfgmgmnigsfqpfmogfaoaoekqhsqeaqtgrfskrmdecra'
                'ramjrjqjrsrqfjrfofbocqrodmfsgemdjuldjicojmjlbrlkanntsplmljtcrtesimjisdedlgieisbdedqgfsjsjiojgprtqbqbqbfliejlrjdtebropmspsletsjrforhngngpqqmmrjggsqmomagcjlalsdssibroetfqekdtjgorfslucgduspoukqbpilllatmdorkkgpnlssogicrbgrehljjppfrggfrnfbamrcioiqcqitqqmasdgmrk'
                'ljgkrigcgcrubprkqgfrghrgijorgfdsqsehnlnqsprkqkqlhcssgiititacdhpljticrjjlmoglmaqgqpqqfqraouhnpimigpdssrnflurdqtspfcgajqgeqcmeliqkmnimrjgggmmfgigjsnohtebfdtgcgfimbkgdfsksrdglijmmqgsmgsfiaijfteroqlatdigafqrjmcrlhtfkhufiieeqehqkigceedrjrppqiafhglggbrgnjipbbplm'
                'qnofpshplukofigmqpodklpsrnqpqnppdoouqagqbgplieoooricoopidjiahsigqgqjrsgadbfonjghsknqehfbqsoiomrecfskrihhqjfiqbdhflqjgpodihgdpetedcmictgqtfqlqpmdetffrfikphsrlofkblojmdeaspiqkfgppichicsmluebospmlpcqrpkkrpiqekjlgmilisrkclmnfurpklofapcefsrqhsgdmkrfmfpmjnsprkat'
                'alrqqhnkebmkrqhdgfodrqnqiqtfdjrjghjmliqlrprqofofnegassghlarpmmppmndjdushatqjqjdbqgqhnfqqbfqgflelrffqrbjlhdjgrlrfrofqjnogjirugdkcfdbqdolijiigmdmdjipmciqgbcptjmgcjsragflnghghfsedqorjrksjohgkbpgbpgrpanjpohpsogrngpdhptgjgjmmrfphiogerqkdahromotbihbkqncekotfqeoh'
                'jerlhrhoedghraipqgejatrlmaglrfphrqpdrqigrhjktdbphdpfpeqcimesnpjqshohrjisjcmcqgieruqkqlqhmgsdohouabmjotrsqurkndgdoupdkkpeohnfabljbtbtlkqibdjoendcfkgbqltfdbspqsehgkftentfpipkpbangjgcferkemiosprfodjerlceiuhtirrharpgrpqufsanapspgihiofobdbjlaeiqfsfsrobkdurnfeje'
                'mkrplrgfrebmmdqlgfiqipioglffchipspejmgierfbegjchceptlgpkriqljlphjsobfiightqcbqekedrbrjjetfjfhbitloojsksktbragageghrfoniiclplrggichrlfqquojfbrlqptghpraigspqglprpgjmacrgcgkqklhgfljqgoumfmfqliqqlrddmgbjpnjouiasnchrjsmqeoapgbmrdhoriocpsssnlfmanoabkbkojpqmcikqg'
                'nqnqbpgnbpftgjiabnekcmfqorojlofirsimfqehfkflqnghoaqlrpiqhtkqrpikjmsccrgasdqqrpieohrcilqetfrngcbcigdcriaegasnbkjecqcqrjpblpgppemjgfteigksffglecnqgfpbgcbtpeosdfnqsshsarigjlohojjlkqrlrljkglmdangffknfclqjpirkrkdlcggemkhtgsabmcteqgaretmfrlarhqebbdjhghqgitsaiuie'
                'rorgiqorsprldjqfgcqqljofapbkjsimghmcnqbpetargeqniqmjfirlndiegmqprlpbqgqqfurcssiohsdldufshsojilrljlgfigghrlecikrjghrrbkcpmsghhtduonrqteedodichtchmnrnmfdtfbgrrffkrlnlsairrfiejloapgcrgjbkrlfkafsshthtkeqeirrdqnrfekrfrpgeapjofcdagcqpqpgcfqilsctagoshqqbqterurubc'
                'rgmdsqeckrgnqhmcrjiqcdlpguljrfgulkjubmiifdhbdmfcqrspfcfcqgmgaocoqmsosshdslehafqqqqilterbgppgllgnllpfpfasrgpqoassshdcqgohigbqgbsrfsoqhtppgjrafomoijgargququqnrkqksrrhohqgpqjorugufqiaqmssrbsomarfgcfcbngchcgpduocrigczzphglmuijqlehgnqqmcppteppqefhlohurfraedbqnd'
                'fsqlojflrdhjgqqpqlrffitbgsdbqqgfqkrfiufirfgajjgpcsakecikhpgdqaqlclqkfqbmehqjgjchedlumlnkqlmlqrbmrfrfrjgrrpelmrlpqtelogblocqtkleqqgboflhosqdkqmgcedigrbqsgbgjghanrlssqgptoaqllalabkrfgngnrpjintqgshglmlnejigaraslqgdummpbrgijssgksceuajfsrskdohihaoespuphbmoadqat'
                'gbqqqlqkqlrsflflqlrsqtkcoamlrhrdjligrlqknderrfmgimqlanapchiqghojrjiplopbrjpkgrtgrsfsrjspaeqgimfilgmugnjehpobcksgghqlqlqlrjqpbqgbbkripgmrrfrdmhgsdadmofgjecoriirpikpqocecdurfrdhtjiphrjgnjjgmgjrlrprjrchtpfscbcpbqlmptgiggcssqqilqgrjqqslgccokshtnfqnflrdglbscsrh'
                'flhtapndiejsajnkiuhraerdhnoqiiieiqgriirfqlqqioribcmsrrhtchgrbrfbgpbnjlphhtsshtilckrpslsllhsollbprqabqgfigrgrehriafderirhtiondsljcchdsbdemgrnmglqahljbmghlidjccrpshaodeaiatccrorodjrebpkrkrltgojtpejuianajfeajgjuelqkrfenakorghetroenogjudbmfmomotfpjqljfhgmfqket'
                'qlieiembgfelspalmocedjgpggghedlqhdgphcbtqlakitgkjcnnqgjgdmpqmhgiqliedjijlilratqlbsqghobsmomoafdummgfbjteacentbfcjcrohbatfrrerkgatbrshnkrdbhnsqjuaklpgprjogllqmqbfsileblpkkrhroesrcgpcqathjqnkqgafngjflslgfrdoapendoipqiadjqmohhlsorppcrpanjfqlgqieqmrkpahuaksprf'
                'ntiefiqngmliebqpagmdkkaprkhsijghmghprffftgjlblrjspsorejkbbcjodijdcitfstgfdqgedqjrqqsssjgqgcbqnptrekfqqggfraororojibirhpcatjqftrqotjcrqcprpohfkmgrjsnbdfkjegmgijsskbkaeaefkclalgranangbmcikrapqrhiioqqpoidmgjengqdjgchlqnqqpeqnrdkqaogektjkijkffcoiiqpeqnjlmsgakf'
                'itqnmdgrrbjntfiuiqrpouqfmmeidfibafgffqdbcbekgorpmdrpbljcfqqkehqhgkrearaoairrgrjjgrqeghjicqltqggaqnmgilcprjacludcehrbqlatcgesggocmacghdmrogofrjtiggjpoaimansnsngrdtioglgjghiefcqnsrerrfqurgraitoussmjrkrdajdsqorhqmfjfdbrraahlmiacrrlgcqhdobpdbqkqkbpgsjiakppqnbt'
                'firbrfmmrbhuiequehimreqliliegligpdpdedqedcltsjnqjprpgpbohsjpogqgpmbttmambpfsmddohpblmdamqeiqchfbrfddakikmjlplhmptemjdtglmldjgkgdrpjgjicerbplqscpnejpghqgnhgaqqcbghtabligmoqmdkrqrekffsrlrpgbninqimohndpdrhqhqksnglrljcpiimphiehufdsnmgcngrslrhabarojblhptachglrj'
                'clchmdiegmpdmmrbaeigjjskrkrirlqgiqqkdaqusgrdmncrikiimlougbfdmcgmduglimgfgcgmabanbcmnsccrgjfepggcganqpbpmbtrpgliqarojqhtkhtqltfrbnhqjejicdjiespneiesamlplfdpbhrioiqiesahtrljlqomlfbcssagaeuatdeatfssplrahmsieqczzqomfahlneacqqilgzzzzqcfsilrjlucgaggqblbqzzcrjkau'
                'tcluaosrsnzzcgrlmdqnipdblgjktaamiksgqklpcqqirlrfekcpofpmpmfiblogmkofbkbkniogouofrnoliqehrnamedkqpmroggofshdcehkddcluppftppsnrujkananimrdimbljursdueheqpmgkgkmoqgehpmjudnljgiqccokdimalsnbtjujubfpmejancospjamdjaljrjduftodrpjugsrjimoddebsftcrtcgfqegibpblqaicgf'
                'biimdeptikgigibslpdedelpgkcqojojsprjkgkcdfangkiielengosrqmoaraleiergboroafgkgrmdqmclanrjietgccedsslllpekhdcgrcspcqsndtsppkgpgfebgpoaggrbshaskosorngmmopkpqrjgkqggcpgrgbqspfnrejidigmqppqpsjflpqppaehiespcndnqkntiaoigaqnrjamskfbpgebjcikbqgfpmacbqananjpetdldoqg'
                'rpclresscjcqofsqbqrpfredhrrgbopsrpffqhgahjggrkrjipnpgrbqqlfbrjqhgfccahgcimbjoiledccoaqpgskapofcjitrjtgbssksiotnqmpddipipjsmjrkrlgbehiiiomhimiaqnebcqrkflabahqnfbfdksrpqgrjrnlpicieojcqikdcikhsaqgfbqrgrbgksojhiegehsgfdcrbrlrkmnrnpgdcitiriratatfdafdtdadtagagmi'
                'gfscscjgctlhgkgbfdcgilemjsgfgjloemabdofkfianqebsmfqlabqpfkgbfksdclfkqprimafkgjabqsgbielrflgjlpekllsrgsmmcmmpshetgsgssrshetsldjjpmdrlrpakslsqlnflrlflrjatqefladsjrfghflrphoduejcsljehmmogcsiqsjjkieglraghljfbaciqrasrcracetiejudfekrajfqfspmdrqpmqodmqrqlljeddmjp'
                'jqogohrsjmljeajncqjijghaqnhiohrgsorhofgecosnhngpofrjogjijssssnsnjmohrqdekktftfbmshrbasjliopbpqjldedbkgjqrbbqhngqjtsnpnrgrfjssqjssmsojipdocfigadbbpcngqdojeqnqlhphsghoapmfeqeidohmlijregmsoiehspbgqoopbdjanlpjugdkkiqrjgkbbsrrpgdjcqmqsgcferuceghjidjfrrbpmhoemni'
                'jgradtqjjnbshojlqihicrbohdotqmmljsjqjeoosdskrjddhijsopchipbqjelrbpfdjkqenjlsqlmhmcssdaofopiibnqnharirapqjtikfdghriabgcsjghetslmnjibsnpkqrdrhgejkjmltjmichngrrbjmgeiqjkiofbjeqlbtphhassjgglglrpoqsdgrohrjofspfrofrlgpsrgjcndkabgjsgrrafohdfmdgftfekqksmhjelqlduhn'
                'crjcntcqgrieehjpdogehbspmdhagkardorelpsmrfpbtabndmqcrfgleddtjsshgprphdqbqbdbsisndoehjusshraokululoilllibmaatmaofrtabieiopqrniehnbthgmosshnfddokfmeiqqgabenqnqsrfdhloqliafqoqqmmhmkqgmhrjhgqpmpbkhufqrpqpqmjfitrnbnbnqjimrljfmprfnthprpbqftiqboghleostehglorftchh'
                'bpmdtgmkikgsatdfjpddghfliqabpbmpidakrkdlqkmdisqedckfakmdbonhrfdedfdjqbgkrlaohdanqgoqsndkqmcrplkfloghdbpgbipmmddmedrbmpmpjcerkloudocgimorphaiftlpqgnoiccnpmqmqligljqgrsdlsmhdhrtarhfetabkmdaeloimiqhaccborkicapmdjsmdcltgmkcfisgfoaiamnsgdaghqlikdfpggbljrtmhdbie'
                'ghgjqlskmhdmghrptcflhdsdicgkbtrimpcrrjgilplprpltdoabhdghrpnhjkllcgatrgjcbaqnhnicicspieiedumpllrlieioiojsatonfbhtbarfohohienbodrrormdpejcqqrhqnmdmdspamdlsqnarjohrosppnehehjltisppajitmmnfsssofpbcgbjjliurpqoqkpnlrssfdqmspgfemsnemooglofejhpdbcsgepimdetfbtkiliq'
                'asglcsspiqbkansmgcroqlrktfgesnehrqqkqnrgsprjjiordbaktesnrngfemphorjcpeehrbmdrpqlgforbkcqfdpbieksjlcsiemsrrplsaicnerprpieqqmjflpsquornapstfbiekrjqnasklmmmmsqecfkrshdjnspgmansprpjlhjahlpkkierotilpatiljsbpklmjrgtmspspojgptfgegfbppqspgeflrktfspgknadjrjssgckseh'
                'qlemhuehrdooiuhpekgmplbppsocooreisiqettmnatdaiaggfspsphpidlohdasbstkrpoujaqorjqlaogfehlplcgksqtgrabpcsqhqntfrpgfrasnspcsgggfememetndpbndgfhbjubcjispgfiqougfrlqhmmnqflrjgbmigfpbqpmcgjtesqtkiupbksnqgcmslcrpltgfpuqhbpgehniuapnqmsteieckrcqcgomlqlmlhhrpofgmrhcb'
                'tdpsiamisirhaoajrhasqcssgjmhddqkfdrhspccrhpngjccgnqpbphickqjcqhjhdteraoufbhoditerdqjqcrerpgpmlrhrhpnbmrppmddgpiiqlqkhoccslhmhmiobpcliiscckmhmldisciomiiebtohehmfbtfqmdfkogecojjnmnsjssilioasgmgmskagorgsfqpqosgmddrjojgmmngkludkietabhdacmqdgmhagmssssiblorpbqek'
                'jfssqedjgfgjafpagfmjslpcretcrqfsfjqpbgananghrjdhoaogcodbsskbbqetiemijpajpnorehbfaldtcotfdbilsdkuehesduggekduohjgmaplghmliojpaoitfdmnbqrkrhqnanmlhqdaqpglmopcnfdthnsspqgfcofjbfsqhihsannucrsobfehrspslhiehugpfbghfipqqmspbppaohsstmqpocppbfrfemhlekbshnelrslgmfqp'
                'ghmbhsthanananenpffarpghcsetbqsomkntsriqatgfikpagsehshethhmfmfgscdfbrqbftiatsdmiqbitcqqpnkghrbaopcqoqnlusnqsfsrjssrrceiuqkdhoqgfgkgbqsjiducbtalqedssgbmifrmmjnmfethoohiprsflphrrbsemebnksoeskomfqpckiolodjieantebtnubqssmgiohtghauiegcandbchrflobctalplrdirpjopt'
                'sdnufdrjfsbkhicjluscgffdouipbfiqklpdckddpdibdkihqpatjlnucriicqdcehghjphocpgjdagbpciasaqpiqohsamdlimdliekgpiqiqrfatcrnmstesmfigausrhsohhthorprrfksnpfplkobsgfrjmdpktasrduotsrmftepkiqiqghqbrlrphsiomiightmfrrsqmnigaodktjieoritrlrrterpjldbduofsmofldflicqntfkkcm'
                'skmfsianahqknthbneecanclrksmjlpffsafieekgpmajscjsjsrbqoupnieqloufqpqtfbfrrsriktbagiaecdsmnflihqnehihbcgmierriqgpmdclagskiktggmffftnnnnphaonejmfrratgfsghsacgieqqehlcaketquemphmmggbetbphjlnnecschbgijsnnnnlcqlihgihlatgaojtgqnlcptkoietmdbkopnhtjlorgoqlersogoro'
                'gfbisrrdrrfqrpflqenaqhqhmmkbtfprkreggfojcelpsnntfqspgfecrsnacqgloueapdclgortafglehspmdtfbsfqrticqlehqqofatssmnilssocekrgehqbsncpbtohsqqntignahmnjsojtkhngmnafjqqgkssbseuaggrhnfscggaeqpigkhjgjmoejitrbamqneheodhndpnrkicqqgqraejdepqorgiqogcgrspghgqbqjmsniubpmm'
                'ojaipqqpgamjeqquplprqqfqqlehpppbdlhpehgmfssprfgnedgfranatgbodnieiuihbsmoocmdmdtdmdqemfqnoiqgmdpiqeelqfamtcbbffclisimmdsjancfiljmmdmipmtgfethqltfqsihglebnijprptgduiurarlobmdraqoghhdqnnhjmgfdkbrdbjpjnrqqqajormmaogaeqchjmqgehqgpresjnqqigtgaorsrkpleusprsbpbkcp'
                'qmrqtgraogqgeqrbrlglrjtckkaietljsrghcgmoonrsqmclqlndpiehrsboemnffsrupkqnousntgpigbbbanedcjiepdrfqltgicgqmfjespiujulrigjlrbtggfoapbduiuamrjnpjtrhmggdqngfntqumrrbpbmhsgtmspoannikrpduiicftlghmtbkniqugcfttjqlmgrscooggcqlnqghgigascchqqgjancqrjkspbrjnuragfarmfht'
                'mcrdtjmdlorhjsicqqtjhnroraicqnbkgjiqbkrlbbmsqntktjitiecshticigorgorpfqsrqnenrrgfqehngfnaqgrsfqcelpntelkbnatgisecspqheasssnkrojqnekqqehigtiofqlspsqsrahehbtocrjgmcpaindgkhjmtdefjgceorbgiitgrgjpqeqqpgqquqlpbpigfplgfrailrlramdebcfobfeogqgjmoiambspiimmotgsjqeiu'
                'tctfhdqoghjmhtpljngfrsgcordndkaoqnestcgadbiuaojprqglehnfsnedclembkierjgharlrjeicrlpdjtnpqqiioasggimfmhgagjtjegqqelegmpegmdatluqoslelrlrlmkqmfbtlpgbpmdqirlicpgiqfbqfqfelqffiititehofdtetssgpjgetjpelafeuplgqehofrfsltkeuterpspacdthtojorlpjcimafdtiebmqgangfsgbr'
                'imgfgqjlslitlpgfgfirrgjlmgcojirgroroecafemrgetmgsbemilrjssdbqumgrjqnndmqmqmggapdqnrjrgmgmfrpeqgkphrqqlduoaecoaigiceqktmgbkrperrjbrqiecfqbqbqclehqmalrjhrrjlpilimspmnqlqqqoqlqlhdmhgcgcqpntfqgidbclebcsntbqssghrbbqlqtgqegcfrflflfiaelrrjigfraeiklnmhaedurjgcrbcs'
                'rhiaiahcjgsmmdesesesdededsoknhkckcdkicpptfeqbmfkrsaflprjormngggpgebtiaisgfphlgipktgilkshipgfiagerojsfudsrjdfricoosmjrsbqcqcqfqeqspljkocqsnbnilsoroqciiiospkqpndsrepoeuraigfkogijltgmgpandbffqhraluchdfkkppgpchhoighochigqihoigigchaeogospphokospcqkqmikkppppiorp'
                'rpslorourjouorslslnerjibgfmmhfbeenatgagbbqnaqpnfsrrqdjelndekbiqjbletspfiehebeclmlkgheatdrokbadhfmrerrpqhrhmdlpmfqlqlebhfgmpfofsqskqqofqgsrdecqebafatmnpmakeupftfebspkklutfehlksnqntmlmggogspajjumnfshdbqrkrargiodhgtiqgmkurflkhkrjfcfhendhbqgjqtqtdsacfolqkjtffd'
                'bppnspcljiqqclqqjdjdgfqqkphlnlsbmdkfjlksirqeatqhqequgjgmrofocnijoappjiceofmfctgqcjquqrqbllbpkhmcdiqbknkflpetitieigskclgkihoolpapislqichocdcqpmkhgmkchrrirfnaofcfehehgpebmgqedhlpfftgdfqjjikktabqciitlgdbacqskfojomkdrssqnedonmpsrhghqggjrpggdkanblehqnkkjmqcpkpu'
                'aimfiuqcoiphoutcenrjatiigflpqqemiuarlgbliqfflkcaapgiehphjsqltaiugjrliusprccmikpqlokkcaiiclfdqppkduspgjoafsclnjqopbecrloastcqhlksqaiganrngrbtrjgqhrignpqaetmdclarrdkfqjsbqnapqshmhrrfiqgertitmnsbirkkrtbomfqjfcsbikfctfgjkobsgfembsjmkospspenghdespqupfsngoqnrpbi'
                'rhrpbrqlqlgorprpqsgpgoqrodododgoohpgojohpmpgmcmcfbftpmcbopqmqksrcscboarjdulhpfduahcbfjeaahaniqsqghbdilsssddnatqnencbqmiqmllkqlhkehscedieocrphupprpqgatjkklgpgboihdaojudecsaibirjotbdbeipcprcrhbrdacrmgiqrjgfghgejkmdiqiqbkonepihghghnqrfehlurfrfbeberjibppgjabkc'
                'pngjgkloqerjbjjmjlekmfrprpocmldjfsmdjftfgcpbspqolpehqaqgqkspmdoaqhmfnaehhigkiqragfmjmdrfecafniqrgfftfteaqkgressprsmjaebtjgreebnbfjchrkroaorjmiqgielpdoqnblbdssouplrqmrilpfocdbjnmkiernhdjuakajesjprjrjgplsnkhjkqkkatasoaqurhqnalfqrlshdhgpdekoekfslujiehogetanqg'
                'ehtejgduggjgjgafcgjstfspbqgfgmiochknrqrcrlmlenjqiendrkepmfbjborpfktfijqkgffdcgghcgesfcjfbigjgjehrpsstfgigcrkbidtndnfbrjfpqsqmfssrdgaehmoejcogmqscbbegmdsacmhbqnaghplgbluiegliaojtbcoggmtanbfmhgcgfcrtfndgdqsitrlrdglpcrkjdfqsrrhdjqgiediehnarkflanaursdbpspbpbbp'
                'boqkaqqleqiemcssjsietbtmqbmmntpdbologpjijkqsgmbnofgsrfpprocnfbfirocnggqfoukrocqnhuehdojsqhgkkdjuhahsigohqjpsqngerorlrlercejfjfcgqegmdbmndhghthethriqgpqggskohpflmcruemffehisblbsoscdsjjjbbafiepsatfiajmjgqqlmjdbgkmccrglmhpfeqftetilebmjacqfamsrrfgpghikpgojpmcs'
                'fsmdflclpiceanblgaebhsmdjkluqgcqntgarfrjpnmdqebfkcsnqbgopoitanrjljatlldfrlrlrlqpnlmmhdqoqerprpehigrbrbkdbfqjceqprpaojgacdoitrlhqhqgijmtmtmtiajneqlriacmnghehiugmlnedfqfqfrrfpssmtfqonaenmemkjlgbofmcejdhsrghqgatqglhgffssbggdkrhpbchmoqgsnhoppgdqlohmdhttgrhrqji'
                'rsojdbtafbmrrcbkguhoftgiipqglirootrkohceohrssnhunfjkiempparqiegpqlaibtrapsimgedcmftimacnrqbtrphlljmcmckboqqlecrssoghgfnkbddqjlfkpcsnjqotraimqlethundqiejcnohphitnfpdrbakrhfdantgfetmpnbflmhtcqgfieofhurpilrljsddpnjgpqbtloacigchqllummglcegkqgpuberprjtfiianiqra'
                'auskicmgjerfilgfapfefidbouiqodobdbjordjeatdbcnsmofrbqgfsaejlipcjsqbbmagijlchkngcgqrkghklojrkffbofsnthimfjcsbsdmgdiigikhiabanieqggfmfogdujklgbkdcrdgjniniicrpmhbtftghjdrsajromniqmtgcdoplebgrtkdtnfechoopnireraehgrcrqkdhorqpqlioqhocmdghrspcilrpqmqigffqorksicrb'
                'rsrpqlfkajfkabqggcgcgfcgqoqejorjidgibcofmgighdrqcoplphrcansjpcqndudfqqetqqojghfkfqnlqrrdrhagotojrddlltqgkqbsjdnflrpfgfscbosndskkrlemchqpmddtghrahogfaoddjlhtglbdjnmlmiqniilgqnouiurjraqqierjhricgjdbspakpkrhjsgaapduotpgpumlmhqgimgclgemrsajieojbtabikscrbmjhsge'
                'qbqkninimdfoiqoupujkrslurprdgfgnrbjsmmougnlokoatmsrjqnrpgpigigrkmgrlioprftrrilmnrhdujifihohtgfcrjeicicgcedspqghosjfuiegfjlicfuitgfhoiqghnlpkicmoqprjirjjaqfsfsiqleiuorqpmfbtfsracnehraraiqfsrpfkgjgpffajrfsjsjhoarqlojbrmmddgfmmdfohqmgrsmodrpfitffqgcjkenpbqmbj'
                'ohrjjcqoeadoafbqmfqhqhniailprrrrgsmdpqrkmdbcrqgrgcmjmdsqrefkjuqfececfjerscehmrgkehbqdiajqnkkcpmmroshlubqroflfigpieehmrsheslplpqnssddaqasetsjmnodpoiletcqetrliebpmnjtencggcgcjfehrgqcijssrjqnhqgjierjlumdfgodrjqfjsmlmifdmlspjeiasmggkformdqsgkmmocrnggpubnakdofi'
                'ojrbedofofehqnsmqkehiehuanbtrqrogkcqrfppdcpugcqjsposebgpjlmdmdrpgshrjkmgorqlisiedepnpihpfifirpaieblpqgdmrjrqpdmomfnikkmkqgihffqedhdoahdbqfbcrgrlffbkdfhrhdgkqqppjgrajmrpgkohrbgbrfaoneqgehrqjiqgehnfqqrommjgqmrlohbrphsstgplehrqhojkhrdjfsmmdeieqjrsmnkdipcendrl'
                'giahhulkorqlcgqlrqqiigotahndndgfqkqufimjrjanftphrjdjkcflfsfdjcjqrjqhrlpjsqbdnpmdjepnobohbebqdbaeiqqgspphbolrmnlprpghitipmjsqrkgiolqhqpqesmsmjcjcffimjgqlchiejeqpblskjfqojstkormmpjsplologjmnaqiiljfdqlgftagbebiagrgrgcrkbkgjoakfqpqkbrrdorbtbpcrieqqoarjgmcobkmd'
                'cgqooditmjrlbjieserbigsssdqqjfqqmdndghjkfknfgetegkltfljoduicgkhrjpieceiemmkoiqdjqpssioieioedrilpkeetgqrlojqlbcmnmodjbcjemngksstercgbldlmldqrsqjddsgtjoqlqsrfharqmnilrbojqnpqqogkqnrefsqgcsbrqgcstdfomnrjrjauekrpapbirjoaboehfeecolgkkbsqcqrjsqsqgkspqqmrspnamjgl'
                'gsrqjibjaekngcmrggqbilcpajllrhtmanocpggpflrcqusnrjlhatdbqcehfespspmrljrjjgqbkbesrbsmmnakrpqljlatatehbqbqhjnagimeghatgkdsennfssfdrkbbijgtqstbcrrahphfknojgghpbpiegqofmbenrjrpsnimmmmqgfrjautboontmqieigighjghegbkanhppirqilbqblbsdnapihoblmlmebrqitffrfdjplspgprj'
                'mdffeuhfmdplplehbrqqaodehpdkququflrqajajehrpptrfgcakbtiullcqrspeescofundrqnfkcgnpdahpubqnoknrlgkmffuhjightiesmohiurjdeqqqnqgapbegfmgnrajqoanehghtaghclgfcqrtduatqoqraqmtjehtaesdfdbepbksbkiganglcrojpganhtehnfspdlojqcohagqqatbohsioqlqnhtsmcpgpsaohghljrjhtreql'
                'qlrhedpgeheeehafflgfgfghfbaorffdgrlqjgjljljoohorbkitgrjlpnigrhspgsqloaqgqlpmrphtdodjmjlkgfjqrlesmnsjglfbdaghitmnghqggrmnithtofdbfbghfbrffdjlohbkhtgrgfqldbpmrpesglmngjmmglcjgrspbmgfetcqtfdbobftmoenohgkfderbtgkgdmmqsoukkgfiqspshanqsfsobersprcbtqlrjiegrqlrfql'
                'rfrfdfehmmmmgjfqgfdurdddfqbjpiragkrjnardrkoamdqbgfrdrkdoecrerhosofrkqrgrqpkgborospqteaqrbmodrfnltdrarjrjoubqflofflrasnsssoestftfsjetehghdeildbrgiekfljsrekrjgprhshrjrjmnslluanqtmnafcotipisscgsmrnrardrjgbflohbiqpohfnbiesfdmogcgkftejqoqgofsrpqjlsjjqdogcrfqteu'
                'dsaspnrjicsshnhkqkrppkgfspnacjhudohndpohppcqakbkrohgmhmjokacrpqpbpgkqnqkqkemosaugcgmoqsnoqdjftbloogkhdmnchqppbqfqnebbqperjkkrkddlptebkbotdgfmdpgtcqggpmkdhsosdthmfteihghbtfkisofapftlqrpderalqohrbohgdftdosqdbqqehmcppghmdrptftaqlgcrkacqnkdboedssrgrfgbrbenlcmd'
                'jtriqgqspksroaghmahogbgeenrljlqpjlqlmgborcplouaibqmfohgirqqqflpirhrhiqrpapchmkiejsjsobsmjrghsdgkigipbclgfeqlteaeaeglsmrjfsgijebmfiftbkrasgnqqlshdlsokfhtdorlgrgftlgjatgctaqksfshohmhpgsfmcogrbscpgcrpbqngfgjgmsjkerjabsjlpgcftrjrjoamsktmfdlpefssrfkabrlghrpghgc'
                'djsmrbsaicofqgbkierjaosmrfdobsqgbsrhbkmsrkhtboqqkogasarjcrsjrfdjrfgfdfehnagfgkfqpimsoamdqbrdrjrdgfnagigclggprekgradoisqtosedodeagrsoetfllutiohqtshousndbsrcgmnslanrjrjhnicoheuohgfgcbpssofftcqesmofdrdrjsoejqobigdrasrgkqkrpmhqkemrogchnoqosdpmkssthlcdjteebhdqg'
                'rpoeofddbkihtdpbpgofrjjtbodegbghqqrcriqgdorprbbktfacrfdbjllqrajscrouqqrhaiohmfjlgljesmghjrpgsfmhhtmcgrrfmfsjboetmffqqmgffqfifqqlqlgeiifidjiodigimdohiedaqeanojqnedspsprfrfohbtgcqarjqarjghaffrdobtqogaghhfejgpehqlarfkrpssggecqlatqhgaardbtgecrjspajbjaclpkblpes'
                'kbroddjsorqugahpflfkjsacjgiekkanrpggptjglpqlrjgpjsbtpggagraksnrqehbberpjrjfjqeltgedupgfbsdspdsssohantfdsfdlqaojdcpoghnebporjbqjgflaniqikgcejlqtfggrasegjejsbghrlrdsnodararmmodcbsbsrhssacgboobpmlmeqqnjdghpbehpgchchspgfskdjglqtcersajruhsedbdgfogrjtaehesnmsdii'
                'rjagboqesptcaprssgcqsarfmcoaqerlglekqnsbandjojrfobrbioeksbaksnehrqerbbsdqnagskgespdupgltaoesssfbdsghalohpofdhncpjgebflrjsespgggctfikiqsbtfejglmmsnhsodehdjgfojobcgansreqlmcqhsedtcehtanmsdrfsarssgoarlekbqqlodkdpqqlbpflbpsmqmphththiegoehslekmdoamlrkqntfgrmjbq'
                'cgbobodegpbmdbqlsjgrrrmngfbqbteurctfpndnijekpdcjqlslourkgpghmpphcfcliqmncrmmtfplmnbqgbmhmhgjscpldssasatilhajhjhddmgrehbogheaspperrafmdrrmgqbpfrjkliljiafdehjqbggcgllmessgpdcspehljgpoaatkkgpieeprjgfdnqngjdnssmohksufdmlhoqobqiqlqspggpnbbghcomhanqndngfgpgfojps'
                'btgmkoqpaurccmjuojihrngjbsmhjtpeghmdqjqgcfgkgfkogpkoisiqidfugpbqqemoplattimirjcjtgbbtglospsodcsprpdndmcbrnsqdbshbocagheuphgpehtidelqnelcplbipughcscnmdpemgkldcplgfkojeimsaanbriqiicjphcpouqlhogfspmgdbljtgigamscklaqpugpdabhqndubtsqdmatcjcjgrgrikpemhgrmciidmck'
                'fbsccoananssgpbtmhdmbsgfqkrrklikijspiespbkbtdkqgioikqnqgtjhtqqmsnlkopemngfckcnqlhogrikofercqecmnpldndnerhunaitabgfgpphhhiarfjihbmnipiadnsprfplcsrlrpbnrefdgsqgrrqrcprbdunaoahnojqabocpdokbmdjgnhhnmftafqfsmnhndbilcpaesnduhnrgloaketetllssnddoafsrsprhhdrjspohlu'
                'dsergpgjfcflgumosrruspodihrpocroqerksmqeehmksrkkidsmsjihtfgcqfcfffharjlomffekllufbakisliihnhnegfrgqncbciceenrofqojehtfehqhalsjrpqhpietsnqmrqiqgjbmtaqggdrcsmgjsjauiaecduikennqhagarjgftcdsrpghfqiclmieieiqikbnrefdrbcpnatadoisnhfqethdiqsrsprjfssnierhmkohruspgj'
                'srmoiqgjsmehihklakgcfeqfihcftfciehgfqhojlmrqqmkliqsmikqretcgcglptkaohrhrcgrcahaoaoaorcaoahcgaoaobonfksksbkcfcfrjnbaoaoohrpiicobkekmfrprpmdrdrjffjdmdrtqfpstdrlcorsglfjreduqkcodofhsmcoglrqqgigbqbnkkpnsprjgnggbocpdsdbmassdesdpiojqbmngmgcdhrojlamgfkcrjgktcijrd'
                'puosohpilkfrkkdmgnrbrdauroqpmmprssmmdbdbpsgmpldirjsmpqfcqkohbpouscmqedigpdgcieethsalcngramgacpiqrosrglrpcfhoqgplrjcorqitanlcrpcrpbdmpbrfcbbqplrpohsnrorsdoaoffdoqmgbmmcscoqgkdrjesrhbsimrdpedbbqrqoupemfjcrhfbskaeohbabqouscsmdmdbipbqcniktlmtmfrbrprjdoiigpohan'
                'rhjdqqpbfhsjpkdsjnaoaohrierqrhitierjppdamdrnoafirpjfnfmlqlhnehhbareaqskbqrofairqcmgeqqaiqkgprofipfmmanlpasocakqcdbthriikhnfdssohhjrpejflmispgfgafrqsgjqlfdlchugghlsohursrfbpdiqliuehqkehemfkhuggeqgsrlatqlakiersauqpmdlpmkffsrpgthluhskkboroauqocqgprnmhrjdirfji'
                'nkakdoojgqrprsfrhoqoqootphjqqlnfbttfthriqkqorsfkrnanjgbmehiirktafsmhrfskjemhradaanrdansgqgsojgoaikmacqjkribehledjkthhnigsabkrogfrfbkcnilgaqledsaierodfmmtelmsrrjekrpgorftkjgsnradisnecrqehrspfpmmeqbcjfietoumabsrujqiacfbsropqspqngibprkpsgjjihjpaicmctkfhrfnukm'
                'qgiqhtrfpilmsjcepgtktccjhpplqndjfsraqspgmmcersmahdotjlmobscnrsrnadshfhphgilrborpiesciarjgiaugjqlpgdtksrjiegprfrjkmnfrdbsrfiljljlkmqrgjnujlrfaobbohroohohiesqriihqlglglmmrjiicssldfmammafehsnspafirehkcddoamhhicbtfduftftfielmdjfncdborqlrjbjohpsqlldmfmmghlprigl'
                'afeaboqsdirrmfehlpkbqrdogrdmesrkmfahnlnabmkrecrsrjmjlpfffqrkgsddrjsqqlejncgepfhbrqiqdomjdntfkkpsohjpethdilasoretatlprportmauropmggsnohohspgpbkohohrbslajflanogbtohatssbqrtmapqmfehsiimmfehierrlprgahatgkesojsojuqlqldbggjupggarjorhngtakghpqqsfqgjbqdsitasohjtgg'
                'rkgssrbrqopqjsicgfrpranatlspmloabqqnqsmolppossqojqhkrhqnqnqugsbiiagflpnfjlrjrkfcacdgronqhcmfirorabddfiniohhgmmqpsmqusbplcneufqsqpriujihuqeqrrsakqkourpbkdfatfiggfqckedbkqesporrbftrppnhntejaqsmjoffijaribtsggpqnpojfmcieljnibpemiepjassssnpsimtkgpblrqghelddpibl'
                'isffillpiqiemgmbgqjptkloaclpqnretcichdhhpehpdjkhcdtfsoalkotgcepgdfmdmftcgfrpglfbjgblpmqligpietcnojsniqjkiqftapeihshfeaqkkcqesafsctqnlqgeihdtjjgurldbigffqndjpsqgtgehnegfdogsboplshfsrgdkqmrphgoggbqgehslbimiohfqhopmjtmhmhfrprchgarijpghdkghoshofsrbdngksnaosqtf'
                'qurijiliabgkmfjipdcoaiqmigpdguimrhriktqindphpdmgieoqcdatljcoannoeltfqkrlgbpnimgupcntotqefksnsnhurjrqphkoqlggenjcgqostipdqmedqhkbiqpdlgtiptqufbrbigoiaejejsitanqgimdbnntgrjiqaehgmgclmdblphjernbkedgmapojipquchiosaghbeieqmqlhbonamskmfbpiqftgfmcgcmgmaiknqqunnbp'
                'hoorimkfgblspbdumhmorgphqogrgjtliimiiadlqrsagfghsqdarerldlgrktsamcpodubpdfoagughebpbiqgqgcrpigtemhghteicanpogaridnffcrgpeccoakrjabtgrdddssfotcgfkoflgemkarrlhokqraghghmfbispjoieicgftjhnoblohrdjoqcfiuapajiqqnhmiodoiqqrghhtatghrhbkqoghqlfbbdkoicckmnljittjirsc'
                'kogrphsshtgleirjsndfslmaiipsmfcboanlduddjjldrgbjqsejaupfgpdmbmsqkbakelahmfrhmjgsqkeshbeageprkrafrpmfsomfetathdmaauatrrtjjupgggdcropoatiloqmfjgajohrbpeankklpdnqshciadsjfrerobpggrikfspcrpqiuddrkgushssqldfdgqnftmontfgddenjqsonqgjrjbkbrphacrknfssiamcqkhspjighg'
                'qppdiesgbtffemdoqucnjaedqrimgughniplhumjgpaamgsmlccnjgalmdcthdhpblqletitcdtcglspqngqgelmpgdfghgpjktfmirlgumgordobimhsqdkotgbgaabdjjiiptfebjijssnatenkophgqkokbimemairjggarndapphjeitamrngmdbtirbimbkgriimciqdlhtmcckmgdageicgateigrjbiaphrbkqoskblgoaedemniijlsk'
                'jjjcomoagejjrfanfianoaguhbamfqnjnnqnqnghjpqmoodishkfsjloqmilaoannjabfbenendtbtfqfdjpnqhphuiuppntgprrrrbkmnikblnuhprfqhrfdogdrpqhfqajfqmnrhqhahacqgrkhqmphtdjmoedpmkopeguflmpccfbdimdhophfblrhaqlgcbklpcrgapeqhpejjomoarffianqhccnjqgqnfqghjphbjjshkffdqhpejpiugu'
                'dtenflhpgorrhudjrprfblqlqhgdrfdobkhtmngchqmpflpmcompfigaehehibdlqrmfqkejsprkrgdidoogahlmhgrsnhsplpgmeargrksngkbpdomndbtitmdcilaaqbqbakasehgfiqioboqsdnipjsgiojdnqndsfdrpejoagsmhqsceehanqmoaogspmcdirqsnbtqncskorsqnlmebthrjdlisrkgpcdbolpilpiqniqogqnrkssrgnbqm'
                'brrfrkojdbrpioqgqgkodlpbacgbgkpbrkejrfgcenrsqkhoabqlphgfskcsaeqlrknlmtikpudagjpbpbaeqneckkdsgfcsqlrkspgcioqlieieietcfssppcgqkdrjmprfmjmfqtregfetgaspesgqcgrngpbtfsrtitrpbsddpbfiqjonfbbtrtrngfqlbsimiekdrcrtgfgfrprprckbegnqjuqheclkrsiebqrgilicacajqkdccrfsqkdd'
                'ragfjuboqpshppsnlmjiilmdsrgentebfqsjrkkkssqaikildhrlqkilonilqmfqrkjdjdrsimjkarqkqghqrkqlrjabcqpkqnrpiqiocpgflkrgaflpqgedqlgfjdjkjkiciegeabebcpioilabedieajflflflasmkmkgmpmsngmbpmkgmgmdcgmpmebebhcjljmjmajripmgcriendfbimfnadbdjqknamjglrckrafrknlkbjsticoahrjrh'
                'piakgkfqllrgasrkenpigkqqacacfnermecomhppjerlpbpnmhrbhhampeobashqgphrqqneaidrmmmmflmhjugpghaodbghqhpiespeakqqljenanhqphipfdmhrcgfghgibkcofsqnmfdjqcghhtqgnaehjimoenqgmhfiblhqnersodqgenagpiesrsemanqgpbdjqcdjqgnaehfiqgrspigogoqnqqqngfrkrtrsociblogbrlrsloacrkqo'
                'fsridfmkhoqoopfirarjradooshomdfjrpqeahdmdbcqljmailbngmicflmhdodoqgqqhqofrjrjfhdlrpluicehggprgchoggitppbprlrsfsfigmpupulthsputftfcddfhspgfimfhdclrbmjrjnmpldodorfqhharntarfqnqrrjrqnodcdcgihoicialrqdjecjrhfkmhetrdrfgcbknfjkarqnltiqhtkomoridfmkfiqoopraraqeetdm'
                'mdahosfjrpiqilmagmgkggppflrlgnhdrjltgcpufirlrlhdplrndotarfdokojedcnofkicbknfltmoedapeuehqmsjapnlafpfijeurbocgpaporqgrgrhotguotduimqlimlrlrimapapapiiapnqedquedrgsjapnlgporotrhimlrapapebduebebohohbcgfdforqbsjpcqoqanarpgqbqrkdudupcrkprrjtmangkpiajcgpoorajohdn'
                'fhnapmgjggasrhpqcgqorggqdsrfibqlbcatkhdoaugsdiourpohrhgdffohghtcasqnauripgebskqgfbdolarsfsgbpogcghfrabphecqgetbiosphatemqlhoimotpiriqhjsphjeanrpquglnnhotaoabqcqrjgfmtbprnpiqgqosjecfhjkrfjsbkqoitsakeohdfgfqbphqaqlnarpbqdurkghohajordnrjdsmtqoflibgjqlasatdido'
                'rpkhgsffgdqnfbbihoetotbkrijsatimqugljenntakeoihoffqoecatkkanatpsfiebghacabehqnrsqrecltqrjcrpedfidbqbsmbqrdsssplmqrncnlrsqhspcqiuroatajgrqbrjmnqhmngnmaslrqlmsrgpsskugplpsbggilsnpfehrgohanqbqborimjclqpispndpkdhrdmoofgndsfhatssrkitsrcqfhimgposmjjfhufipsrbpugs'
                'dobpqsabiqtcsrodlqhppihstghdmdmdrfebnprfenrhqklqchlqmfebgbmfgerpplmoqmtghoneoreuqbfdotmfbpspimlopkqlbedjrfrqthnpoamdsponiqqlitskjsaebcapchmnansprpraftatouqpiksjdmimqbbhdcgjporfitsjgmrjriqbltsrrfioiupkqogfongpqlgaieapjcrpqbrdbqmnncatiusbohorehgpthssqbkuggrj'
                'cpqpjcrkgjftitfhlqapiebprfqsmjgsmdmdhdtctgoubclqsphonpqkaeimmfoaapitchbksrgfonqoetqgqgqgrpekrjadprgkajakcgpldbhjfhmhfrhkenpueqlqanhdmerppbipatqpaiatcghmarjsiiipqpdjsbpbplarhmiqememmhhcmhianpaphphpdbeaqumrjgcqhpardtpnlptfdtmrplajanjgehdsndmnerquhqgflostocpd'
                'plieartgdbloossomotgopghqbfshrgomdigsnarlojcnnjejensraijmfmfkegahqkqarijmsdidikffqqldifididigoblrprpenrfehmjfdtgimfdobrpfdjigfmdeihogdafmajirarfqpihrppumdqfihqgekbqlranjsgfrabsrfsjrpcsnagkaffqqbddgfradodontfjqajsgkofahrqlpiqqhfsiqrteaeckbrolqjsflqmmnfilpil'
                'qbatmmluehancgqggpddafrofelpklqspfajehshgpetohdhcppegkojfrqodsacqgslssrkijitpqplrjasqggjhjfdqnengciaehhcqudngspljmocshpdmjrpkhsmfeeqouqkmmoamcgapnientnthcjkbpiethqlrnoftfmdsoqokhcegfddmietsrdhhsebkkrjhpiqgoblgmisilthiejktgspklfsrpdbohofgaplfrqssshrtgseaoao'
                'gamoseqgqgrpcenedegbigrfmmmmghandorgehnmekqmqbfsohnkrbqhmffkqkeanpimjcohohfbtfpkperhdornmfmdqhnkofigaeibgcjpgfpnmnghofjeqlmmapgfgfssgiqutarnskhbrcaqrpmnqoatgjrdougbtloaoadufdikrdjnqlsgqoecfbfrhlsenpsjekfdrlieblicojabnfgfrafsojieijiejosnqodoiqfbieqnrpcsgfro'
                'qaiqeaafflaflukliqroshehafajfrlppffdgkhcqgdspqsefrhlgfgjqnshqordeqieigghieohpnfentgagsgfrnmkilmdthebhpbletkkklddgmofohtfecdeanblplqhqgnmdommehgbmogiaonpaemdpefbrhlkghibaprcaqjejprnqgqlfdoaiktlfsekiesjfbknrjehiegoaurfehddgfednfekohedjqajrqspfsmjehahqhghohrp'
                'egrhgrgrlpgasnajrfresoeaedqhlgcpennfiljoehqbjpieaospenrqcgmnqpbqcqgprhetsqrprgrpreporppmrldlqkdseuabsprffoqpggijssrgplfqitnfjtennagjqusrbqitfokldoirgggfpsgaqbauqkgqrpatgsgsanqlgsgppsgmpldodohnfsqkofhsgjljiqlpojehactelomjmfakddiqmpghgppsrerqmdieritchhdnhpog'
                'mdgmrjrjgmtfhsdhmdceeqgpgrrjtlgfojrlbqjnneacmmplfspldogkjgehcepsrfflrqlqhpjifsrlcbqkgpdhbdeaflrlrqqnqiohflbtphqmnkimgfetghpcficgcgrjrhrfgfiepmhiplplrjpsjcqpempmbogfptsmaerhrjlgbqspimrniuanonterpqkgrrkplorgjrjftanrlougbdugjiirfemgoqnqnpsjdtlrprliqptqnrcrjlp'
                'ojitqlrjgfsdrpsjrirglpkqfsjlrljkdbrrrpicauiqflioonrrrlfbmnieirkngogfrqjqohlgrebdajsnetdhiqreqprgilbqmnrqrcqborspdseuqufosrenirfqqkatiegqetdorpqnplqkmpjnachpaklomfceeqrqoufsfldoetmmcgjiqkrjrhqiimgfrjghflrjrlsmimiigjgorpiqgasjrlfsjkfboniqglilghqncnghghrfcniq'
                'rocjgfllcjllssgsssghjljlrpimbogsikkkmdiqgogsgmieqoqnggjlieodskikgmmdilrfcjjdjdflbmehjmjmehllmnmnjtehqnhsmnjmbqedehmnjmjcjhjsgcjsthlbecgbgbglfcpmprfqfthnfqojieklbqfmfmrjmfcqqlqajsjsmfcpbtrodcrjqmrfmnjirfmkrriecrdjbcrfrfrfcqacsncpbcrjjisjrfdjiqspecehehjmjmrq'
                'cjmnbmqcssspjkaeaqqbanrqbmqbdfjlkcdftfetetdhecpirqlpblemmdrqphpkojojecebqhafddqbsqmnogohroohppqkgpgmgdgprfpsorqlqnrficanrhmmfiqkqkfrqqdoshquqishkskemdsigftfgfgfmdgfbqboboflrerkqqajsdqqbjbqrfgppnililbtmoqqhfkogorhcfrsrpbtrjkksdthmnrsrflgdoqjrjcgthdcbtglrebq'
                'boflrkgpilajpntfhfrpcfmnqjiolkerlkrfioioerhacoilcoioerhafdmmaqfdrrcdflgrqqrpzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzoazzzzzzzzzzzzzzzzzzelpejdzzzzzzzzencqzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzaepmkkzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz',
                place + 1, 2
            );
            readings := readings || rtrim(encode(substr(
                bytea 'a     ai    an    ang   ao    ba    bai   ban   bang  bao   bei   ben   beng  bi    bian  biao  bie   bin   bing  bo    '
                'bu    ca    cai   can   cang  cao   ce    cen   ceng  cha   chai  chan  chang chao  che   chen  cheng chi   chong chou  '
                'chu   chua  chuai chuan chuangchui  chun  chuo  ci    cong  cou   cu    cuan  cui   cun   cuo   da    dai   dan   dang  '
                'dao   de    den   deng  di    dian  diao  die   ding  diu   dong  dou   du    duan  dui   dun   duo   e     ei    en    '
                'eng   er    fa    fan   fang  fei   fen   feng  fiao  fo    fou   fu    ga    gai   gan   gang  gao   ge    gei   gen   '
                'geng  gong  gou   gu    gua   guai  guan  guang gui   gun   guo   ha    hai   han   hang  hao   he    hei   hen   heng  '
                'hm    hong  hou   hu    hua   huai  huan  huang hui   hun   huo   ji    jia   jian  jiang jiao  jie   jin   jing  jiong '
                'jiu   ju    juan  jue   jun   ka    kai   kan   kang  kao   ke    kei   ken   keng  kong  kou   ku    kua   kuai  kuan  '
                'kuang kui   kun   kuo   la    lai   lan   lang  lao   le    lei   leng  li    lia   lian  liang liao  lie   lin   ling  '
                'liu   lo    long  lou   lu    luan  lun   luo   lv    lve   m     ma    mai   man   mang  mao   me    mei   men   meng  '
                'mi    mian  miao  mie   min   ming  miu   mo    mou   mu    n     na    nai   nan   nang  nao   ne    nei   nen   neng  '
                'ni    nian  niang niao  nie   nin   ning  niu   nong  nou   nu    nuan  nun   nuo   nv    nve   o     ou    pa    pai   '
                'pan   pang  pao   pei   pen   peng  pi    pian  piao  pie   pin   ping  po    pou   pu    qi    qia   qian  qiang qiao  '
                'qie   qin   qing  qiong qiu   qu    quan  que   qun   ran   rang  rao   re    ren   reng  ri    rong  rou   ru    rua   '
                'ruan  rui   run   ruo   sa    sai   san   sang  sao   se    sen   seng  sha   shai  shan  shang shao  she   shei  shen  '
                'sheng shi   shou  shu   shua  shuai shuan shuangshui  shun  shuo  si    song  sou   su    suan  sui   sun   suo   ta    '
                'tai   tan   tang  tao   te    teng  ti    tian  tiao  tie   ting  tong  tou   tu    tuan  tui   tun   tuo   wa    wai   '
                'wan   wang  wei   wen   weng  wo    wu    xi    xia   xian  xiang xiao  xie   xin   xing  xiong xiu   xu    xuan  xue   '
                'xun   ya    yan   yang  yao   ye    yi    yin   ying  yo    yong  you   yu    yuan  yue   yun   za    zai   zan   zang  '
                'zao   ze    zei   zen   zeng  zha   zhai  zhan  zhang zhao  zhe   zhen  zheng zhi   zhong zhou  zhu   zhua  zhuai zhuan '
                'zhuangzhui  zhun  zhuo  zi    zong  zou   zu    zuan  zui   zun   zuo   ',
                6 * (21 * get_byte(code, 0) + get_byte(code, 1) - 2134) + 1, 6
            ), 'escape'));
        else
            readings := readings || ''::text;
        end if;
    end loop;
    return readings;
end
$$;

ALTER FUNCTION app.pinyin(han text) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.pinyin(han text) IS 'The syllable of each Chinese character, without tones; empty for what is none.';

CREATE FUNCTION app.plain_terms(mark text, content text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path TO ''
    AS $$
declare
    terms text[] := '{}';
    word text;
    letters text[];
begin
    -- A term has 2 KiB at most; what is longer than 64 letters counts by its first 64, here as in what is searched for.
    if octet_length(content) > 64 and content ~ '[0-9A-Za-z]{65}' then
        content := regexp_replace(content, '([0-9A-Za-z]{64})[0-9A-Za-z]+', '\1', 'g');
    end if;
    -- What most texts are, without a loop: every gap between words becomes a space and the mark.
    if octet_length(content) = char_length(content) then
        return array_remove(
            string_to_array(ltrim(regexp_replace(lower(' ' || content), '[^0-9a-z]+', ' ' || mark, 'g')), ' '), mark
        );
    end if;
    foreach word in array app.search_words(content) loop
        if ascii(word) < 12352 then
            terms := terms || (mark || left(word, 64));
        else
            letters := string_to_array(word, null);
            for place in 1..cardinality(letters) loop
                terms := terms || (mark || letters[place] || coalesce(letters[place + 1], ''));
            end loop;
        end if;
    end loop;
    return terms;
end
$$;

ALTER FUNCTION app.plain_terms(mark text, content text) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.plain_terms(mark text, content text) IS 'The words of a text and its pairs of Chinese characters, behind the mark.';

CREATE FUNCTION app.principals(company uuid, person uuid, visibility text, OUT persons uuid[], OUT shared uuid[], OUT writable uuid[]) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO ''
    AS $$
declare
    place uuid;
begin
    select coalesce(array_agg(s.customer_id), '{}'), coalesce(array_agg(s.customer_id) filter (where s.level = 'write'), '{}')
    into shared, writable
    from app.customer_shares as s
    where s.company_id = principals.company and s.person_id = principals.person and s.expires_at > now() and s.revoked_at is null;
    persons := array[person];
    if visibility = 'own' then
        return;
    end if;
    select m.team_id into place from app.memberships as m
    where m.company_id = principals.company and m.person_id = principals.person and m.state = 'active';
    if visibility = 'team' then
        persons := persons || array(
            select m.person_id from app.memberships as m where m.company_id = principals.company and m.team_id = place
        );
    else
        persons := persons || array(
            with recursive below as (
                select t.id from app.teams as t where t.company_id = principals.company and t.id = place
                union
                select t.id from app.teams as t join below as b on t.parent_id = b.id where t.company_id = principals.company
            )
            select m.person_id from app.memberships as m join below as b on b.id = m.team_id
            where m.company_id = principals.company
        );
    end if;
end
$$;

ALTER FUNCTION app.principals(company uuid, person uuid, visibility text, OUT persons uuid[], OUT shared uuid[], OUT writable uuid[]) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.principals(company uuid, person uuid, visibility text, OUT persons uuid[], OUT shared uuid[], OUT writable uuid[]) IS 'Whose customers a person of the entered company sees, and which were shared with them, to read and to write.';

CREATE FUNCTION app.protect(target regclass, visibility text DEFAULT NULL::text, writing text DEFAULT NULL::text) RETURNS void
    LANGUAGE sql
    SET search_path TO ''
    AS $$
    select app.protect_by(
        target,
        'company_id = pg_catalog.current_setting(''app.company_id'')::uuid' || coalesce(' and (' || visibility || ')', ''),
        'company_id = (select pg_catalog.current_setting(''app.company_id'')::uuid)' || coalesce(' and (' || coalesce(writing, visibility) || ')', '')
    )
$$;

ALTER FUNCTION app.protect(target regclass, visibility text, writing text) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.protect(target regclass, visibility text, writing text) IS 'Gives a company table the policy that every company table has.';

CREATE FUNCTION app.protect_by(target regclass, rule text, writing text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
    is_narrowed constant boolean := position('app.visibility' in rule) > 0;
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format(
        'create policy company on %s as permissive for all to clientele_api, clientele_report%s using (%s) with check (%s)',
        target, case when is_narrowed then '' else ', clientele_worker, clientele_operator' end, rule, coalesce(writing, rule)
    );
    if is_narrowed then
        execute format(
            'create policy work on %s as permissive for all to clientele_worker, clientele_operator using (%s) with check (%s)',
            target, 'company_id = pg_catalog.current_setting(''app.company_id'')::uuid',
            'company_id = (select pg_catalog.current_setting(''app.company_id'')::uuid)'
        );
    end if;
    -- Every company is planned for alike: a 200th of the table. What ANALYZE knew of the companies there were made a new one
    -- look empty until its next run, and plans for one row are quadratic where there are thousands.
    execute format('alter table %s alter column company_id set statistics 0', target);
end
$$;

ALTER FUNCTION app.protect_by(target regclass, rule text, writing text) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.protect_by(target regclass, rule text, writing text) IS 'Enables and forces row-level security, with one policy a role.';

CREATE FUNCTION app.protect_with_customer(target regclass, mine text DEFAULT 'false'::text, mine_to_write text DEFAULT 'false'::text) RETURNS void
    LANGUAGE sql
    SET search_path TO ''
    AS $$
    select app.protect(
        target,
        format('case current_setting(''app.visibility'') when ''company'' then true else %s or app.reaches(customer_id) end', mine),
        format('case current_setting(''app.visibility'') when ''company'' then true else %s or app.tends(customer_id) end', mine_to_write)
    )
$$;

ALTER FUNCTION app.protect_with_customer(target regclass, mine text, mine_to_write text) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.protect_with_customer(target regclass, mine text, mine_to_write text) IS 'Gives a table whose rows hang on customers the policy of the customers.';

CREATE FUNCTION app.reaches(customer uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE COST 1 PARALLEL SAFE
    SET search_path TO ''
    AS $$
declare
    company constant uuid := current_setting('app.company_id');
begin
    return exists (
        select from app.customers as c where c.company_id = company and c.id = customer
    );
end
$$;

ALTER FUNCTION app.reaches(customer uuid) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.reaches(customer uuid) IS 'Whether who acts sees this customer.';

CREATE FUNCTION app.reaches_order(purchase uuid, writing boolean) RETURNS boolean
    LANGUAGE plpgsql STABLE COST 1 PARALLEL SAFE
    SET search_path TO ''
    AS $$
declare
    company constant uuid := current_setting('app.company_id');
begin
    return exists (
        select from app.orders as o
        where o.company_id = company and o.id = purchase
            and (not writing or app.tends(o.customer_id))
    );
end
$$;

ALTER FUNCTION app.reaches_order(purchase uuid, writing boolean) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.reaches_order(purchase uuid, writing boolean) IS 'Whether who acts sees this order, or may write it.';

CREATE FUNCTION app.refuse_reader() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
    if current_setting('app.visibility', true) <> 'company' and not app.tends(old.customer_id) then
        raise exception 'who may only read a customer takes nothing away' using errcode = 'insufficient_privilege';
    end if;
    return old;
end
$$;

ALTER FUNCTION app.refuse_reader() OWNER TO clientele_owner;

COMMENT ON FUNCTION app.refuse_reader() IS 'Row trigger: refuses to delete what hangs on a customer that who acts may not write.';

CREATE FUNCTION app.schema_version() RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO ''
    RETURN '1'::text;

ALTER FUNCTION app.schema_version() OWNER TO clientele_owner;

COMMENT ON FUNCTION app.schema_version() IS 'Version of the deployed schema; API and worker refuse to start on another one.';

CREATE FUNCTION app.search(wanted text, kinds text[], most integer) RETURNS TABLE(closeness integer, kind text, id uuid)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    SET jit TO 'off'
    AS $$
declare
    entered constant uuid := pg_catalog.current_setting('app.company_id')::uuid;
    wide constant boolean := pg_catalog.current_setting('app.visibility') = 'company';
    -- Empty settings where the whole company is seen.
    persons constant uuid[] := coalesce(nullif(pg_catalog.current_setting('app.visible_persons', true), ''), '{}')::uuid[];
    shared constant uuid[] := coalesce(nullif(pg_catalog.current_setting('app.shared_customers', true), ''), '{}')::uuid[];
    query tsquery;
    known uuid[] := '{}';
begin
    for step in 1..3 loop
        exit when cardinality(known) >= most;
        query := app.search_query(entered, wanted, step);
        for closeness, kind, id in
        select step, found.kind, found.id from (
            (
                select 'customer' as kind, c.id, c.state <> 'active' as is_late, char_length(c.name) as length
                from app.customers as c
                where 'customer' = any (kinds) and c.company_id = entered
                    and app.search_terms(
                        c.company_id, c.name, coalesce(c.code, '') || ' ' || coalesce(c.email, '') || ' ' || coalesce(c.note, ''),
                        coalesce(c.phone, '')
                    ) @@ query
                    and (wide or c.owner_id = any (persons) or c.id = any (shared))
                limit 5000
            ) union all (
                select 'contact', k.id, false, char_length(k.name)
                from app.contacts as k
                where 'contact' = any (kinds) and k.company_id = entered
                    and app.search_terms(
                        k.company_id, k.name, coalesce(k.title, '') || ' ' || coalesce(k.email, ''), coalesce(k.phone, '')
                    ) @@ query
                    and (wide or exists (
                        select from app.customers as c where c.company_id = entered and c.id = k.customer_id
                            and (c.owner_id = any (persons) or c.id = any (shared))
                    ))
                limit 5000
            ) union all (
                select 'interaction', i.id, false, 0
                from app.interactions as i
                where 'interaction' = any (kinds) and i.company_id = entered
                    and app.search_terms(
                        i.company_id, '', i.summary || ' ' || coalesce(i.asked_for, '') || ' ' || coalesce(i.promised, '')
                    ) @@ query
                    and (wide or exists (
                        select from app.customers as c where c.company_id = entered and c.id = i.customer_id
                            and (c.owner_id = any (persons) or c.id = any (shared))
                    ))
                limit 5000
            )
        ) as found
        where found.id <> all (known)
        order by found.is_late, case found.kind when 'customer' then 1 when 'contact' then 2 else 3 end, found.length, found.id desc
        limit most - cardinality(known)
        loop
            known := known || id;
            return next;
        end loop;
    end loop;
end
$$;

ALTER FUNCTION app.search(wanted text, kinds text[], most integer) OWNER TO clientele_search;

COMMENT ON FUNCTION app.search(wanted text, kinds text[], most integer) IS 'What may be meant in the entered company, best first: 1 the words themselves, 2 their beginnings, 3 a letter of each is wrong. Of each kind at most 5,000 are looked at.';

CREATE FUNCTION app.search_neighbours(word text) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path TO ''
    BEGIN ATOMIC
 SELECT (("left"(search_neighbours.word, n.n) || letter.letter) || substr(search_neighbours.word, (n.n + skipped.skipped)))
    FROM ((generate_series(0, char_length(search_neighbours.word)) n(n)
      CROSS JOIN unnest(string_to_array('abcdefghijklmnopqrstuvwxyz'::text, NULL::text)) letter(letter))
      CROSS JOIN generate_series(1, 2) skipped(skipped))
 UNION
  SELECT ("left"(search_neighbours.word, n.n) || substr(search_neighbours.word, (n.n + 2)))
    FROM generate_series(0, (char_length(search_neighbours.word) - 1)) n(n)
 UNION
  SELECT ((("left"(search_neighbours.word, n.n) || substr(search_neighbours.word, (n.n + 2), 1)) || substr(search_neighbours.word, (n.n + 1), 1)) || substr(search_neighbours.word, (n.n + 3)))
    FROM generate_series(0, (char_length(search_neighbours.word) - 2)) n(n);
END;

ALTER FUNCTION app.search_neighbours(word text) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.search_neighbours(word text) IS 'The words of letters from a to z at distance 1 of a word (Damerau and Levenshtein).';

CREATE FUNCTION app.search_query(company uuid, wanted text, closeness integer) RETURNS tsquery
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path TO ''
    AS $_$
declare
    mark constant text := right(company::text, 6);
    conditions text;
    word text;
begin
    foreach word in array (app.search_words(wanted))[:8] loop
        conditions := concat_ws(' & ', conditions, case
            when ascii(word) >= 12352 then (
                select string_agg(
                    format('''%s%s''%s', mark, substr(word, n, 2), case when char_length(word) = 1 then ':*' end), ' & '
                )
                from generate_series(1, greatest(char_length(word) - 1, 1)) as n
            )
            when closeness = 1 then format('''%s%s''', mark, left(word, 64))
            when closeness = 2 or word !~ '^[a-z]{4,20}$' then format('''%s%s'':*', mark, left(word, 64))
            else (select '(' || string_agg(format('''%s%s''', mark, near), ' | ') || ')' from app.search_neighbours(word) as near)
        end);
    end loop;
    return conditions::tsquery;
end
$_$;

ALTER FUNCTION app.search_query(company uuid, wanted text, closeness integer) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.search_query(company uuid, wanted text, closeness integer) IS 'What is searched for: everything that holds all of the first eight words, as they are (1), as beginnings (2), or with a wrong letter each (3); null where there is no word.';

CREATE FUNCTION app.search_terms(company uuid, name text, rest text, phone text DEFAULT ''::text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE COST 1e+06 PARALLEL SAFE
    SET search_path TO ''
    AS $$
declare
    mark constant text := right(company::text, 6);
    terms text[] := app.plain_terms(mark, name || ' ' || rest);
    digits text;
begin
    if octet_length(name) > char_length(name) then
        terms := terms || app.sound_terms(mark, name);
    end if;
    if phone <> '' then
        digits := regexp_replace(phone, '[^0-9]+', '', 'g');
        terms := terms || app.plain_terms(mark, phone || ' ' || digits || ' ' || right(digits, 11));
    end if;
    return array_to_tsvector(terms);
end
$$;

ALTER FUNCTION app.search_terms(company uuid, name text, rest text, phone text) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.search_terms(company uuid, name text, rest text, phone text) IS 'What a thing of a company is found by: its words, pairs of Chinese characters, the digits of its phone, and for its name the pinyin from each syllable on and the initials.';

CREATE FUNCTION app.search_words(content text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path TO ''
    AS $$
begin
    if octet_length(content) = char_length(content) then
        return string_to_array(btrim(regexp_replace(lower(content), '[^0-9a-z]+', ' ', 'g')), ' ');
    end if;
    return string_to_array(btrim(regexp_replace(
        regexp_replace(
            regexp_replace(normalize(lower(content), NFKD), '[\u0300-\u036f]+', '', 'g'),
            '[\u3040-\u30ff\u3400-\u9fff]+', ' \& ', 'g'
        ),
        '[^0-9a-z\u00df-\u02af\u0370-\u1fff\u3040-\u30ff\u3400-\u9fff]+', ' ', 'g'
    )), ' ');
end
$$;

ALTER FUNCTION app.search_words(content text) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.search_words(content text) IS 'The words of a text and its stretches of Chinese, in order, without case, width and accents.';

CREATE FUNCTION app.sound_terms(mark text, name text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path TO ''
    AS $$
declare
    terms text[] := '{}';
    word text;
    readings text[];
    sound text;
    initials text;
    surname text;
begin
    foreach word in array app.search_words(name) loop
        continue when ascii(word) < 12352;
        readings := app.pinyin(left(word, 16));
        sound := '';
        initials := '';
        for place in reverse cardinality(readings)..2 loop
            sound := readings[place] || sound;
            initials := left(readings[place], 1) || initials;
            terms := terms || (mark || sound);
        end loop;
        terms := terms || (mark || readings[1] || sound) || (mark || left(readings[1], 1) || initials);
        surname := app.surname_reading(left(word, 1));
        if surname is not null then
            terms := terms || (mark || surname || sound) || (mark || left(surname, 1) || initials);
        end if;
    end loop;
    return terms;
end
$$;

ALTER FUNCTION app.sound_terms(mark text, name text) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.sound_terms(mark text, name text) IS 'The pinyin of a Chinese name, from each syllable on, and its initials, behind the mark.';

CREATE FUNCTION app.surname_reading(han text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path TO ''
    AS $$
begin
    return case han
        when '单' then 'shan' when '解' then 'xie' when '仇' then 'qiu' when '曾' then 'zeng' when '查' then 'zha'
        when '区' then 'ou' when '朴' then 'piao' when '盖' then 'ge' when '翟' then 'zhai' when '缪' then 'miao'
        when '员' then 'yun' when '乐' then 'yue' when '折' then 'she' when '冼' then 'xian' when '覃' then 'qin'
        when '召' then 'shao' when '繁' then 'po' when '种' then 'chong' when '重' then 'chong' when '长' then 'chang'
        when '厦' then 'xia'
    end;
end
$$;

ALTER FUNCTION app.surname_reading(han text) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.surname_reading(han text) IS 'How a character is read at the beginning of a name where that is not its first reading; null for any other.';

CREATE FUNCTION app.tell() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
    changed jsonb;
begin
    -- A restored company tells nothing: it happened elsewhere, before.
    if pg_catalog.current_setting('app.quiet', true) = 'on' then
        return null;
    end if;
    if tg_argv[1] = 'heard' and not exists (select from app.webhooks as w where w.company_id = new.company_id)
        and not exists (select from app.event_logs as l where l.company_id = new.company_id and l.kept_until > now())
    then
        return null;
    end if;
    changed := to_jsonb(new);
    insert into app.outbox (company_id, type, subject_id, data)
    select new.company_id, tg_argv[0], (changed ->> tg_argv[2])::uuid, jsonb_object_agg(name, changed -> name)
    from unnest(tg_argv[3:]) as name;
    return null;
end
$$;

ALTER FUNCTION app.tell() OWNER TO clientele_owner;

COMMENT ON FUNCTION app.tell() IS 'Row trigger: writes an event to the outbox, in the transaction of the change.';

CREATE FUNCTION app.tends(customer uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE COST 1 PARALLEL SAFE
    SET search_path TO ''
    AS $$
begin
    return customer = any (current_setting('app.writable_customers')::uuid[]) or app.holds(customer);
end
$$;

ALTER FUNCTION app.tends(customer uuid) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.tends(customer uuid) IS 'Whether who acts may write this customer: their own or shared for writing.';

CREATE FUNCTION app.touch() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
    new.version := old.version + 1;
    new.updated_at := now();
    return new;
end
$$;

ALTER FUNCTION app.touch() OWNER TO clientele_owner;

COMMENT ON FUNCTION app.touch() IS 'Row trigger: the next version and the time of the change.';

CREATE FUNCTION app.uuid_v7_floor(instant timestamp with time zone) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO ''
    RETURN (encode((SUBSTRING(int8send(((EXTRACT(epoch FROM instant) * (1000)::numeric))::bigint) FROM 3) || '\x00000000000000000000'::bytea), 'hex'::text))::uuid;

ALTER FUNCTION app.uuid_v7_floor(instant timestamp with time zone) OWNER TO clientele_owner;

COMMENT ON FUNCTION app.uuid_v7_floor(instant timestamp with time zone) IS 'The smallest UUIDv7 of an instant; partitions by month are bounded by it.';

CREATE TABLE app.access_tokens (
    secret_hash bytea NOT NULL,
    key_id uuid NOT NULL,
    scopes text[],
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT access_tokens_hash_length CHECK ((octet_length(secret_hash) = 32)),
    CONSTRAINT access_tokens_scopes_count CHECK (((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 20))),
    CONSTRAINT access_tokens_short_lived CHECK (((expires_at > created_at) AND (expires_at <= (created_at + '01:00:00'::interval))))
);

ALTER TABLE app.access_tokens OWNER TO clientele_owner;

COMMENT ON TABLE app.access_tokens IS 'What the key of an integration was exchanged for (RFC 6749, client credentials). A token works while its key does.';

COMMENT ON COLUMN app.access_tokens.secret_hash IS 'SHA-256 of the token.';

COMMENT ON COLUMN app.access_tokens.key_id IS 'The key that it was given for, and stands for.';

COMMENT ON COLUMN app.access_tokens.scopes IS 'What it may be used for, within the scopes of the key; null for whatever the key may.';

COMMENT ON COLUMN app.access_tokens.created_at IS 'When it was given.';

COMMENT ON COLUMN app.access_tokens.expires_at IS 'When it stops working; the next one that is given for the key clears it away.';

CREATE TABLE app.agencies (
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT agencies_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);

ALTER TABLE app.agencies OWNER TO clientele_owner;

COMMENT ON TABLE app.agencies IS 'Who operates this installation''s companies.';

COMMENT ON COLUMN app.agencies.id IS 'UUIDv7.';

COMMENT ON COLUMN app.agencies.name IS 'Display name, 1 to 200 characters.';

COMMENT ON COLUMN app.agencies.created_at IS 'When the agency was hosted.';

CREATE TABLE app.agency_members (
    agency_id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT agency_members_role_known CHECK ((role = ANY (ARRAY['owner'::text, 'operator'::text])))
);

ALTER TABLE app.agency_members OWNER TO clientele_owner;

COMMENT ON TABLE app.agency_members IS 'Who may host and staff companies for an agency.';

COMMENT ON COLUMN app.agency_members.agency_id IS 'The agency.';

COMMENT ON COLUMN app.agency_members.person_id IS 'The person.';

COMMENT ON COLUMN app.agency_members.role IS 'owner or operator.';

COMMENT ON COLUMN app.agency_members.created_at IS 'Since when.';

CREATE TABLE app.api_keys (
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    person_id uuid,
    integration_company_id uuid,
    name text NOT NULL,
    prefix text NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    scopes text[],
    CONSTRAINT api_keys_hash_length CHECK ((octet_length(secret_hash) = 32)),
    CONSTRAINT api_keys_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT api_keys_one_bearer CHECK ((num_nonnulls(person_id, integration_company_id) = 1)),
    CONSTRAINT api_keys_prefix_length CHECK ((char_length(prefix) = 8)),
    CONSTRAINT api_keys_scopes_count CHECK (((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 20)))
);

ALTER TABLE app.api_keys OWNER TO clientele_owner;

COMMENT ON TABLE app.api_keys IS 'API keys of persons, and of integrations that act in one company.';

COMMENT ON COLUMN app.api_keys.id IS 'UUIDv7.';

COMMENT ON COLUMN app.api_keys.person_id IS 'Whose key it is; null for an integration.';

COMMENT ON COLUMN app.api_keys.integration_company_id IS 'The one company an integration acts in; null for a person.';

COMMENT ON COLUMN app.api_keys.name IS 'What the key is for.';

COMMENT ON COLUMN app.api_keys.prefix IS 'The eight characters after clt_live_: shown in lists, found by secret scanners.';

COMMENT ON COLUMN app.api_keys.secret_hash IS 'SHA-256 of the whole key.';

COMMENT ON COLUMN app.api_keys.created_at IS 'When it was issued.';

COMMENT ON COLUMN app.api_keys.expires_at IS 'When it stops working; null for never.';

COMMENT ON COLUMN app.api_keys.revoked_at IS 'When it was revoked; null while it works.';

COMMENT ON COLUMN app.api_keys.last_used_at IS 'When it was last used, to the minute; null for never.';

COMMENT ON COLUMN app.api_keys.scopes IS 'What it may be used for: permissions such as customers:read, or read or write for all of that kind. Null for whatever its bearer may.';

CREATE TABLE app.audit_events_default (
    company_id uuid NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id uuid,
    key_id uuid,
    support_grant_id uuid,
    role text NOT NULL,
    action text NOT NULL,
    entity text NOT NULL,
    entity_id text NOT NULL,
    before jsonb,
    after jsonb,
    hash bytea NOT NULL,
    seal bigint,
    CONSTRAINT audit_events_action_length CHECK (((char_length(action) >= 1) AND (char_length(action) <= 40))),
    CONSTRAINT audit_events_entity_length CHECK (((char_length(entity) >= 1) AND (char_length(entity) <= 63))),
    CONSTRAINT audit_events_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT audit_events_seal_positive CHECK ((seal > 0))
);
ALTER TABLE ONLY app.audit_events_default ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.audit_events_default FORCE ROW LEVEL SECURITY;

ALTER TABLE app.audit_events_default OWNER TO clientele_owner;

CREATE TABLE app.backtests (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    number integer NOT NULL,
    calibration_end date NOT NULL,
    holdout_end date NOT NULL,
    source text NOT NULL,
    customers integer NOT NULL,
    actual_orders bigint NOT NULL,
    model_error double precision,
    last_period_error double precision NOT NULL,
    own_rhythm_error double precision NOT NULL,
    figures jsonb NOT NULL,
    code_version text NOT NULL,
    finished_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT backtests_code_version_length CHECK (((char_length(code_version) >= 1) AND (char_length(code_version) <= 20))),
    CONSTRAINT backtests_counts CHECK (((customers > 0) AND (actual_orders >= 0))),
    CONSTRAINT backtests_holdout CHECK ((holdout_end > calibration_end)),
    CONSTRAINT backtests_model_has_error CHECK (((source = 'own_rhythm'::text) = (model_error IS NULL))),
    CONSTRAINT backtests_number_positive CHECK ((number > 0)),
    CONSTRAINT backtests_source_known CHECK ((source = ANY (ARRAY['fitted'::text, 'pooled'::text, 'own_rhythm'::text])))
);
ALTER TABLE ONLY app.backtests ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.backtests FORCE ROW LEVEL SECURITY;

ALTER TABLE app.backtests OWNER TO clientele_owner;

COMMENT ON TABLE app.backtests IS 'A past period foretold from the time before, against what came and against naive forecasts. Append-only.';

COMMENT ON COLUMN app.backtests.company_id IS 'The company.';

COMMENT ON COLUMN app.backtests.id IS 'UUIDv7.';

COMMENT ON COLUMN app.backtests.number IS 'Number of the backtest in the company, from 1.';

COMMENT ON COLUMN app.backtests.calibration_end IS 'Last day that the model was fitted to.';

COMMENT ON COLUMN app.backtests.holdout_end IS 'Last day that was foretold; the first is the day after calibration_end.';

COMMENT ON COLUMN app.backtests.source IS 'What forecasts came from: fitted, pooled, or own_rhythm where no model holds.';

COMMENT ON COLUMN app.backtests.customers IS 'Customers who bought before the holdout.';

COMMENT ON COLUMN app.backtests.actual_orders IS 'Their purchase days in the holdout.';

COMMENT ON COLUMN app.backtests.model_error IS 'Mean absolute error of the model, in purchase days by customer; null where no model holds.';

COMMENT ON COLUMN app.backtests.last_period_error IS 'The same of the forecast "as many as in as many days before".';

COMMENT ON COLUMN app.backtests.own_rhythm_error IS 'The same of the own-rhythm rule.';

COMMENT ON COLUMN app.backtests.figures IS 'Everything: model and parameters, doubts, errors, tracking by week, calibration by decile.';

COMMENT ON COLUMN app.backtests.code_version IS 'Version of the mathematics.';

COMMENT ON COLUMN app.backtests.finished_at IS 'When it was kept.';

CREATE TABLE app.churn_warnings (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    customer_id uuid NOT NULL,
    last_on date NOT NULL,
    raised_on date NOT NULL,
    due_on date NOT NULL,
    rhythm_days integer NOT NULL,
    late_days integer NOT NULL,
    silent_days integer NOT NULL,
    order_days integer NOT NULL,
    risk text NOT NULL,
    lifetime_minor bigint NOT NULL,
    play text NOT NULL,
    model_number integer NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    closed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT churn_warnings_closed_has_date CHECK (((state = 'open'::text) = (closed_at IS NULL))),
    CONSTRAINT churn_warnings_play_known CHECK ((play = ANY (ARRAY['visit'::text, 'call'::text, 'message'::text, 'win_back'::text]))),
    CONSTRAINT churn_warnings_risk_known CHECK ((risk = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'gone'::text]))),
    CONSTRAINT churn_warnings_state_known CHECK ((state = ANY (ARRAY['open'::text, 'returned'::text, 'false_alarm'::text, 'lost'::text, 'dismissed'::text])))
);
ALTER TABLE ONLY app.churn_warnings ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.churn_warnings FORCE ROW LEVEL SECURITY;

ALTER TABLE app.churn_warnings OWNER TO clientele_owner;

COMMENT ON TABLE app.churn_warnings IS 'A customer is late against the own purchase rhythm. Once for each silence.';

COMMENT ON COLUMN app.churn_warnings.company_id IS 'The company.';

COMMENT ON COLUMN app.churn_warnings.id IS 'UUIDv7.';

COMMENT ON COLUMN app.churn_warnings.customer_id IS 'The customer.';

COMMENT ON COLUMN app.churn_warnings.last_on IS 'The purchase day after which the silence began.';

COMMENT ON COLUMN app.churn_warnings.raised_on IS 'Day of the scoring that raised it.';

COMMENT ON COLUMN app.churn_warnings.due_on IS 'Day by which somebody should have acted.';

COMMENT ON COLUMN app.churn_warnings.rhythm_days IS 'Median days between the customer''s purchase days.';

COMMENT ON COLUMN app.churn_warnings.late_days IS 'Days of silence that were still in time.';

COMMENT ON COLUMN app.churn_warnings.silent_days IS 'Days of silence when the warning was raised.';

COMMENT ON COLUMN app.churn_warnings.order_days IS 'Purchase days the rhythm rests on.';

COMMENT ON COLUMN app.churn_warnings.risk IS 'Churn risk when it was raised: low, medium, high or gone.';

COMMENT ON COLUMN app.churn_warnings.lifetime_minor IS 'Lifetime value at stake when it was raised, minor units.';

COMMENT ON COLUMN app.churn_warnings.play IS 'What was proposed: visit, call, message or win_back.';

COMMENT ON COLUMN app.churn_warnings.model_number IS 'Version of the models when it was raised.';

COMMENT ON COLUMN app.churn_warnings.state IS 'open, returned (ordered again after somebody had acted), false_alarm (ordered again without), lost or dismissed.';

COMMENT ON COLUMN app.churn_warnings.closed_at IS 'When it was closed; null while open.';

COMMENT ON COLUMN app.churn_warnings.created_at IS 'When it was recorded.';

CREATE TABLE app.companies (
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    agency_id uuid NOT NULL,
    name text NOT NULL,
    slug text NOT NULL,
    locale text DEFAULT 'en'::text NOT NULL,
    time_zone text DEFAULT 'UTC'::text NOT NULL,
    currency text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT companies_currency_form CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT companies_locale_known CHECK ((locale = ANY (ARRAY['en'::text, 'zh-CN'::text]))),
    CONSTRAINT companies_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT companies_slug_form CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'::text)),
    CONSTRAINT companies_state_known CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text]))),
    CONSTRAINT companies_time_zone_length CHECK (((char_length(time_zone) >= 1) AND (char_length(time_zone) <= 64)))
);

ALTER TABLE ONLY app.companies FORCE ROW LEVEL SECURITY;

ALTER TABLE app.companies OWNER TO clientele_owner;

COMMENT ON TABLE app.companies IS 'A hosted client company: the tenant.';

COMMENT ON COLUMN app.companies.id IS 'UUIDv7; company_id in every company table.';

COMMENT ON COLUMN app.companies.agency_id IS 'The agency that hosts the company.';

COMMENT ON COLUMN app.companies.name IS 'Display name, 1 to 200 characters.';

COMMENT ON COLUMN app.companies.slug IS 'Short name, unique in this installation: lower-case letters, digits and hyphens.';

COMMENT ON COLUMN app.companies.locale IS 'Language of what the company''s people read: en or zh-CN.';

COMMENT ON COLUMN app.companies.time_zone IS 'IANA time zone; days of orders, schedules and due dates are days of this zone.';

COMMENT ON COLUMN app.companies.currency IS 'ISO 4217 code of every amount of the company.';

COMMENT ON COLUMN app.companies.state IS 'active, or suspended: nobody acts in it and its jobs are dropped.';

COMMENT ON COLUMN app.companies.version IS 'Row version, the source of the ETag.';

COMMENT ON COLUMN app.companies.created_at IS 'When the company was hosted.';

COMMENT ON COLUMN app.companies.updated_at IS 'Last change.';

CREATE TABLE app.company_settings (
    company_id uuid NOT NULL,
    working_days smallint[] DEFAULT '{1,2,3,4,5}'::smallint[] NOT NULL,
    task_capacity integer DEFAULT 2000 NOT NULL,
    churn_due_days integer DEFAULT 3 NOT NULL,
    value_margin double precision DEFAULT 1 NOT NULL,
    value_discount double precision DEFAULT 0.1 NOT NULL,
    value_months integer DEFAULT 12 NOT NULL,
    scored_at timestamp with time zone,
    version bigint DEFAULT 1 NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT company_settings_capacity CHECK (((task_capacity >= 1) AND (task_capacity <= 10000))),
    CONSTRAINT company_settings_churn_due CHECK (((churn_due_days >= 0) AND (churn_due_days <= 90))),
    CONSTRAINT company_settings_discount CHECK (((value_discount >= (0)::double precision) AND (value_discount <= (10)::double precision))),
    CONSTRAINT company_settings_margin CHECK (((value_margin >= (0)::double precision) AND (value_margin <= (1)::double precision))),
    CONSTRAINT company_settings_months CHECK (((value_months >= 1) AND (value_months <= 120))),
    CONSTRAINT company_settings_working_days CHECK ((((cardinality(working_days) >= 1) AND (cardinality(working_days) <= 7)) AND (working_days <@ '{1,2,3,4,5,6,7}'::smallint[])))
);
ALTER TABLE ONLY app.company_settings ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.company_settings FORCE ROW LEVEL SECURITY;

ALTER TABLE app.company_settings OWNER TO clientele_owner;

COMMENT ON TABLE app.company_settings IS 'One row a company: what it sets for itself, and the lock of its planning.';

COMMENT ON COLUMN app.company_settings.company_id IS 'The company.';

COMMENT ON COLUMN app.company_settings.working_days IS 'ISO days of the week (1 Monday to 7 Sunday) on which tasks fall due.';

COMMENT ON COLUMN app.company_settings.task_capacity IS 'Open weighted tasks an agent carries before being passed over, where the membership says nothing.';

COMMENT ON COLUMN app.company_settings.churn_due_days IS 'Days from a churn warning to its due date; half of them where much is at stake, twice as many where little is.';

COMMENT ON COLUMN app.company_settings.value_margin IS 'Share of the revenue that counts as a customer''s value, 0 to 1; 1 until the company says what remains of it.';

COMMENT ON COLUMN app.company_settings.value_discount IS 'Interest of a year by which later value counts less: 0.1 is 10 %.';

COMMENT ON COLUMN app.company_settings.value_months IS 'Months ahead over which a customer''s lifetime value is summed.';

COMMENT ON COLUMN app.company_settings.scored_at IS 'End of the last complete scoring.';

COMMENT ON COLUMN app.company_settings.version IS 'Row version, the source of the ETag.';

COMMENT ON COLUMN app.company_settings.updated_at IS 'Last change.';

CREATE TABLE app.contacts (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    customer_id uuid NOT NULL,
    name text NOT NULL,
    title text,
    email text,
    phone text,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT contacts_email_length CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254))),
    CONSTRAINT contacts_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT contacts_phone_length CHECK (((char_length(phone) >= 3) AND (char_length(phone) <= 40))),
    CONSTRAINT contacts_title_length CHECK (((char_length(title) >= 1) AND (char_length(title) <= 200)))
);
ALTER TABLE ONLY app.contacts ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.contacts FORCE ROW LEVEL SECURITY;

ALTER TABLE app.contacts OWNER TO clientele_owner;

COMMENT ON TABLE app.contacts IS 'A person at a customer organisation.';

COMMENT ON COLUMN app.contacts.company_id IS 'The company.';

COMMENT ON COLUMN app.contacts.id IS 'UUIDv7.';

COMMENT ON COLUMN app.contacts.customer_id IS 'The customer.';

COMMENT ON COLUMN app.contacts.name IS 'Name, 1 to 200 characters.';

COMMENT ON COLUMN app.contacts.title IS 'Position.';

COMMENT ON COLUMN app.contacts.email IS 'Mail address.';

COMMENT ON COLUMN app.contacts.phone IS 'Phone number.';

COMMENT ON COLUMN app.contacts.version IS 'Row version, the source of the ETag.';

COMMENT ON COLUMN app.contacts.created_at IS 'When the contact became known.';

COMMENT ON COLUMN app.contacts.updated_at IS 'Last change.';

CREATE TABLE app.customer_owners (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    customer_id uuid NOT NULL,
    owner_id uuid,
    reason text NOT NULL,
    changed_by uuid,
    since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT customer_owners_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 200)))
);
ALTER TABLE ONLY app.customer_owners ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.customer_owners FORCE ROW LEVEL SECURITY;

ALTER TABLE app.customer_owners OWNER TO clientele_owner;

COMMENT ON TABLE app.customer_owners IS 'Who was responsible for a customer, since when and why. Append-only.';

COMMENT ON COLUMN app.customer_owners.company_id IS 'The company.';

COMMENT ON COLUMN app.customer_owners.id IS 'UUIDv7.';

COMMENT ON COLUMN app.customer_owners.customer_id IS 'The customer.';

COMMENT ON COLUMN app.customer_owners.owner_id IS 'The new owner; null when the customer was left without.';

COMMENT ON COLUMN app.customer_owners.reason IS 'Why, in a word or a sentence.';

COMMENT ON COLUMN app.customer_owners.changed_by IS 'The person who decided; null for the worker.';

COMMENT ON COLUMN app.customer_owners.since IS 'From when.';

CREATE TABLE app.customer_scores (
    company_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    order_count integer NOT NULL,
    order_days integer NOT NULL,
    first_on date NOT NULL,
    last_on date NOT NULL,
    monetary_minor bigint NOT NULL,
    rhythm_days integer,
    rhythm_slow_days integer,
    repeat_minor bigint NOT NULL,
    pace integer,
    rfm smallint NOT NULL,
    alive_percent smallint,
    expected_year double precision NOT NULL,
    next_order_days integer,
    lifetime_minor bigint NOT NULL,
    potential smallint NOT NULL,
    risk text NOT NULL,
    stage text NOT NULL,
    stage_since date NOT NULL,
    tier text NOT NULL,
    tier_since date NOT NULL,
    tier_cause text NOT NULL,
    tier_policy_id uuid NOT NULL,
    tier_reached double precision NOT NULL,
    visit_days integer,
    holds_until date,
    CONSTRAINT customer_scores_cause_known CHECK ((tier_cause = ANY (ARRAY['policy'::text, 'override'::text, 'override_expired'::text]))),
    CONSTRAINT customer_scores_counts CHECK ((((order_days >= 1) AND (order_days <= order_count)) AND (first_on <= last_on))),
    CONSTRAINT customer_scores_forecast CHECK ((((alive_percent >= 0) AND (alive_percent <= 100)) AND (expected_year >= (0)::double precision) AND (lifetime_minor >= 0))),
    CONSTRAINT customer_scores_potential_digit CHECK (((potential >= 1) AND (potential <= 5))),
    CONSTRAINT customer_scores_rfm_digits CHECK (((rfm >= 111) AND (rfm <= 555))),
    CONSTRAINT customer_scores_risk_known CHECK ((risk = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'gone'::text]))),
    CONSTRAINT customer_scores_stage_known CHECK ((stage = ANY (ARRAY['new'::text, 'growing'::text, 'mature'::text, 'declining'::text, 'lost'::text, 'won_back'::text])))
)
WITH (fillfactor='80');
ALTER TABLE ONLY app.customer_scores ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.customer_scores FORCE ROW LEVEL SECURITY;

ALTER TABLE app.customer_scores OWNER TO clientele_owner;

COMMENT ON TABLE app.customer_scores IS 'What the newest scoring says of each customer with orders, with the numbers behind it.';

COMMENT ON COLUMN app.customer_scores.company_id IS 'The company.';

COMMENT ON COLUMN app.customer_scores.customer_id IS 'The customer.';

COMMENT ON COLUMN app.customer_scores.order_count IS 'Orders; refunds do not count.';

COMMENT ON COLUMN app.customer_scores.order_days IS 'Days with at least one order that is no refund; frequency is one less.';

COMMENT ON COLUMN app.customer_scores.first_on IS 'First purchase day.';

COMMENT ON COLUMN app.customer_scores.last_on IS 'Last purchase day.';

COMMENT ON COLUMN app.customer_scores.monetary_minor IS 'Sum of amounts, refunds subtracted, in minor units.';

COMMENT ON COLUMN app.customer_scores.rhythm_days IS 'Median days between purchase days; null below three of them.';

COMMENT ON COLUMN app.customer_scores.rhythm_slow_days IS 'Days between purchase days that nine gaps of ten do not exceed; null below three purchase days.';

COMMENT ON COLUMN app.customer_scores.repeat_minor IS 'Sum of what is dated after the first purchase day, refunds subtracted, in minor units.';

COMMENT ON COLUMN app.customer_scores.pace IS 'How fast the customer buys in the later half of the gaps, in percent of the earlier half; null below five purchase days.';

COMMENT ON COLUMN app.customer_scores.rfm IS 'Three digits, recency, frequency and monetary value: 5 for the best fifth of the company''s buyers, 1 for the last.';

COMMENT ON COLUMN app.customer_scores.alive_percent IS 'Probability that the customer has not left by the day of the models (or last_on, if later), in percent, rounded down to a multiple of 5; null where a rule speaks.';

COMMENT ON COLUMN app.customer_scores.expected_year IS 'Orders expected within 365 days of that day, in steps of 24 to a power of ten.';

COMMENT ON COLUMN app.customer_scores.next_order_days IS 'Days from that day until the next order is due, if the customer is alive, in the same steps; null where none is expected.';

COMMENT ON COLUMN app.customer_scores.lifetime_minor IS 'Margin on the discounted orders expected over the company''s horizon, minor units, in the same steps.';

COMMENT ON COLUMN app.customer_scores.potential IS '5 for the fifth of highest lifetime value, 1 for the last.';

COMMENT ON COLUMN app.customer_scores.risk IS 'Churn risk: low, medium, high or gone.';

COMMENT ON COLUMN app.customer_scores.stage IS 'Lifecycle stage: new, growing, mature, declining, lost or won_back.';

COMMENT ON COLUMN app.customer_scores.stage_since IS 'Day the stage began.';

COMMENT ON COLUMN app.customer_scores.tier IS 'Tier in force: the override while it lasts, else the policy''s.';

COMMENT ON COLUMN app.customer_scores.tier_since IS 'Day the tier began.';

COMMENT ON COLUMN app.customer_scores.tier_cause IS 'What decided: policy, override or override_expired.';

COMMENT ON COLUMN app.customer_scores.tier_policy_id IS 'Policy version in force when the tier began.';

COMMENT ON COLUMN app.customer_scores.tier_reached IS 'What decided when the tier began: the share of customers who had less, or the value under a threshold policy.';

COMMENT ON COLUMN app.customer_scores.visit_days IS 'Days between visits the tier deserves; null for none.';

COMMENT ON COLUMN app.customer_scores.holds_until IS 'First day on which time alone, without an order, may change the row; null for never.';

CREATE TABLE app.customer_shares (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    customer_id uuid NOT NULL,
    person_id uuid NOT NULL,
    level text NOT NULL,
    reason text NOT NULL,
    shared_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT customer_shares_expiry CHECK (((expires_at > created_at) AND (expires_at <= (created_at + '366 days'::interval)))),
    CONSTRAINT customer_shares_level_known CHECK ((level = ANY (ARRAY['read'::text, 'write'::text]))),
    CONSTRAINT customer_shares_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 200)))
);
ALTER TABLE ONLY app.customer_shares ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.customer_shares FORCE ROW LEVEL SECURITY;

ALTER TABLE app.customer_shares OWNER TO clientele_owner;

COMMENT ON TABLE app.customer_shares IS 'Customers that were lent to a colleague: seen by both, for a time, with a reason.';

COMMENT ON COLUMN app.customer_shares.company_id IS 'The company.';

COMMENT ON COLUMN app.customer_shares.id IS 'UUIDv7.';

COMMENT ON COLUMN app.customer_shares.customer_id IS 'The customer.';

COMMENT ON COLUMN app.customer_shares.person_id IS 'With whom it is shared.';

COMMENT ON COLUMN app.customer_shares.level IS 'read or write; neither lets them share it on.';

COMMENT ON COLUMN app.customer_shares.reason IS 'Why, in a word or a sentence.';

COMMENT ON COLUMN app.customer_shares.shared_by IS 'Who shared it; null for an integration.';

COMMENT ON COLUMN app.customer_shares.created_at IS 'Since when.';

COMMENT ON COLUMN app.customer_shares.expires_at IS 'Until when, at most 366 days; the policies compare with the clock.';

COMMENT ON COLUMN app.customer_shares.revoked_at IS 'When it was taken back before; null otherwise.';

CREATE TABLE app.customers (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    code text,
    code_key text GENERATED ALWAYS AS (lower(code)) STORED COLLATE pg_catalog."C",
    kind text DEFAULT 'person'::text NOT NULL,
    name text NOT NULL,
    name_key text GENERATED ALWAYS AS (lower(name)) STORED NOT NULL COLLATE pg_catalog."C",
    email text,
    email_key text GENERATED ALWAYS AS (lower(email)) STORED,
    phone text,
    note text,
    owner_id uuid,
    state text DEFAULT 'active'::text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT customers_archived_has_date CHECK (((state = 'archived'::text) = (archived_at IS NOT NULL))),
    CONSTRAINT customers_code_length CHECK (((char_length(code) >= 1) AND (char_length(code) <= 100))),
    CONSTRAINT customers_email_length CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254))),
    CONSTRAINT customers_kind_known CHECK ((kind = ANY (ARRAY['person'::text, 'organisation'::text]))),
    CONSTRAINT customers_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT customers_note_length CHECK ((char_length(note) <= 4000)),
    CONSTRAINT customers_phone_length CHECK (((char_length(phone) >= 3) AND (char_length(phone) <= 40))),
    CONSTRAINT customers_state_known CHECK ((state = ANY (ARRAY['active'::text, 'archived'::text])))
);
ALTER TABLE ONLY app.customers ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.customers FORCE ROW LEVEL SECURITY;

ALTER TABLE app.customers OWNER TO clientele_owner;

COMMENT ON TABLE app.customers IS 'Whom a company serves: a person or an organisation. Who does not see the whole company sees the customers of their own, of their team or of the teams below, and those shared with them.';

COMMENT ON COLUMN app.customers.company_id IS 'The company.';

COMMENT ON COLUMN app.customers.id IS 'UUIDv7.';

COMMENT ON COLUMN app.customers.code IS 'The company''s own number of the customer; unique in the company; imports match by it.';

COMMENT ON COLUMN app.customers.code_key IS 'Lower-case code: prefix search.';

COMMENT ON COLUMN app.customers.kind IS 'person or organisation.';

COMMENT ON COLUMN app.customers.name IS 'Name, 1 to 200 characters (Chinese names family-first).';

COMMENT ON COLUMN app.customers.name_key IS 'Lower-case name: the order of lists and prefix search.';

COMMENT ON COLUMN app.customers.email IS 'Mail address as entered.';

COMMENT ON COLUMN app.customers.email_key IS 'Lower-case mail address.';

COMMENT ON COLUMN app.customers.phone IS 'Phone number as entered.';

COMMENT ON COLUMN app.customers.note IS 'Free text.';

COMMENT ON COLUMN app.customers.owner_id IS 'The agent responsible; null while nobody is. History in customer_owners.';

COMMENT ON COLUMN app.customers.state IS 'active or archived.';

COMMENT ON COLUMN app.customers.version IS 'Row version, the source of the ETag.';

COMMENT ON COLUMN app.customers.created_at IS 'When the customer became known.';

COMMENT ON COLUMN app.customers.updated_at IS 'Last change.';

COMMENT ON COLUMN app.customers.archived_at IS 'When the customer was archived; null while active.';

CREATE TABLE app.event_logs (
    company_id uuid NOT NULL,
    first_number bigint DEFAULT 1 NOT NULL,
    last_number bigint DEFAULT 0 NOT NULL,
    kept_until timestamp with time zone NOT NULL,
    CONSTRAINT event_logs_order CHECK (((first_number >= 1) AND (first_number <= (last_number + 1))))
);
ALTER TABLE ONLY app.event_logs ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.event_logs FORCE ROW LEVEL SECURITY;

ALTER TABLE app.event_logs OWNER TO clientele_owner;

COMMENT ON TABLE app.event_logs IS 'Which companies'' events are logged, until when, and how far.';

COMMENT ON COLUMN app.event_logs.company_id IS 'The company.';

COMMENT ON COLUMN app.event_logs.first_number IS 'The first event behind the last gap: what happened in a gap was not logged.';

COMMENT ON COLUMN app.event_logs.last_number IS 'The last event that was logged, or the gap behind it; 0 for none.';

COMMENT ON COLUMN app.event_logs.kept_until IS 'Events are logged until then; put off while somebody listens.';

CREATE TABLE app.events_default (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    number bigint NOT NULL,
    type text NOT NULL,
    customer_id uuid,
    body text NOT NULL,
    logged_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT events_type_length CHECK (((char_length(type) >= 1) AND (char_length(type) <= 100)))
);
ALTER TABLE ONLY app.events_default ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.events_default FORCE ROW LEVEL SECURITY;

ALTER TABLE app.events_default OWNER TO clientele_owner;

CREATE TABLE app.global_schedules (
    name text NOT NULL,
    kind text NOT NULL,
    version smallint DEFAULT 1 NOT NULL,
    payload jsonb DEFAULT '{}'::jsonb NOT NULL,
    rule text NOT NULL,
    time_zone text,
    misfire text DEFAULT 'once'::text NOT NULL,
    paused boolean DEFAULT false NOT NULL,
    revision bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT global_schedules_kind_form CHECK (((char_length(kind) >= 1) AND (char_length(kind) <= 100))),
    CONSTRAINT global_schedules_misfire_known CHECK ((misfire = ANY (ARRAY['skip'::text, 'once'::text, 'all'::text]))),
    CONSTRAINT global_schedules_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT global_schedules_rule_length CHECK (((char_length(rule) >= 9) AND (char_length(rule) <= 200))),
    CONSTRAINT global_schedules_time_zone_length CHECK (((char_length(time_zone) >= 1) AND (char_length(time_zone) <= 64))),
    CONSTRAINT global_schedules_version_positive CHECK ((version >= 1))
);

ALTER TABLE app.global_schedules OWNER TO clientele_owner;

COMMENT ON TABLE app.global_schedules IS 'Schedules that every company has; each follows with a row of its own in app.schedules.';

COMMENT ON COLUMN app.global_schedules.name IS 'What it is called. A company''s own schedule of this name stands in its place.';

COMMENT ON COLUMN app.global_schedules.kind IS 'The kind of the job it starts.';

COMMENT ON COLUMN app.global_schedules.version IS 'Version of the shape of the payload.';

COMMENT ON COLUMN app.global_schedules.payload IS 'Payload of each job.';

COMMENT ON COLUMN app.global_schedules.rule IS 'When it is due: a cron expression, or a rule of working days.';

COMMENT ON COLUMN app.global_schedules.time_zone IS 'IANA time zone of the rule; null follows each company.';

COMMENT ON COLUMN app.global_schedules.misfire IS 'Times that no worker was there for: skip, once (one job for all of them), all.';

COMMENT ON COLUMN app.global_schedules.paused IS 'Whether it rests in every company.';

COMMENT ON COLUMN app.global_schedules.revision IS 'Counts the changes; a company whose row has another one does not start it until it has followed.';

COMMENT ON COLUMN app.global_schedules.created_at IS 'When it was set up.';

CREATE TABLE app.hosting_replies (
    bearer_id uuid NOT NULL,
    operation text NOT NULL,
    key text NOT NULL,
    body_hash bytea NOT NULL,
    status smallint NOT NULL,
    headers jsonb DEFAULT '{}'::jsonb NOT NULL,
    body bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT hosting_replies_hash_length CHECK ((octet_length(body_hash) = 32)),
    CONSTRAINT hosting_replies_key_length CHECK (((char_length(key) >= 1) AND (char_length(key) <= 255))),
    CONSTRAINT hosting_replies_operation_length CHECK (((char_length(operation) >= 1) AND (char_length(operation) <= 200)))
);

ALTER TABLE app.hosting_replies OWNER TO clientele_owner;

COMMENT ON TABLE app.hosting_replies IS 'The stored answer of a request under /v1/me or /v1/agency that may be repeated; kept for a day.';

COMMENT ON COLUMN app.hosting_replies.bearer_id IS 'The API key or the session that asked.';

COMMENT ON COLUMN app.hosting_replies.operation IS 'The operation''s id and path.';

COMMENT ON COLUMN app.hosting_replies.key IS 'The Idempotency-Key header.';

COMMENT ON COLUMN app.hosting_replies.body_hash IS 'SHA-256 of the request body: another body under the same key is refused.';

COMMENT ON COLUMN app.hosting_replies.status IS 'Status of the answer; 0 while the request is under way.';

COMMENT ON COLUMN app.hosting_replies.headers IS 'Location and ETag of the answer.';

COMMENT ON COLUMN app.hosting_replies.body IS 'Body of the answer; never one that shows a secret.';

COMMENT ON COLUMN app.hosting_replies.created_at IS 'When it was announced.';

CREATE TABLE app.idempotency_keys (
    company_id uuid NOT NULL,
    bearer_id uuid NOT NULL,
    operation text NOT NULL,
    key text NOT NULL,
    body_hash bytea NOT NULL,
    status smallint NOT NULL,
    headers jsonb DEFAULT '{}'::jsonb NOT NULL,
    body bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_keys_hash_length CHECK ((octet_length(body_hash) = 32)),
    CONSTRAINT idempotency_keys_key_length CHECK (((char_length(key) >= 1) AND (char_length(key) <= 255))),
    CONSTRAINT idempotency_keys_operation_length CHECK (((char_length(operation) >= 1) AND (char_length(operation) <= 200)))
);
ALTER TABLE ONLY app.idempotency_keys ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.idempotency_keys FORCE ROW LEVEL SECURITY;

ALTER TABLE app.idempotency_keys OWNER TO clientele_owner;

COMMENT ON TABLE app.idempotency_keys IS 'The stored answer of a request that may be repeated; written with its effect, kept for a day.';

COMMENT ON COLUMN app.idempotency_keys.company_id IS 'The company.';

COMMENT ON COLUMN app.idempotency_keys.bearer_id IS 'The API key or the session that asked.';

COMMENT ON COLUMN app.idempotency_keys.operation IS 'The operation''s id and path.';

COMMENT ON COLUMN app.idempotency_keys.key IS 'The Idempotency-Key header.';

COMMENT ON COLUMN app.idempotency_keys.body_hash IS 'SHA-256 of the request body: another body under the same key is refused.';

COMMENT ON COLUMN app.idempotency_keys.status IS 'Status of the answer.';

COMMENT ON COLUMN app.idempotency_keys.headers IS 'Location and ETag of the answer.';

COMMENT ON COLUMN app.idempotency_keys.body IS 'Body of the answer.';

COMMENT ON COLUMN app.idempotency_keys.created_at IS 'When it was stored.';

CREATE TABLE app.identity_providers (
    agency_id uuid NOT NULL,
    issuer text NOT NULL,
    client_id text NOT NULL,
    sealed_secret bytea NOT NULL,
    email_domain text NOT NULL,
    allow_passwords boolean NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT identity_providers_client_length CHECK (((char_length(client_id) >= 1) AND (char_length(client_id) <= 255))),
    CONSTRAINT identity_providers_domain_form CHECK (((email_domain ~ '^[a-z0-9-]+([.][a-z0-9-]+)+$'::text) AND (char_length(email_domain) <= 189))),
    CONSTRAINT identity_providers_issuer_form CHECK (((issuer ~ '^https?://[^?#[:space:]]+$'::text) AND (char_length(issuer) <= 500))),
    CONSTRAINT identity_providers_secret_length CHECK (((octet_length(sealed_secret) >= 29) AND (octet_length(sealed_secret) <= 540)))
);

ALTER TABLE app.identity_providers OWNER TO clientele_owner;

COMMENT ON TABLE app.identity_providers IS 'Who says who somebody is, for the people of an agency (OpenID Connect). Set by the operator of the installation.';

COMMENT ON COLUMN app.identity_providers.agency_id IS 'The agency whose people it is for: those who work for it and for no other.';

COMMENT ON COLUMN app.identity_providers.issuer IS 'The provider''s name for itself, an address, letter by letter.';

COMMENT ON COLUMN app.identity_providers.client_id IS 'What it calls us.';

COMMENT ON COLUMN app.identity_providers.sealed_secret IS 'What we prove that with, under IDENTITY_KEY, AES-256-GCM: nonce, ciphertext, tag; bound to agency and issuer.';

COMMENT ON COLUMN app.identity_providers.email_domain IS 'Whose addresses it vouches for: what stands behind the @, in lower case.';

COMMENT ON COLUMN app.identity_providers.allow_passwords IS 'Whether its people may sign in with a password as well.';

COMMENT ON COLUMN app.identity_providers.created_at IS 'Since when.';

COMMENT ON COLUMN app.identity_providers.updated_at IS 'Last change.';

CREATE TABLE app.import_chunks (
    company_id uuid NOT NULL,
    import_id uuid NOT NULL,
    "position" integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT import_chunks_size CHECK (((octet_length(bytes) >= 1) AND (octet_length(bytes) <= 1048576)))
);
ALTER TABLE ONLY app.import_chunks ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.import_chunks FORCE ROW LEVEL SECURITY;

ALTER TABLE app.import_chunks OWNER TO clientele_owner;

COMMENT ON TABLE app.import_chunks IS 'The bytes of a file uploaded through the API, until its import has ended.';

COMMENT ON COLUMN app.import_chunks.company_id IS 'The company.';

COMMENT ON COLUMN app.import_chunks.import_id IS 'The import.';

COMMENT ON COLUMN app.import_chunks."position" IS 'Order of the chunk, from 0.';

COMMENT ON COLUMN app.import_chunks.bytes IS 'Up to 1 MiB of the file.';

CREATE TABLE app.import_rejects (
    company_id uuid NOT NULL,
    import_id uuid NOT NULL,
    line bigint NOT NULL,
    code text NOT NULL,
    reason text NOT NULL,
    raw text NOT NULL,
    CONSTRAINT import_rejects_code_length CHECK (((char_length(code) >= 1) AND (char_length(code) <= 60))),
    CONSTRAINT import_rejects_raw_length CHECK ((char_length(raw) <= 1000)),
    CONSTRAINT import_rejects_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 500)))
);
ALTER TABLE ONLY app.import_rejects ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.import_rejects FORCE ROW LEVEL SECURITY;

ALTER TABLE app.import_rejects OWNER TO clientele_owner;

COMMENT ON TABLE app.import_rejects IS 'Rows of an import that were refused.';

COMMENT ON COLUMN app.import_rejects.company_id IS 'The company.';

COMMENT ON COLUMN app.import_rejects.import_id IS 'The import.';

COMMENT ON COLUMN app.import_rejects.line IS 'Physical line where the row begins, from 1.';

COMMENT ON COLUMN app.import_rejects.code IS 'Stable code of the reason.';

COMMENT ON COLUMN app.import_rejects.reason IS 'The reason in the company''s language.';

COMMENT ON COLUMN app.import_rejects.raw IS 'The row''s text, cut at 1,000 characters.';

CREATE TABLE app.imports (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    operation_id uuid,
    kind text DEFAULT 'orders'::text NOT NULL,
    source text NOT NULL,
    file_name text NOT NULL,
    fingerprint bytea NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    state text DEFAULT 'running'::text NOT NULL,
    bytes_total bigint,
    bytes_done bigint DEFAULT 0 NOT NULL,
    text_done bigint DEFAULT 0 NOT NULL,
    line bigint DEFAULT 0 NOT NULL,
    rows_read bigint DEFAULT 0 NOT NULL,
    rows_inserted bigint DEFAULT 0 NOT NULL,
    rows_unchanged bigint DEFAULT 0 NOT NULL,
    rows_rejected bigint DEFAULT 0 NOT NULL,
    problem text,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT imports_file_name_length CHECK (((char_length(file_name) >= 1) AND (char_length(file_name) <= 255))),
    CONSTRAINT imports_fingerprint_length CHECK ((octet_length(fingerprint) = 32)),
    CONSTRAINT imports_finished_has_date CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])) = (finished_at IS NOT NULL))),
    CONSTRAINT imports_kind_known CHECK ((kind = 'orders'::text)),
    CONSTRAINT imports_problem_length CHECK (((char_length(problem) >= 1) AND (char_length(problem) <= 500))),
    CONSTRAINT imports_source_length CHECK (((char_length(source) >= 1) AND (char_length(source) <= 40))),
    CONSTRAINT imports_state_known CHECK ((state = ANY (ARRAY['uploading'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
ALTER TABLE ONLY app.imports ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.imports FORCE ROW LEVEL SECURITY;

ALTER TABLE app.imports OWNER TO clientele_owner;

COMMENT ON TABLE app.imports IS 'One file on its way in: where it stands is saved with each batch, so an interrupted import resumes.';

COMMENT ON COLUMN app.imports.company_id IS 'The company.';

COMMENT ON COLUMN app.imports.id IS 'UUIDv7.';

COMMENT ON COLUMN app.imports.operation_id IS 'The operation that reports progress, for imports through the API.';

COMMENT ON COLUMN app.imports.kind IS 'What the rows are: orders.';

COMMENT ON COLUMN app.imports.source IS 'The source of the rows'' natural key.';

COMMENT ON COLUMN app.imports.file_name IS 'Name of the file, without its folder.';

COMMENT ON COLUMN app.imports.fingerprint IS 'SHA-256 that tells the same file again.';

COMMENT ON COLUMN app.imports.settings IS 'Column mapping, delimiter and encoding used.';

COMMENT ON COLUMN app.imports.state IS 'uploading, running, done, failed or cancelled.';

COMMENT ON COLUMN app.imports.bytes_total IS 'Size of the file, where known.';

COMMENT ON COLUMN app.imports.bytes_done IS 'Bytes of the file read when the last batch was stored.';

COMMENT ON COLUMN app.imports.text_done IS 'Bytes of the file''s text in UTF-8 whose rows are stored: where an interrupted import goes on.';

COMMENT ON COLUMN app.imports.line IS 'Last physical line whose row is stored.';

COMMENT ON COLUMN app.imports.rows_read IS 'Data rows read.';

COMMENT ON COLUMN app.imports.rows_inserted IS 'Rows that were new.';

COMMENT ON COLUMN app.imports.rows_unchanged IS 'Rows that were known already.';

COMMENT ON COLUMN app.imports.rows_rejected IS 'Rows refused, each with a reason.';

COMMENT ON COLUMN app.imports.problem IS 'Why it failed, in one sentence.';

COMMENT ON COLUMN app.imports.created_by IS 'Who imports; null for the operator.';

COMMENT ON COLUMN app.imports.created_at IS 'Start.';

COMMENT ON COLUMN app.imports.updated_at IS 'Last batch.';

COMMENT ON COLUMN app.imports.finished_at IS 'End; null while under way.';

CREATE TABLE app.insight_models (
    company_id uuid NOT NULL,
    number integer NOT NULL,
    segment text NOT NULL,
    subject text NOT NULL,
    source text NOT NULL,
    model text,
    window_start date,
    window_end date NOT NULL,
    customers integer NOT NULL,
    repeat_buyers integer NOT NULL,
    parameters jsonb NOT NULL,
    diagnostics jsonb,
    doubts jsonb NOT NULL,
    mean_value double precision,
    correlation double precision,
    holdout jsonb,
    code_version text NOT NULL,
    fitted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT insight_models_counts CHECK (((repeat_buyers >= 0) AND (repeat_buyers <= customers))),
    CONSTRAINT insight_models_fit_is_told CHECK (((model IS NULL) = (diagnostics IS NULL))),
    CONSTRAINT insight_models_model_known CHECK ((model = ANY (ARRAY['bg_nbd'::text, 'mbg_nbd'::text, 'gamma_gamma'::text]))),
    CONSTRAINT insight_models_number_positive CHECK ((number > 0)),
    CONSTRAINT insight_models_rule_has_none CHECK (((source = 'own_rhythm'::text) = (model IS NULL))),
    CONSTRAINT insight_models_segment_known CHECK ((segment = ANY (ARRAY['person'::text, 'organisation'::text]))),
    CONSTRAINT insight_models_source_known CHECK ((source = ANY (ARRAY['fitted'::text, 'pooled'::text, 'own_rhythm'::text]))),
    CONSTRAINT insight_models_subject_known CHECK ((subject = ANY (ARRAY['orders'::text, 'value'::text])))
);
ALTER TABLE ONLY app.insight_models ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.insight_models FORCE ROW LEVEL SECURITY;

ALTER TABLE app.insight_models OWNER TO clientele_owner;

COMMENT ON TABLE app.insight_models IS 'Versions of the models of a company: for each kind of customer one of orders and one of value, or the rule in their place.';

COMMENT ON COLUMN app.insight_models.company_id IS 'The company.';

COMMENT ON COLUMN app.insight_models.number IS 'Number of the version in the company, from 1; all rows of a fit share it.';

COMMENT ON COLUMN app.insight_models.segment IS 'The customers it speaks of: person or organisation.';

COMMENT ON COLUMN app.insight_models.subject IS 'orders: when they buy; value: how much they spend.';

COMMENT ON COLUMN app.insight_models.source IS 'fitted: to the segment; pooled: to all customers, because the segment gives doubts; own_rhythm: no model holds, a rule speaks.';

COMMENT ON COLUMN app.insight_models.model IS 'bg_nbd, mbg_nbd or gamma_gamma; null where a rule speaks.';

COMMENT ON COLUMN app.insight_models.window_start IS 'Day of the first order it rests on; null without orders.';

COMMENT ON COLUMN app.insight_models.window_end IS 'Last day whose orders it rests on.';

COMMENT ON COLUMN app.insight_models.customers IS 'Customers it was fitted to; where a rule speaks, customers of the segment.';

COMMENT ON COLUMN app.insight_models.repeat_buyers IS 'Customers among them with a repeat purchase.';

COMMENT ON COLUMN app.insight_models.parameters IS 'List of name, value, standard_error and interval (95 %); times are days, money is minor units.';

COMMENT ON COLUMN app.insight_models.diagnostics IS 'How the fit went: converged, log_likelihood, iterations, searches, gradient_norm, condition_number, at_bounds.';

COMMENT ON COLUMN app.insight_models.doubts IS 'What was held against the models that were passed over: list of code with its number.';

COMMENT ON COLUMN app.insight_models.mean_value IS 'Mean value of a repeat purchase over the customers, minor units; null for orders.';

COMMENT ON COLUMN app.insight_models.correlation IS 'Correlation of repeats and their value, which the model of value assumes to be nil; null for orders and where there is none.';

COMMENT ON COLUMN app.insight_models.holdout IS 'How the version would have foretold a period that was kept from it; null until a backtest.';

COMMENT ON COLUMN app.insight_models.code_version IS 'Version of the program''s mathematics.';

COMMENT ON COLUMN app.insight_models.fitted_at IS 'When it was fitted.';

CREATE TABLE app.interactions (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    customer_id uuid NOT NULL,
    person_id uuid,
    kind text NOT NULL,
    direction text DEFAULT 'outbound'::text NOT NULL,
    summary text NOT NULL,
    asked_for text,
    promised text,
    happened_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT interactions_asked_for_length CHECK ((char_length(asked_for) <= 1000)),
    CONSTRAINT interactions_direction_known CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text]))),
    CONSTRAINT interactions_kind_known CHECK ((kind = ANY (ARRAY['call'::text, 'visit'::text, 'chat'::text, 'mail'::text, 'event'::text]))),
    CONSTRAINT interactions_promised_length CHECK ((char_length(promised) <= 1000)),
    CONSTRAINT interactions_summary_length CHECK (((char_length(summary) >= 1) AND (char_length(summary) <= 4000)))
)
PARTITION BY RANGE (id);
ALTER TABLE ONLY app.interactions ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.interactions FORCE ROW LEVEL SECURITY;

ALTER TABLE app.interactions OWNER TO clientele_owner;

COMMENT ON TABLE app.interactions IS 'What happened with a customer: call, visit, chat, mail, event. Append-only, partitioned by month.';

COMMENT ON COLUMN app.interactions.company_id IS 'The company.';

COMMENT ON COLUMN app.interactions.id IS 'UUIDv7; its month decides the partition.';

COMMENT ON COLUMN app.interactions.customer_id IS 'The customer.';

COMMENT ON COLUMN app.interactions.person_id IS 'The membership''s person who acted; null for an integration.';

COMMENT ON COLUMN app.interactions.kind IS 'call, visit, chat, mail or event.';

COMMENT ON COLUMN app.interactions.direction IS 'inbound (the customer came to us) or outbound.';

COMMENT ON COLUMN app.interactions.summary IS 'What happened, 1 to 4,000 characters.';

COMMENT ON COLUMN app.interactions.asked_for IS 'What the customer asked for.';

COMMENT ON COLUMN app.interactions.promised IS 'What was promised.';

COMMENT ON COLUMN app.interactions.happened_at IS 'When it happened.';

COMMENT ON COLUMN app.interactions.created_at IS 'When it was recorded.';

CREATE TABLE app.interactions_default (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    customer_id uuid NOT NULL,
    person_id uuid,
    kind text NOT NULL,
    direction text DEFAULT 'outbound'::text NOT NULL,
    summary text NOT NULL,
    asked_for text,
    promised text,
    happened_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT interactions_asked_for_length CHECK ((char_length(asked_for) <= 1000)),
    CONSTRAINT interactions_direction_known CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text]))),
    CONSTRAINT interactions_kind_known CHECK ((kind = ANY (ARRAY['call'::text, 'visit'::text, 'chat'::text, 'mail'::text, 'event'::text]))),
    CONSTRAINT interactions_promised_length CHECK ((char_length(promised) <= 1000)),
    CONSTRAINT interactions_summary_length CHECK (((char_length(summary) >= 1) AND (char_length(summary) <= 4000)))
);
ALTER TABLE ONLY app.interactions_default ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.interactions_default FORCE ROW LEVEL SECURITY;

ALTER TABLE app.interactions_default OWNER TO clientele_owner;

CREATE TABLE app.job_history_default (
    company_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    version smallint NOT NULL,
    payload jsonb NOT NULL,
    queue text NOT NULL,
    priority smallint NOT NULL,
    unique_key text,
    operation_id uuid,
    state text NOT NULL,
    attempt smallint NOT NULL,
    max_attempts smallint NOT NULL,
    run_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone DEFAULT now() NOT NULL,
    worker uuid,
    last_error text,
    CONSTRAINT job_history_dead_has_error CHECK (((state <> 'dead'::text) OR (last_error IS NOT NULL))),
    CONSTRAINT job_history_done_was_started CHECK (((state <> 'done'::text) OR ((started_at IS NOT NULL) AND (attempt >= 1)))),
    CONSTRAINT job_history_state_final CHECK ((state = ANY (ARRAY['done'::text, 'dead'::text, 'cancelled'::text])))
);
ALTER TABLE ONLY app.job_history_default ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.job_history_default FORCE ROW LEVEL SECURITY;

ALTER TABLE app.job_history_default OWNER TO clientele_owner;

CREATE TABLE app.jobs (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    kind text NOT NULL,
    version smallint DEFAULT 1 NOT NULL,
    payload jsonb DEFAULT '{}'::jsonb NOT NULL,
    queue text DEFAULT 'default'::text NOT NULL,
    priority smallint DEFAULT 5 NOT NULL,
    unique_key text,
    operation_id uuid,
    state text DEFAULT 'ready'::text NOT NULL,
    attempt smallint DEFAULT 0 NOT NULL,
    max_attempts smallint DEFAULT 12 NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    lease_until timestamp with time zone,
    worker uuid,
    cancel_requested boolean DEFAULT false NOT NULL,
    last_error text,
    CONSTRAINT jobs_attempts CHECK (((max_attempts >= 1) AND ((attempt >= 0) AND (attempt <= max_attempts)))),
    CONSTRAINT jobs_cancel_only_running CHECK (((NOT cancel_requested) OR (state = 'running'::text))),
    CONSTRAINT jobs_kind_form CHECK (((char_length(kind) >= 1) AND (char_length(kind) <= 100))),
    CONSTRAINT jobs_last_error_length CHECK ((char_length(last_error) <= 2000)),
    CONSTRAINT jobs_priority_known CHECK (((priority >= 0) AND (priority <= 9))),
    CONSTRAINT jobs_queue_form CHECK (((char_length(queue) >= 1) AND (char_length(queue) <= 50))),
    CONSTRAINT jobs_running_has_lease CHECK ((((state = 'running'::text) = (worker IS NOT NULL)) AND ((state = 'running'::text) = (lease_until IS NOT NULL)) AND ((state = 'running'::text) <= ((started_at IS NOT NULL) AND (attempt >= 1))))),
    CONSTRAINT jobs_state_live CHECK ((state = ANY (ARRAY['ready'::text, 'running'::text]))),
    CONSTRAINT jobs_unique_key_length CHECK (((char_length(unique_key) >= 1) AND (char_length(unique_key) <= 200))),
    CONSTRAINT jobs_version_positive CHECK ((version >= 1))
)
WITH (autovacuum_vacuum_scale_factor='0.02', autovacuum_vacuum_threshold='1000', autovacuum_vacuum_cost_delay='0', autovacuum_analyze_scale_factor='0.1');
ALTER TABLE ONLY app.jobs ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.jobs FORCE ROW LEVEL SECURITY;

ALTER TABLE app.jobs OWNER TO clientele_owner;

COMMENT ON TABLE app.jobs IS 'Background work that is still to be done: ready or running.';

COMMENT ON COLUMN app.jobs.company_id IS 'The company.';

COMMENT ON COLUMN app.jobs.id IS 'UUIDv7, kept in the history.';

COMMENT ON COLUMN app.jobs.kind IS 'The declared kind of work, such as insight.score_company.';

COMMENT ON COLUMN app.jobs.version IS 'Version of the shape of the payload.';

COMMENT ON COLUMN app.jobs.payload IS 'What the handler needs to know.';

COMMENT ON COLUMN app.jobs.queue IS 'The queue of the kind; caps may be set by queue.';

COMMENT ON COLUMN app.jobs.priority IS '0 first, 9 last, among the jobs of the company.';

COMMENT ON COLUMN app.jobs.unique_key IS 'At most one live job of this kind and key in the company.';

COMMENT ON COLUMN app.jobs.operation_id IS 'The operation that shows its progress, if somebody watches.';

COMMENT ON COLUMN app.jobs.state IS 'ready or running.';

COMMENT ON COLUMN app.jobs.attempt IS 'How often it was started.';

COMMENT ON COLUMN app.jobs.max_attempts IS 'How often it may be started before it is dead.';

COMMENT ON COLUMN app.jobs.run_at IS 'Not to be started before.';

COMMENT ON COLUMN app.jobs.created_at IS 'When it was enqueued.';

COMMENT ON COLUMN app.jobs.started_at IS 'When the latest attempt began.';

COMMENT ON COLUMN app.jobs.lease_until IS 'Until then the worker has it for itself; renewed while it runs.';

COMMENT ON COLUMN app.jobs.worker IS 'The worker process that holds the lease.';

COMMENT ON COLUMN app.jobs.cancel_requested IS 'Somebody asked to stop it; the worker sees it with its next heartbeat.';

COMMENT ON COLUMN app.jobs.last_error IS 'What went wrong in the latest attempt that failed.';

CREATE TABLE app.login_links (
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    person_id uuid NOT NULL,
    purpose text NOT NULL,
    secret_hash bytea NOT NULL,
    issuer_company_id uuid,
    issuer_agency_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT login_links_hash_length CHECK ((octet_length(secret_hash) = 32)),
    CONSTRAINT login_links_one_issuer CHECK ((num_nonnulls(issuer_company_id, issuer_agency_id) <= 1)),
    CONSTRAINT login_links_purpose_known CHECK ((purpose = ANY (ARRAY['invitation'::text, 'reset'::text])))
);

ALTER TABLE app.login_links OWNER TO clientele_owner;

COMMENT ON TABLE app.login_links IS 'Links that let a person set a password, once.';

COMMENT ON COLUMN app.login_links.id IS 'UUIDv7.';

COMMENT ON COLUMN app.login_links.person_id IS 'Whose password it sets.';

COMMENT ON COLUMN app.login_links.purpose IS 'invitation sets the first one, reset another.';

COMMENT ON COLUMN app.login_links.secret_hash IS 'SHA-256 of the link''s last part.';

COMMENT ON COLUMN app.login_links.issuer_company_id IS 'The company that made it: it works while the person works nowhere else. Null for another issuer.';

COMMENT ON COLUMN app.login_links.issuer_agency_id IS 'The agency that made it: it works while the person works in its companies only. Null for another issuer.';

COMMENT ON COLUMN app.login_links.created_at IS 'When it was made.';

COMMENT ON COLUMN app.login_links.expires_at IS 'Until when it works.';

COMMENT ON COLUMN app.login_links.used_at IS 'When it was used; null while it was not.';

CREATE TABLE app.memberships (
    company_id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    role_id uuid,
    name text NOT NULL,
    locale text DEFAULT 'en'::text NOT NULL,
    team_id uuid,
    task_capacity integer,
    state text DEFAULT 'active'::text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT memberships_capacity CHECK (((task_capacity >= 0) AND (task_capacity <= 10000))),
    CONSTRAINT memberships_ended_has_date CHECK (((state = 'ended'::text) = (ended_at IS NOT NULL))),
    CONSTRAINT memberships_locale_known CHECK ((locale = ANY (ARRAY['en'::text, 'zh-CN'::text]))),
    CONSTRAINT memberships_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT memberships_role_known CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'agent'::text, 'auditor'::text]))),
    CONSTRAINT memberships_state_known CHECK ((state = ANY (ARRAY['active'::text, 'ended'::text])))
);
ALTER TABLE ONLY app.memberships ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.memberships FORCE ROW LEVEL SECURITY;

ALTER TABLE app.memberships OWNER TO clientele_owner;

COMMENT ON TABLE app.memberships IS 'A person''s place in one company.';

COMMENT ON COLUMN app.memberships.company_id IS 'The company.';

COMMENT ON COLUMN app.memberships.person_id IS 'The person.';

COMMENT ON COLUMN app.memberships.role IS 'owner, manager, agent or auditor; the base of the company''s own role where there is one.';

COMMENT ON COLUMN app.memberships.role_id IS 'The company''s own role; null for the built-in one.';

COMMENT ON COLUMN app.memberships.name IS 'How the person is called in this company.';

COMMENT ON COLUMN app.memberships.locale IS 'Language the person reads in this company.';

COMMENT ON COLUMN app.memberships.team_id IS 'The person''s team; null outside every team.';

COMMENT ON COLUMN app.memberships.task_capacity IS 'Open weighted tasks before being passed over; null takes the company''s setting, 0 takes no new work.';

COMMENT ON COLUMN app.memberships.state IS 'active or ended.';

COMMENT ON COLUMN app.memberships.version IS 'Row version, the source of the ETag.';

COMMENT ON COLUMN app.memberships.created_at IS 'Since when.';

COMMENT ON COLUMN app.memberships.updated_at IS 'Last change.';

COMMENT ON COLUMN app.memberships.ended_at IS 'Until when; null while active.';

CREATE TABLE app.operations (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    job_id uuid NOT NULL,
    kind text NOT NULL,
    person_id uuid,
    state text DEFAULT 'queued'::text NOT NULL,
    done bigint DEFAULT 0 NOT NULL,
    total bigint,
    result jsonb,
    problem text,
    cancel_requested boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    CONSTRAINT operations_failed_has_problem CHECK (((state = 'failed'::text) = (problem IS NOT NULL))),
    CONSTRAINT operations_final_has_date CHECK (((state <> 'queued'::text) = (finished_at IS NOT NULL))),
    CONSTRAINT operations_progress CHECK (((done >= 0) AND (total >= 0))),
    CONSTRAINT operations_state_known CHECK ((state = ANY (ARRAY['queued'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
);
ALTER TABLE ONLY app.operations ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.operations FORCE ROW LEVEL SECURITY;

ALTER TABLE app.operations OWNER TO clientele_owner;

COMMENT ON TABLE app.operations IS 'Work that somebody asked for and can watch: what 202 Accepted points at.';

COMMENT ON COLUMN app.operations.company_id IS 'The company.';

COMMENT ON COLUMN app.operations.id IS 'UUIDv7.';

COMMENT ON COLUMN app.operations.job_id IS 'The job that does the work, in app.jobs or app.job_history.';

COMMENT ON COLUMN app.operations.kind IS 'The kind of that job.';

COMMENT ON COLUMN app.operations.person_id IS 'Who asked; null for an integration or the operator.';

COMMENT ON COLUMN app.operations.state IS 'queued (its job waits or runs), succeeded, failed or cancelled.';

COMMENT ON COLUMN app.operations.done IS 'Progress, in units of the kind''s own choosing.';

COMMENT ON COLUMN app.operations.total IS 'How much there is in all, where it is known.';

COMMENT ON COLUMN app.operations.result IS 'What came of it; what is in it is the kind''s own choosing.';

COMMENT ON COLUMN app.operations.problem IS 'Why it failed, in one sentence.';

COMMENT ON COLUMN app.operations.cancel_requested IS 'Somebody asked to stop it.';

COMMENT ON COLUMN app.operations.created_at IS 'When it was asked for.';

COMMENT ON COLUMN app.operations.started_at IS 'When the attempt began that ended it.';

COMMENT ON COLUMN app.operations.finished_at IS 'When it ended.';

CREATE TABLE app.order_lines (
    company_id uuid NOT NULL,
    order_id uuid NOT NULL,
    "position" integer NOT NULL,
    product text NOT NULL,
    quantity integer,
    amount_minor bigint,
    CONSTRAINT order_lines_position_range CHECK ((("position" >= 1) AND ("position" <= 1000))),
    CONSTRAINT order_lines_product_length CHECK (((char_length(product) >= 1) AND (char_length(product) <= 100)))
);
ALTER TABLE ONLY app.order_lines ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.order_lines FORCE ROW LEVEL SECURITY;

ALTER TABLE app.order_lines OWNER TO clientele_owner;

COMMENT ON TABLE app.order_lines IS 'What was bought with an order. An order has no lines where nobody said.';

COMMENT ON COLUMN app.order_lines.company_id IS 'The company.';

COMMENT ON COLUMN app.order_lines.order_id IS 'The order.';

COMMENT ON COLUMN app.order_lines."position" IS 'Place among the lines of the order, from 1.';

COMMENT ON COLUMN app.order_lines.product IS 'Code or name of the product, as the source writes it.';

COMMENT ON COLUMN app.order_lines.quantity IS 'Pieces, where known.';

COMMENT ON COLUMN app.order_lines.amount_minor IS 'Amount in minor units of the company''s currency, where known; negative for a refund.';

CREATE TABLE app.order_marks (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    customer_id uuid,
    first_order uuid,
    last_order uuid,
    due_on date NOT NULL,
    CONSTRAINT order_marks_names_orders CHECK (((customer_id IS NULL) = ((first_order IS NOT NULL) AND (last_order IS NOT NULL))))
);
ALTER TABLE ONLY app.order_marks ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.order_marks FORCE ROW LEVEL SECURITY;

ALTER TABLE app.order_marks OWNER TO clientele_owner;

COMMENT ON TABLE app.order_marks IS 'Orders that came, and customers who came back, since the scoring that has seen them. A scoring deletes what it saw.';

COMMENT ON COLUMN app.order_marks.company_id IS 'The company.';

COMMENT ON COLUMN app.order_marks.id IS 'UUIDv7.';

COMMENT ON COLUMN app.order_marks.customer_id IS 'A customer whose orders all count anew; null where the mark names orders.';

COMMENT ON COLUMN app.order_marks.first_order IS 'Smallest id of a batch of orders; orders of others may lie in the range, which costs time only.';

COMMENT ON COLUMN app.order_marks.last_order IS 'Largest id of the batch.';

COMMENT ON COLUMN app.order_marks.due_on IS 'Latest day of the batch: a scoring of an earlier day leaves the mark, because orders of the batch do not count yet.';

CREATE TABLE app.orders (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    customer_id uuid NOT NULL,
    source text NOT NULL,
    number text NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    ordered_on date NOT NULL,
    amount_minor bigint NOT NULL,
    quantity integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT orders_number_length CHECK (((char_length(number) >= 1) AND (char_length(number) <= 200))),
    CONSTRAINT orders_source_length CHECK (((char_length(source) >= 1) AND (char_length(source) <= 40)))
);
ALTER TABLE ONLY app.orders ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.orders FORCE ROW LEVEL SECURITY;

ALTER TABLE app.orders OWNER TO clientele_owner;

COMMENT ON TABLE app.orders IS 'A purchase fact from outside. Its natural key makes an import repeatable.';

COMMENT ON COLUMN app.orders.company_id IS 'The company.';

COMMENT ON COLUMN app.orders.id IS 'UUIDv7.';

COMMENT ON COLUMN app.orders.customer_id IS 'Who bought.';

COMMENT ON COLUMN app.orders.source IS 'Where the fact comes from: import, api or a name the importer gives.';

COMMENT ON COLUMN app.orders.number IS 'The order''s number at its source; made from the row''s content where the source has none.';

COMMENT ON COLUMN app.orders.ordered_at IS 'When it was ordered; midnight of the company''s zone where only a day is known.';

COMMENT ON COLUMN app.orders.ordered_on IS 'The day of ordered_at in the company''s time zone; several orders of one day count once as a purchase day.';

COMMENT ON COLUMN app.orders.amount_minor IS 'Amount in minor units of the company''s currency; negative for a refund.';

COMMENT ON COLUMN app.orders.quantity IS 'Pieces, where known.';

COMMENT ON COLUMN app.orders.created_at IS 'When the fact arrived.';

CREATE TABLE app.outbox (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    type text NOT NULL,
    subject_id uuid NOT NULL,
    data jsonb NOT NULL,
    occurred_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT outbox_type_length CHECK (((char_length(type) >= 1) AND (char_length(type) <= 100)))
)
WITH (autovacuum_vacuum_scale_factor='0.02', autovacuum_vacuum_threshold='1000', autovacuum_vacuum_cost_delay='0');
ALTER TABLE ONLY app.outbox ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.outbox FORCE ROW LEVEL SECURITY;

ALTER TABLE app.outbox OWNER TO clientele_owner;

COMMENT ON TABLE app.outbox IS 'Events that were not handed on yet: to the program''s own consumers and to webhooks.';

COMMENT ON COLUMN app.outbox.company_id IS 'The company.';

COMMENT ON COLUMN app.outbox.id IS 'UUIDv7: the order of events about one subject.';

COMMENT ON COLUMN app.outbox.type IS 'What happened: a name of the catalogue in Docs/webhooks.md.';

COMMENT ON COLUMN app.outbox.subject_id IS 'What it is about; the customer, wherever there is one.';

COMMENT ON COLUMN app.outbox.data IS 'Ids and states, no personal data.';

COMMENT ON COLUMN app.outbox.occurred_at IS 'When its transaction began.';

CREATE TABLE app.passwords (
    person_id uuid NOT NULL,
    hash text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT passwords_hash_form CHECK (((hash ~~ '$argon2id$%'::text) AND ((char_length(hash) >= 60) AND (char_length(hash) <= 128))))
);

ALTER TABLE app.passwords OWNER TO clientele_owner;

COMMENT ON TABLE app.passwords IS 'What a person''s password is checked against; no row for somebody who never set one.';

COMMENT ON COLUMN app.passwords.person_id IS 'The person.';

COMMENT ON COLUMN app.passwords.hash IS 'Argon2id with its parameters and salt, as a PHC string.';

COMMENT ON COLUMN app.passwords.version IS 'Counts the changes: who signs in while it is changed is refused. A new hash of the same password is none.';

COMMENT ON COLUMN app.passwords.changed_at IS 'When the password was set.';

CREATE TABLE app.persons (
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    email_key text GENERATED ALWAYS AS (lower(email)) STORED NOT NULL,
    locale text DEFAULT 'en'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT persons_email_form CHECK ((((char_length(email) >= 3) AND (char_length(email) <= 254)) AND (POSITION(('@'::text) IN (email)) > 1))),
    CONSTRAINT persons_locale_known CHECK ((locale = ANY (ARRAY['en'::text, 'zh-CN'::text]))),
    CONSTRAINT persons_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);

ALTER TABLE app.persons OWNER TO clientele_owner;

COMMENT ON TABLE app.persons IS 'A human who can sign in: one login, any number of memberships.';

COMMENT ON COLUMN app.persons.id IS 'UUIDv7.';

COMMENT ON COLUMN app.persons.name IS 'Full name as the person writes it (Chinese names family-first).';

COMMENT ON COLUMN app.persons.email IS 'Address of the login, as entered.';

COMMENT ON COLUMN app.persons.email_key IS 'Lower-case address: unique.';

COMMENT ON COLUMN app.persons.locale IS 'Language the person reads: en or zh-CN.';

COMMENT ON COLUMN app.persons.created_at IS 'When the person was added.';

CREATE TABLE app.product_pairs (
    company_id uuid NOT NULL,
    product text NOT NULL,
    offered text NOT NULL,
    together_days integer NOT NULL,
    product_days integer NOT NULL,
    offered_days integer NOT NULL,
    all_days integer NOT NULL,
    computed_on date NOT NULL,
    CONSTRAINT product_pairs_counts CHECK ((((together_days >= 1) AND (together_days <= LEAST(product_days, offered_days))) AND (GREATEST(product_days, offered_days) <= all_days))),
    CONSTRAINT product_pairs_of_two CHECK ((product <> offered))
);
ALTER TABLE ONLY app.product_pairs ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.product_pairs FORCE ROW LEVEL SECURITY;

ALTER TABLE app.product_pairs OWNER TO clientele_owner;

COMMENT ON TABLE app.product_pairs IS 'Products that customers buy on one day more often than chance would have it.';

COMMENT ON COLUMN app.product_pairs.company_id IS 'The company.';

COMMENT ON COLUMN app.product_pairs.product IS 'The product that was bought.';

COMMENT ON COLUMN app.product_pairs.offered IS 'The product that goes with it.';

COMMENT ON COLUMN app.product_pairs.together_days IS 'Purchase days (of one customer) with both. Support is its share of all_days, confidence its share of product_days.';

COMMENT ON COLUMN app.product_pairs.product_days IS 'Purchase days with the product.';

COMMENT ON COLUMN app.product_pairs.offered_days IS 'Purchase days with the offered product. Lift is confidence by its share of all_days.';

COMMENT ON COLUMN app.product_pairs.all_days IS 'Purchase days with any line.';

COMMENT ON COLUMN app.product_pairs.computed_on IS 'Orders up to this day count.';

CREATE TABLE app.provider_links (
    agency_id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    person_id uuid NOT NULL,
    linked_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT provider_links_subject_length CHECK (((octet_length(subject) >= 1) AND (octet_length(subject) <= 255)))
);

ALTER TABLE app.provider_links OWNER TO clientele_owner;

COMMENT ON TABLE app.provider_links IS 'Whom a provider means. Made when it first vouches for a person''s address; from then on the address does not count.';

COMMENT ON COLUMN app.provider_links.agency_id IS 'Whose provider.';

COMMENT ON COLUMN app.provider_links.issuer IS 'The provider''s name for itself: another provider has other links.';

COMMENT ON COLUMN app.provider_links.subject IS 'What the provider calls the person, for good.';

COMMENT ON COLUMN app.provider_links.person_id IS 'The person.';

COMMENT ON COLUMN app.provider_links.linked_at IS 'When they first signed on so.';

CREATE TABLE app.queue_limits (
    company_id uuid NOT NULL,
    max_running integer DEFAULT 64 NOT NULL,
    CONSTRAINT queue_limits_max_running CHECK (((max_running >= 0) AND (max_running <= 10000)))
);
ALTER TABLE ONLY app.queue_limits ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.queue_limits FORCE ROW LEVEL SECURITY;

ALTER TABLE app.queue_limits OWNER TO clientele_owner;

COMMENT ON TABLE app.queue_limits IS 'How much of the workers one company may hold; also the lock of its claims.';

COMMENT ON COLUMN app.queue_limits.company_id IS 'The company.';

COMMENT ON COLUMN app.queue_limits.max_running IS 'Jobs of the company that may run at once, over all workers; 0 stops its queue.';

CREATE TABLE app.recovery_codes (
    person_id uuid NOT NULL,
    code_hash bytea NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT recovery_codes_hash_length CHECK ((octet_length(code_hash) = 32))
);

ALTER TABLE app.recovery_codes OWNER TO clientele_owner;

COMMENT ON TABLE app.recovery_codes IS 'What a person may show once in place of a code of their authenticator.';

COMMENT ON COLUMN app.recovery_codes.person_id IS 'The person.';

COMMENT ON COLUMN app.recovery_codes.code_hash IS 'SHA-256 of the person and the code, of 80 random bits.';

COMMENT ON COLUMN app.recovery_codes.used_at IS 'When it was used; null while it works.';

CREATE TABLE app.reset_requests (
    person_id uuid NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    lease_until timestamp with time zone,
    attempts smallint DEFAULT 0 NOT NULL,
    sent_at timestamp with time zone
);

ALTER TABLE app.reset_requests OWNER TO clientele_owner;

COMMENT ON TABLE app.reset_requests IS 'Who is to get a message with a link for another password.';

COMMENT ON COLUMN app.reset_requests.person_id IS 'The person: one message at a time.';

COMMENT ON COLUMN app.reset_requests.asked_at IS 'When somebody asked for it; after an hour it is not sent any more.';

COMMENT ON COLUMN app.reset_requests.lease_until IS 'Until then a worker sends it.';

COMMENT ON COLUMN app.reset_requests.attempts IS 'How often that was tried.';

COMMENT ON COLUMN app.reset_requests.sent_at IS 'When it was handed over; five minutes later another may be asked for.';

CREATE TABLE app.roles (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    name text NOT NULL,
    base text NOT NULL,
    visibility text NOT NULL,
    permissions text[] DEFAULT '{}'::text[] NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT roles_base_known CHECK ((base = ANY (ARRAY['manager'::text, 'agent'::text, 'auditor'::text]))),
    CONSTRAINT roles_company_wide CHECK (((visibility = 'company'::text) OR (NOT (permissions && ARRAY['audit:read'::text, 'imports:read'::text, 'imports:write'::text, 'keys:read'::text, 'keys:write'::text, 'support:read'::text, 'support:write'::text, 'webhooks:read'::text, 'webhooks:write'::text])))),
    CONSTRAINT roles_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT roles_permissions_known CHECK ((permissions <@ ARRAY['audit:read'::text, 'company:read'::text, 'company:write'::text, 'customers:read'::text, 'customers:write'::text, 'imports:read'::text, 'imports:write'::text, 'insight:read'::text, 'insight:write'::text, 'keys:read'::text, 'keys:write'::text, 'operations:read'::text, 'operations:write'::text, 'ownership:write'::text, 'people:read'::text, 'people:write'::text, 'progress:read'::text, 'roles:read'::text, 'roles:write'::text, 'settings:write'::text, 'support:read'::text, 'support:write'::text, 'warnings:read'::text, 'warnings:write'::text, 'webhooks:read'::text, 'webhooks:write'::text, 'work:read'::text, 'work:write'::text])),
    CONSTRAINT roles_visibility_known CHECK ((visibility = ANY (ARRAY['own'::text, 'team'::text, 'subtree'::text, 'company'::text])))
);
ALTER TABLE ONLY app.roles ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.roles FORCE ROW LEVEL SECURITY;

ALTER TABLE app.roles OWNER TO clientele_owner;

COMMENT ON TABLE app.roles IS 'Roles that a company made for itself, from the same permissions as the built-in ones.';

COMMENT ON COLUMN app.roles.company_id IS 'The company.';

COMMENT ON COLUMN app.roles.id IS 'UUIDv7.';

COMMENT ON COLUMN app.roles.name IS 'Unique in the company, 1 to 100 characters.';

COMMENT ON COLUMN app.roles.base IS 'The built-in role as which its people are counted: manager, agent or auditor. Never changes.';

COMMENT ON COLUMN app.roles.visibility IS 'Whose customers its people see: own, those of their team, of the teams below as well (subtree), or of the whole company.';

COMMENT ON COLUMN app.roles.permissions IS 'What its people may do; nothing but what concerns themselves where empty.';

COMMENT ON COLUMN app.roles.version IS 'Row version, the source of the ETag.';

COMMENT ON COLUMN app.roles.created_at IS 'When the role was made.';

COMMENT ON COLUMN app.roles.updated_at IS 'Last change.';

CREATE TABLE app.schedule_slots (
    company_id uuid NOT NULL,
    schedule_id uuid NOT NULL,
    slot timestamp with time zone NOT NULL,
    job_id uuid NOT NULL
);
ALTER TABLE ONLY app.schedule_slots ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.schedule_slots FORCE ROW LEVEL SECURITY;

ALTER TABLE app.schedule_slots OWNER TO clientele_owner;

COMMENT ON TABLE app.schedule_slots IS 'Due times of schedules that have become jobs.';

COMMENT ON COLUMN app.schedule_slots.company_id IS 'The company.';

COMMENT ON COLUMN app.schedule_slots.schedule_id IS 'The schedule.';

COMMENT ON COLUMN app.schedule_slots.slot IS 'The instant at which it was due.';

COMMENT ON COLUMN app.schedule_slots.job_id IS 'The job that it became.';

CREATE TABLE app.schedules (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    version smallint DEFAULT 1 NOT NULL,
    payload jsonb DEFAULT '{}'::jsonb NOT NULL,
    rule text NOT NULL,
    time_zone text,
    misfire text DEFAULT 'once'::text NOT NULL,
    paused boolean DEFAULT false NOT NULL,
    next_at timestamp with time zone,
    global_revision bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT schedules_kind_form CHECK (((char_length(kind) >= 1) AND (char_length(kind) <= 100))),
    CONSTRAINT schedules_misfire_known CHECK ((misfire = ANY (ARRAY['skip'::text, 'once'::text, 'all'::text]))),
    CONSTRAINT schedules_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT schedules_rule_length CHECK (((char_length(rule) >= 9) AND (char_length(rule) <= 200))),
    CONSTRAINT schedules_time_zone_length CHECK (((char_length(time_zone) >= 1) AND (char_length(time_zone) <= 64))),
    CONSTRAINT schedules_version_positive CHECK ((version >= 1))
);
ALTER TABLE ONLY app.schedules ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.schedules FORCE ROW LEVEL SECURITY;

ALTER TABLE app.schedules OWNER TO clientele_owner;

COMMENT ON TABLE app.schedules IS 'Jobs that come back by the clock of their company.';

COMMENT ON COLUMN app.schedules.company_id IS 'The company.';

COMMENT ON COLUMN app.schedules.id IS 'UUIDv7.';

COMMENT ON COLUMN app.schedules.name IS 'What it is called; one of a kind in the company.';

COMMENT ON COLUMN app.schedules.kind IS 'The kind of the job it starts.';

COMMENT ON COLUMN app.schedules.version IS 'Version of the shape of the payload.';

COMMENT ON COLUMN app.schedules.payload IS 'Payload of each job.';

COMMENT ON COLUMN app.schedules.rule IS 'When it is due in local time: a cron expression, or a rule of the company''s working days.';

COMMENT ON COLUMN app.schedules.time_zone IS 'IANA time zone of the rule; null follows the company.';

COMMENT ON COLUMN app.schedules.misfire IS 'Times that no worker was there for: skip, once (one job for all of them), all.';

COMMENT ON COLUMN app.schedules.paused IS 'Whether it rests.';

COMMENT ON COLUMN app.schedules.next_at IS 'When it is due next; null where it never is.';

COMMENT ON COLUMN app.schedules.global_revision IS 'The revision of the global schedule of this name that it follows; null where it is the company''s own.';

COMMENT ON COLUMN app.schedules.created_at IS 'When it was set up.';

CREATE TABLE app.scorings (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    as_of date NOT NULL,
    policy_id uuid NOT NULL,
    customers integer NOT NULL,
    changed integer NOT NULL,
    tier_moves integer NOT NULL,
    warnings integer NOT NULL,
    condensed integer NOT NULL,
    model_number integer NOT NULL,
    carries_on boolean NOT NULL,
    finished_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY app.scorings ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.scorings FORCE ROW LEVEL SECURITY;

ALTER TABLE app.scorings OWNER TO clientele_owner;

COMMENT ON TABLE app.scorings IS 'Every run of the scoring. The newest says which day the current scores stand for.';

COMMENT ON COLUMN app.scorings.company_id IS 'The company.';

COMMENT ON COLUMN app.scorings.id IS 'UUIDv7.';

COMMENT ON COLUMN app.scorings.as_of IS 'The day (company time zone) that the scores stand for: orders up to it count.';

COMMENT ON COLUMN app.scorings.policy_id IS 'The tier policy version in force on that day.';

COMMENT ON COLUMN app.scorings.customers IS 'Customers with a score.';

COMMENT ON COLUMN app.scorings.changed IS 'Customers whose score was written.';

COMMENT ON COLUMN app.scorings.tier_moves IS 'Customers whose tier changed.';

COMMENT ON COLUMN app.scorings.warnings IS 'Churn warnings raised.';

COMMENT ON COLUMN app.scorings.condensed IS 'Customers whose orders were read; the others carried on.';

COMMENT ON COLUMN app.scorings.model_number IS 'Version of the models that the forecasts are from.';

COMMENT ON COLUMN app.scorings.carries_on IS 'Whether the next scoring may carry on from it; false for a scoring of a past day, which left orders out that have no mark.';

COMMENT ON COLUMN app.scorings.finished_at IS 'When the run ended.';

CREATE TABLE app.second_factors (
    person_id uuid NOT NULL,
    sealed bytea NOT NULL,
    last_step bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    confirmed_at timestamp with time zone,
    CONSTRAINT second_factors_sealed_length CHECK ((octet_length(sealed) = 48))
);

ALTER TABLE app.second_factors OWNER TO clientele_owner;

COMMENT ON TABLE app.second_factors IS 'The shared secret of a person''s authenticator (RFC 6238).';

COMMENT ON COLUMN app.second_factors.person_id IS 'The person.';

COMMENT ON COLUMN app.second_factors.sealed IS 'The secret under IDENTITY_KEY, AES-256-GCM: nonce, ciphertext, tag; bound to the person.';

COMMENT ON COLUMN app.second_factors.last_step IS 'The half minute, counted from 1970, of the last code that was used: no code works twice.';

COMMENT ON COLUMN app.second_factors.created_at IS 'When it was made.';

COMMENT ON COLUMN app.second_factors.confirmed_at IS 'When the person showed that they have it; before, it is not asked for.';

CREATE TABLE app.sessions (
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    person_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    network text NOT NULL,
    user_agent text NOT NULL,
    CONSTRAINT sessions_expires_later CHECK ((expires_at > created_at)),
    CONSTRAINT sessions_hash_length CHECK ((octet_length(secret_hash) = 32)),
    CONSTRAINT sessions_network_length CHECK ((char_length(network) <= 50)),
    CONSTRAINT sessions_user_agent_length CHECK ((char_length(user_agent) <= 200))
);

ALTER TABLE app.sessions OWNER TO clientele_owner;

COMMENT ON TABLE app.sessions IS 'Browsers that are signed in.';

COMMENT ON COLUMN app.sessions.id IS 'UUIDv7; stays where the secret is exchanged for a new one.';

COMMENT ON COLUMN app.sessions.person_id IS 'Who is signed in.';

COMMENT ON COLUMN app.sessions.secret_hash IS 'SHA-256 of the cookie''s value.';

COMMENT ON COLUMN app.sessions.created_at IS 'When they signed in.';

COMMENT ON COLUMN app.sessions.last_seen_at IS 'When it was last used, to the minute; too long without use ends it.';

COMMENT ON COLUMN app.sessions.expires_at IS 'When it ends, however much it is used.';

COMMENT ON COLUMN app.sessions.ended_at IS 'When it was ended before that; null while it was not.';

COMMENT ON COLUMN app.sessions.network IS 'Network that they signed in from: 203.0.113.0/24.';

COMMENT ON COLUMN app.sessions.user_agent IS 'What the browser called itself, at most 200 characters.';

CREATE TABLE app.sign_ins (
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    person_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    deed text NOT NULL,
    session_id uuid,
    network text NOT NULL,
    user_agent text NOT NULL,
    CONSTRAINT sign_ins_deed_known CHECK ((deed = ANY (ARRAY['signed_in'::text, 'refused'::text, 'signed_out'::text, 'session_ended'::text, 'session_rotated'::text, 'password_changed'::text, 'invited'::text, 'invitation_accepted'::text, 'reset_issued'::text, 'password_reset'::text, 'factor_enrolled'::text, 'factor_removed'::text, 'signed_on'::text, 'provider_linked'::text, 'provider_unlinked'::text]))),
    CONSTRAINT sign_ins_network_length CHECK ((char_length(network) <= 50)),
    CONSTRAINT sign_ins_user_agent_length CHECK ((char_length(user_agent) <= 200))
);

ALTER TABLE app.sign_ins OWNER TO clientele_owner;

COMMENT ON TABLE app.sign_ins IS 'Who proved who they are, when and from where, and who failed to: append-only, kept for 400 days.';

COMMENT ON COLUMN app.sign_ins.id IS 'UUIDv7.';

COMMENT ON COLUMN app.sign_ins.person_id IS 'Whose login it is.';

COMMENT ON COLUMN app.sign_ins.at IS 'When it happened.';

COMMENT ON COLUMN app.sign_ins.deed IS 'signed_in, refused, signed_out, session_ended, session_rotated, password_changed, invited, invitation_accepted, reset_issued, password_reset, factor_enrolled, factor_removed, signed_on, provider_linked or provider_unlinked.';

COMMENT ON COLUMN app.sign_ins.session_id IS 'The session that it began, ended or came from; null for none.';

COMMENT ON COLUMN app.sign_ins.network IS 'Network that it came from: 203.0.113.0/24; empty for the command line.';

COMMENT ON COLUMN app.sign_ins.user_agent IS 'What the browser called itself, at most 200 characters.';

CREATE TABLE app.stage_changes (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    customer_id uuid NOT NULL,
    from_stage text NOT NULL,
    since date NOT NULL,
    to_stage text NOT NULL,
    changed_on date NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT stage_changes_moves CHECK (((from_stage <> to_stage) AND (since <= changed_on))),
    CONSTRAINT stage_changes_stages_known CHECK (((from_stage = ANY (ARRAY['new'::text, 'growing'::text, 'mature'::text, 'declining'::text, 'lost'::text, 'won_back'::text])) AND (to_stage = ANY (ARRAY['new'::text, 'growing'::text, 'mature'::text, 'declining'::text, 'lost'::text, 'won_back'::text]))))
);
ALTER TABLE ONLY app.stage_changes ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.stage_changes FORCE ROW LEVEL SECURITY;

ALTER TABLE app.stage_changes OWNER TO clientele_owner;

COMMENT ON TABLE app.stage_changes IS 'Lifecycle history: every step of a customer from one stage to another. Append-only.';

COMMENT ON COLUMN app.stage_changes.company_id IS 'The company.';

COMMENT ON COLUMN app.stage_changes.id IS 'UUIDv7.';

COMMENT ON COLUMN app.stage_changes.customer_id IS 'The customer.';

COMMENT ON COLUMN app.stage_changes.from_stage IS 'The stage that ended.';

COMMENT ON COLUMN app.stage_changes.since IS 'Day that stage began; the dwell time is the days from it to changed_on.';

COMMENT ON COLUMN app.stage_changes.to_stage IS 'The stage that began.';

COMMENT ON COLUMN app.stage_changes.changed_on IS 'Day of the scoring that saw it.';

COMMENT ON COLUMN app.stage_changes.created_at IS 'When it was recorded.';

CREATE TABLE app.tasks (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    customer_id uuid NOT NULL,
    assignee_id uuid,
    kind text NOT NULL,
    title text NOT NULL,
    detail text,
    due_on date NOT NULL,
    weight integer DEFAULT 1 NOT NULL,
    origin text,
    warning_id uuid,
    state text DEFAULT 'open'::text NOT NULL,
    completed_at timestamp with time zone,
    completed_by uuid,
    interaction_id uuid,
    version bigint DEFAULT 1 NOT NULL,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tasks_closed_has_date CHECK (((state = 'open'::text) = (completed_at IS NULL))),
    CONSTRAINT tasks_detail_length CHECK ((char_length(detail) <= 4000)),
    CONSTRAINT tasks_kind_known CHECK ((kind = ANY (ARRAY['visit'::text, 'churn'::text, 'manual'::text]))),
    CONSTRAINT tasks_origin_length CHECK (((char_length(origin) >= 1) AND (char_length(origin) <= 200))),
    CONSTRAINT tasks_state_known CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'cancelled'::text]))),
    CONSTRAINT tasks_title_length CHECK (((char_length(title) >= 1) AND (char_length(title) <= 200))),
    CONSTRAINT tasks_weight_range CHECK (((weight >= 1) AND (weight <= 100)))
);
ALTER TABLE ONLY app.tasks ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.tasks FORCE ROW LEVEL SECURITY;

ALTER TABLE app.tasks OWNER TO clientele_owner;

COMMENT ON TABLE app.tasks IS 'Dated work for an agent. Seen with its customer, and by whom it is assigned to.';

COMMENT ON COLUMN app.tasks.company_id IS 'The company.';

COMMENT ON COLUMN app.tasks.id IS 'UUIDv7.';

COMMENT ON COLUMN app.tasks.customer_id IS 'Whom it is about.';

COMMENT ON COLUMN app.tasks.assignee_id IS 'Who shall do it; null while nobody is eligible.';

COMMENT ON COLUMN app.tasks.kind IS 'visit (from the tier''s cadence), churn (from a warning) or manual.';

COMMENT ON COLUMN app.tasks.title IS 'One line shown in lists, in the company''s language.';

COMMENT ON COLUMN app.tasks.detail IS 'Why, with the numbers.';

COMMENT ON COLUMN app.tasks.due_on IS 'Day of the company''s time zone.';

COMMENT ON COLUMN app.tasks.weight IS 'Share of an agent''s load: 1 to 100.';

COMMENT ON COLUMN app.tasks.origin IS 'What planned it, unique in the company: planning again creates nothing twice. Null for manual tasks.';

COMMENT ON COLUMN app.tasks.warning_id IS 'The churn warning behind it.';

COMMENT ON COLUMN app.tasks.state IS 'open, done or cancelled.';

COMMENT ON COLUMN app.tasks.completed_at IS 'When it left the open state.';

COMMENT ON COLUMN app.tasks.completed_by IS 'Who completed or cancelled it.';

COMMENT ON COLUMN app.tasks.interaction_id IS 'The interaction that completed it.';

COMMENT ON COLUMN app.tasks.version IS 'Row version, the source of the ETag.';

COMMENT ON COLUMN app.tasks.created_by IS 'Who created it; null for the worker.';

COMMENT ON COLUMN app.tasks.created_at IS 'When it was created.';

COMMENT ON COLUMN app.tasks.updated_at IS 'Last change.';

CREATE TABLE app.teams (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    parent_id uuid,
    name text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT teams_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT teams_not_own_parent CHECK ((parent_id <> id))
);
ALTER TABLE ONLY app.teams ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.teams FORCE ROW LEVEL SECURITY;

ALTER TABLE app.teams OWNER TO clientele_owner;

COMMENT ON TABLE app.teams IS 'A tree of teams inside a company.';

COMMENT ON COLUMN app.teams.company_id IS 'The company.';

COMMENT ON COLUMN app.teams.id IS 'UUIDv7.';

COMMENT ON COLUMN app.teams.parent_id IS 'The team above; null at the top.';

COMMENT ON COLUMN app.teams.name IS 'Unique in the company, 1 to 100 characters.';

COMMENT ON COLUMN app.teams.version IS 'Row version, the source of the ETag.';

COMMENT ON COLUMN app.teams.created_at IS 'When the team was made.';

COMMENT ON COLUMN app.teams.updated_at IS 'Last change.';

CREATE TABLE app.tier_changes (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    customer_id uuid NOT NULL,
    from_tier text,
    to_tier text NOT NULL,
    changed_on date NOT NULL,
    cause text NOT NULL,
    policy_id uuid NOT NULL,
    reached double precision NOT NULL,
    changed_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tier_changes_cause_known CHECK ((cause = ANY (ARRAY['policy'::text, 'override'::text, 'override_expired'::text]))),
    CONSTRAINT tier_changes_moves CHECK ((from_tier IS DISTINCT FROM to_tier))
);
ALTER TABLE ONLY app.tier_changes ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.tier_changes FORCE ROW LEVEL SECURITY;

ALTER TABLE app.tier_changes OWNER TO clientele_owner;

COMMENT ON TABLE app.tier_changes IS 'Tier history of every customer whose tier ever changed. Append-only.';

COMMENT ON COLUMN app.tier_changes.company_id IS 'The company.';

COMMENT ON COLUMN app.tier_changes.id IS 'UUIDv7.';

COMMENT ON COLUMN app.tier_changes.customer_id IS 'The customer.';

COMMENT ON COLUMN app.tier_changes.from_tier IS 'Tier before; null for the first.';

COMMENT ON COLUMN app.tier_changes.to_tier IS 'Tier after.';

COMMENT ON COLUMN app.tier_changes.changed_on IS 'Day the tier began.';

COMMENT ON COLUMN app.tier_changes.cause IS 'What decided: policy, override or override_expired.';

COMMENT ON COLUMN app.tier_changes.policy_id IS 'The policy version in force.';

COMMENT ON COLUMN app.tier_changes.reached IS 'What decided: the share of customers who had less, or the value under a threshold policy.';

COMMENT ON COLUMN app.tier_changes.changed_by IS 'Who decided; null for the worker.';

COMMENT ON COLUMN app.tier_changes.created_at IS 'When it was recorded.';

CREATE TABLE app.tier_overrides (
    company_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    tier text NOT NULL,
    reason text NOT NULL,
    expires_on date NOT NULL,
    set_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tier_overrides_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 500))),
    CONSTRAINT tier_overrides_tier_length CHECK (((char_length(tier) >= 1) AND (char_length(tier) <= 20)))
);
ALTER TABLE ONLY app.tier_overrides ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.tier_overrides FORCE ROW LEVEL SECURITY;

ALTER TABLE app.tier_overrides OWNER TO clientele_owner;

COMMENT ON TABLE app.tier_overrides IS 'A tier given by hand, until a day.';

COMMENT ON COLUMN app.tier_overrides.company_id IS 'The company.';

COMMENT ON COLUMN app.tier_overrides.customer_id IS 'The customer.';

COMMENT ON COLUMN app.tier_overrides.tier IS 'A tier of the policy in force.';

COMMENT ON COLUMN app.tier_overrides.reason IS 'Why.';

COMMENT ON COLUMN app.tier_overrides.expires_on IS 'First day on which the policy decides again.';

COMMENT ON COLUMN app.tier_overrides.set_by IS 'Who set it.';

COMMENT ON COLUMN app.tier_overrides.created_at IS 'When it was set.';

CREATE TABLE app.tier_policies (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    number integer NOT NULL,
    method text NOT NULL,
    metric text NOT NULL,
    rules jsonb NOT NULL,
    effective_from date NOT NULL,
    published_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tier_policies_method_known CHECK ((method = ANY (ARRAY['quantile'::text, 'threshold'::text]))),
    CONSTRAINT tier_policies_metric_known CHECK ((metric = ANY (ARRAY['monetary'::text, 'average'::text, 'frequency'::text, 'order_count'::text, 'recency'::text, 'expected_orders'::text, 'lifetime_value'::text, 'probability_alive'::text]))),
    CONSTRAINT tier_policies_number_positive CHECK ((number > 0))
);
ALTER TABLE ONLY app.tier_policies ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.tier_policies FORCE ROW LEVEL SECURITY;

ALTER TABLE app.tier_policies OWNER TO clientele_owner;

COMMENT ON TABLE app.tier_policies IS 'Versions of a company''s tier policy. Append-only: a change is a new version.';

COMMENT ON COLUMN app.tier_policies.company_id IS 'The company.';

COMMENT ON COLUMN app.tier_policies.id IS 'UUIDv7.';

COMMENT ON COLUMN app.tier_policies.number IS 'Version number in the company, from 1.';

COMMENT ON COLUMN app.tier_policies.method IS 'quantile: shares of the company''s customers; threshold: fixed values.';

COMMENT ON COLUMN app.tier_policies.metric IS 'The figure that decides: monetary, average, frequency, order_count, recency, expected_orders, lifetime_value or probability_alive.';

COMMENT ON COLUMN app.tier_policies.rules IS 'tiers from best to last (name, at_least, visit_days, visit_minutes, discount_percent) and the churn rule (minimum_order_days, late_factor, lost_after_days).';

COMMENT ON COLUMN app.tier_policies.effective_from IS 'First day on which it applies; the newest version of the newest day wins.';

COMMENT ON COLUMN app.tier_policies.published_by IS 'Who published it; null for the default.';

COMMENT ON COLUMN app.tier_policies.created_at IS 'When it was published.';

CREATE TABLE app.warning_reviews (
    company_id uuid NOT NULL,
    month date NOT NULL,
    model_number integer NOT NULL,
    population integer NOT NULL,
    lost integer NOT NULL,
    warned integer NOT NULL,
    hits integer NOT NULL,
    CONSTRAINT warning_reviews_counts CHECK ((((hits >= 0) AND (hits <= LEAST(lost, warned))) AND (GREATEST(lost, warned) <= population) AND (warned > 0))),
    CONSTRAINT warning_reviews_month_begins CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);
ALTER TABLE ONLY app.warning_reviews ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.warning_reviews FORCE ROW LEVEL SECURITY;

ALTER TABLE app.warning_reviews OWNER TO clientele_owner;

COMMENT ON TABLE app.warning_reviews IS 'How good the churn warnings of a month were, once it is known who came back.';

COMMENT ON COLUMN app.warning_reviews.company_id IS 'The company.';

COMMENT ON COLUMN app.warning_reviews.month IS 'First day of the month in which the warnings were raised.';

COMMENT ON COLUMN app.warning_reviews.model_number IS 'Version of the models in force when they were raised.';

COMMENT ON COLUMN app.warning_reviews.population IS 'Customers who might have been warned of: with a rhythm, and not silent for long already.';

COMMENT ON COLUMN app.warning_reviews.lost IS 'Those among them who did not order within the policy''s days after the month.';

COMMENT ON COLUMN app.warning_reviews.warned IS 'Those among them who were warned of.';

COMMENT ON COLUMN app.warning_reviews.hits IS 'Those who were warned of and did not order again.';

CREATE TABLE app.webhook_attempts_default (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    delivery_id uuid NOT NULL,
    number smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms integer NOT NULL,
    outcome text NOT NULL,
    status smallint,
    address text,
    request_head text NOT NULL,
    response_head text,
    response_bytes integer DEFAULT 0 NOT NULL,
    problem text,
    CONSTRAINT webhook_attempts_outcome_known CHECK ((outcome = ANY (ARRAY['delivered'::text, 'refused'::text, 'redirected'::text, 'gone'::text, 'timeout'::text, 'unreachable'::text, 'blocked'::text]))),
    CONSTRAINT webhook_attempts_problem_length CHECK ((char_length(problem) <= 500)),
    CONSTRAINT webhook_attempts_request_length CHECK ((char_length(request_head) <= 8000)),
    CONSTRAINT webhook_attempts_response_length CHECK ((char_length(response_head) <= 8000))
);
ALTER TABLE ONLY app.webhook_attempts_default ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.webhook_attempts_default FORCE ROW LEVEL SECURITY;

ALTER TABLE app.webhook_attempts_default OWNER TO clientele_owner;

CREATE TABLE app.webhook_deliveries_default (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    webhook_id uuid NOT NULL,
    event_id uuid NOT NULL,
    type text NOT NULL,
    subject_id uuid NOT NULL,
    body text NOT NULL,
    state text NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    tried smallint DEFAULT 0 NOT NULL,
    next_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT webhook_deliveries_attempts CHECK ((((attempts >= 0) AND (attempts <= 10)) AND (tried >= attempts))),
    CONSTRAINT webhook_deliveries_body_length CHECK ((char_length(body) <= 20000)),
    CONSTRAINT webhook_deliveries_final_has_date CHECK (((state = ANY (ARRAY['delivered'::text, 'failed'::text])) = (finished_at IS NOT NULL))),
    CONSTRAINT webhook_deliveries_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text, 'skipped'::text]))),
    CONSTRAINT webhook_deliveries_type_length CHECK (((char_length(type) >= 1) AND (char_length(type) <= 100))),
    CONSTRAINT webhook_deliveries_waiting_is_due CHECK (((state = 'waiting'::text) = (next_at IS NOT NULL)))
);
ALTER TABLE ONLY app.webhook_deliveries_default ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.webhook_deliveries_default FORCE ROW LEVEL SECURITY;

ALTER TABLE app.webhook_deliveries_default OWNER TO clientele_owner;

CREATE TABLE app.webhook_lines (
    company_id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    due_at timestamp with time zone,
    worker uuid,
    lease_until timestamp with time zone,
    failures integer DEFAULT 0 NOT NULL,
    failing_since timestamp with time zone,
    CONSTRAINT webhook_lines_failing CHECK ((((failures = 0) = (failing_since IS NULL)) AND (failures >= 0))),
    CONSTRAINT webhook_lines_lease CHECK (((worker IS NULL) = (lease_until IS NULL)))
);
ALTER TABLE ONLY app.webhook_lines ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.webhook_lines FORCE ROW LEVEL SECURITY;

ALTER TABLE app.webhook_lines OWNER TO clientele_owner;

COMMENT ON TABLE app.webhook_lines IS 'One row a webhook: when its deliveries are due, who sends them, and how it goes.';

COMMENT ON COLUMN app.webhook_lines.company_id IS 'The company.';

COMMENT ON COLUMN app.webhook_lines.webhook_id IS 'The webhook.';

COMMENT ON COLUMN app.webhook_lines.due_at IS 'When the first waiting delivery is due; null where none waits.';

COMMENT ON COLUMN app.webhook_lines.worker IS 'The process that sends at this moment.';

COMMENT ON COLUMN app.webhook_lines.lease_until IS 'Until then the process has the line for itself.';

COMMENT ON COLUMN app.webhook_lines.failures IS 'Attempts that failed in a row.';

COMMENT ON COLUMN app.webhook_lines.failing_since IS 'When the first of them failed.';

CREATE TABLE app.webhook_secrets (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    webhook_id uuid NOT NULL,
    sealed bytea NOT NULL,
    expires_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT webhook_secrets_sealed_length CHECK (((octet_length(sealed) >= 29) AND (octet_length(sealed) <= 200)))
);
ALTER TABLE ONLY app.webhook_secrets ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.webhook_secrets FORCE ROW LEVEL SECURITY;

ALTER TABLE app.webhook_secrets OWNER TO clientele_owner;

COMMENT ON TABLE app.webhook_secrets IS 'What messages are signed with, encrypted with the installation''s WEBHOOK_KEY. While a secret is replaced there are two.';

COMMENT ON COLUMN app.webhook_secrets.company_id IS 'The company.';

COMMENT ON COLUMN app.webhook_secrets.id IS 'UUIDv7.';

COMMENT ON COLUMN app.webhook_secrets.webhook_id IS 'The webhook.';

COMMENT ON COLUMN app.webhook_secrets.sealed IS 'AES-256-GCM: nonce, ciphertext, tag; bound to company and webhook.';

COMMENT ON COLUMN app.webhook_secrets.expires_at IS 'Until when it signs; null for the newest.';

COMMENT ON COLUMN app.webhook_secrets.created_at IS 'When it was made.';

CREATE TABLE app.webhooks (
    company_id uuid NOT NULL,
    id uuid DEFAULT app.uuid_v7() NOT NULL,
    url text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    types text[] DEFAULT '{}'::text[] NOT NULL,
    state text DEFAULT 'enabled'::text NOT NULL,
    disabled_reason text,
    disabled_at timestamp with time zone,
    version bigint DEFAULT 1 NOT NULL,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT webhooks_description_length CHECK ((char_length(description) <= 200)),
    CONSTRAINT webhooks_disabled_says_why CHECK ((((state = 'disabled'::text) = (disabled_reason IS NOT NULL)) AND ((state = 'disabled'::text) = (disabled_at IS NOT NULL)))),
    CONSTRAINT webhooks_reason_known CHECK ((disabled_reason = ANY (ARRAY['asked'::text, 'gone'::text, 'failing'::text, 'unreadable'::text]))),
    CONSTRAINT webhooks_state_known CHECK ((state = ANY (ARRAY['enabled'::text, 'disabled'::text]))),
    CONSTRAINT webhooks_types_count CHECK ((cardinality(types) <= 50)),
    CONSTRAINT webhooks_url_length CHECK (((char_length(url) >= 10) AND (char_length(url) <= 2000)))
);
ALTER TABLE ONLY app.webhooks ALTER COLUMN company_id SET STATISTICS 0;

ALTER TABLE ONLY app.webhooks FORCE ROW LEVEL SECURITY;

ALTER TABLE app.webhooks OWNER TO clientele_owner;

COMMENT ON TABLE app.webhooks IS 'Addresses of integrators to which the company''s events are sent.';

COMMENT ON COLUMN app.webhooks.company_id IS 'The company.';

COMMENT ON COLUMN app.webhooks.id IS 'UUIDv7.';

COMMENT ON COLUMN app.webhooks.url IS 'Where events are sent to.';

COMMENT ON COLUMN app.webhooks.description IS 'What it is for, in the owner''s words.';

COMMENT ON COLUMN app.webhooks.types IS 'The types of events that it gets; all where empty.';

COMMENT ON COLUMN app.webhooks.state IS 'enabled or disabled.';

COMMENT ON COLUMN app.webhooks.disabled_reason IS 'asked, gone (410), failing (nothing accepted for days) or unreadable (its secrets).';

COMMENT ON COLUMN app.webhooks.disabled_at IS 'Since when it is disabled.';

COMMENT ON COLUMN app.webhooks.version IS 'Row version, the source of the ETag.';

COMMENT ON COLUMN app.webhooks.created_by IS 'Who registered it; null for an integration.';

COMMENT ON COLUMN app.webhooks.created_at IS 'When it was registered.';

COMMENT ON COLUMN app.webhooks.updated_at IS 'Last change.';

ALTER TABLE ONLY app.audit_events ATTACH PARTITION app.audit_events_default DEFAULT;

ALTER TABLE ONLY app.events ATTACH PARTITION app.events_default DEFAULT;

ALTER TABLE ONLY app.interactions ATTACH PARTITION app.interactions_default DEFAULT;

ALTER TABLE ONLY app.job_history ATTACH PARTITION app.job_history_default DEFAULT;

ALTER TABLE ONLY app.webhook_attempts ATTACH PARTITION app.webhook_attempts_default DEFAULT;

ALTER TABLE ONLY app.webhook_deliveries ATTACH PARTITION app.webhook_deliveries_default DEFAULT;

ALTER TABLE ONLY app.access_tokens
    ADD CONSTRAINT access_tokens_pk PRIMARY KEY (secret_hash);

ALTER TABLE ONLY app.agencies
    ADD CONSTRAINT agencies_pk PRIMARY KEY (id);

ALTER TABLE ONLY app.agency_members
    ADD CONSTRAINT agency_members_pk PRIMARY KEY (agency_id, person_id);

ALTER TABLE ONLY app.api_keys
    ADD CONSTRAINT api_keys_pk PRIMARY KEY (id);

ALTER TABLE ONLY app.api_keys
    ADD CONSTRAINT api_keys_prefix UNIQUE (prefix);

ALTER TABLE ONLY app.api_keys
    ADD CONSTRAINT api_keys_secret UNIQUE (secret_hash);

ALTER TABLE ONLY app.audit_events
    ADD CONSTRAINT audit_events_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.audit_events_default
    ADD CONSTRAINT audit_events_default_pkey PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.audit_heads
    ADD CONSTRAINT audit_heads_pk PRIMARY KEY (company_id);

ALTER TABLE ONLY app.audit_seals
    ADD CONSTRAINT audit_seals_one_successor UNIQUE (company_id, previous);

ALTER TABLE ONLY app.audit_seals
    ADD CONSTRAINT audit_seals_pk PRIMARY KEY (company_id, number);

ALTER TABLE ONLY app.backtests
    ADD CONSTRAINT backtests_number UNIQUE (company_id, number);

ALTER TABLE ONLY app.backtests
    ADD CONSTRAINT backtests_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.churn_warnings
    ADD CONSTRAINT churn_warnings_once UNIQUE (company_id, customer_id, last_on);

ALTER TABLE ONLY app.churn_warnings
    ADD CONSTRAINT churn_warnings_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.companies
    ADD CONSTRAINT companies_pk PRIMARY KEY (id);

ALTER TABLE ONLY app.companies
    ADD CONSTRAINT companies_slug UNIQUE (slug);

ALTER TABLE ONLY app.company_settings
    ADD CONSTRAINT company_settings_pk PRIMARY KEY (company_id);

ALTER TABLE ONLY app.contacts
    ADD CONSTRAINT contacts_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.customer_owners
    ADD CONSTRAINT customer_owners_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.customer_scores
    ADD CONSTRAINT customer_scores_pk PRIMARY KEY (company_id, customer_id);

ALTER TABLE ONLY app.customer_shares
    ADD CONSTRAINT customer_shares_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.customers
    ADD CONSTRAINT customers_code UNIQUE (company_id, code);

ALTER TABLE ONLY app.customers
    ADD CONSTRAINT customers_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.event_logs
    ADD CONSTRAINT event_logs_pk PRIMARY KEY (company_id);

ALTER TABLE ONLY app.events
    ADD CONSTRAINT events_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.events_default
    ADD CONSTRAINT events_default_pkey PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.global_schedules
    ADD CONSTRAINT global_schedules_pk PRIMARY KEY (name);

ALTER TABLE ONLY app.hosting_replies
    ADD CONSTRAINT hosting_replies_pk PRIMARY KEY (bearer_id, operation, key);

ALTER TABLE ONLY app.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pk PRIMARY KEY (company_id, bearer_id, operation, key);

ALTER TABLE ONLY app.identity_providers
    ADD CONSTRAINT identity_providers_domain UNIQUE (email_domain);

ALTER TABLE ONLY app.identity_providers
    ADD CONSTRAINT identity_providers_pk PRIMARY KEY (agency_id);

ALTER TABLE ONLY app.import_chunks
    ADD CONSTRAINT import_chunks_pk PRIMARY KEY (company_id, import_id, "position");

ALTER TABLE ONLY app.import_rejects
    ADD CONSTRAINT import_rejects_pk PRIMARY KEY (company_id, import_id, line);

ALTER TABLE ONLY app.imports
    ADD CONSTRAINT imports_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.insight_models
    ADD CONSTRAINT insight_models_pk PRIMARY KEY (company_id, number, segment, subject);

ALTER TABLE ONLY app.interactions
    ADD CONSTRAINT interactions_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.interactions_default
    ADD CONSTRAINT interactions_default_pkey PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.job_history
    ADD CONSTRAINT job_history_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.job_history_default
    ADD CONSTRAINT job_history_default_pkey PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.jobs
    ADD CONSTRAINT jobs_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.login_links
    ADD CONSTRAINT login_links_pk PRIMARY KEY (id);

ALTER TABLE ONLY app.login_links
    ADD CONSTRAINT login_links_secret UNIQUE (secret_hash);

ALTER TABLE ONLY app.memberships
    ADD CONSTRAINT memberships_pk PRIMARY KEY (company_id, person_id);

ALTER TABLE ONLY app.operations
    ADD CONSTRAINT operations_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.order_lines
    ADD CONSTRAINT order_lines_pk PRIMARY KEY (company_id, order_id, "position");

ALTER TABLE ONLY app.order_marks
    ADD CONSTRAINT order_marks_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.orders
    ADD CONSTRAINT orders_number UNIQUE (company_id, source, number);

ALTER TABLE ONLY app.orders
    ADD CONSTRAINT orders_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.outbox
    ADD CONSTRAINT outbox_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.passwords
    ADD CONSTRAINT passwords_pk PRIMARY KEY (person_id);

ALTER TABLE ONLY app.persons
    ADD CONSTRAINT persons_email UNIQUE (email_key);

ALTER TABLE ONLY app.persons
    ADD CONSTRAINT persons_pk PRIMARY KEY (id);

ALTER TABLE ONLY app.product_pairs
    ADD CONSTRAINT product_pairs_pk PRIMARY KEY (company_id, product, offered);

ALTER TABLE ONLY app.provider_links
    ADD CONSTRAINT provider_links_one_subject UNIQUE (agency_id, issuer, person_id);

ALTER TABLE ONLY app.provider_links
    ADD CONSTRAINT provider_links_pk PRIMARY KEY (agency_id, issuer, subject);

ALTER TABLE ONLY app.queue_limits
    ADD CONSTRAINT queue_limits_pk PRIMARY KEY (company_id);

ALTER TABLE ONLY app.recovery_codes
    ADD CONSTRAINT recovery_codes_pk PRIMARY KEY (person_id, code_hash);

ALTER TABLE ONLY app.reset_requests
    ADD CONSTRAINT reset_requests_pk PRIMARY KEY (person_id);

ALTER TABLE ONLY app.roles
    ADD CONSTRAINT roles_based UNIQUE (company_id, id, base);

ALTER TABLE ONLY app.roles
    ADD CONSTRAINT roles_name UNIQUE (company_id, name);

ALTER TABLE ONLY app.roles
    ADD CONSTRAINT roles_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.schedule_slots
    ADD CONSTRAINT schedule_slots_pk PRIMARY KEY (company_id, schedule_id, slot);

ALTER TABLE ONLY app.schedules
    ADD CONSTRAINT schedules_name UNIQUE (company_id, name);

ALTER TABLE ONLY app.schedules
    ADD CONSTRAINT schedules_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.scorings
    ADD CONSTRAINT scorings_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.second_factors
    ADD CONSTRAINT second_factors_pk PRIMARY KEY (person_id);

ALTER TABLE ONLY app.sessions
    ADD CONSTRAINT sessions_pk PRIMARY KEY (id);

ALTER TABLE ONLY app.sessions
    ADD CONSTRAINT sessions_secret UNIQUE (secret_hash);

ALTER TABLE ONLY app.sign_ins
    ADD CONSTRAINT sign_ins_pk PRIMARY KEY (id);

ALTER TABLE ONLY app.stage_changes
    ADD CONSTRAINT stage_changes_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.support_grants
    ADD CONSTRAINT support_grants_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.tasks
    ADD CONSTRAINT tasks_origin UNIQUE (company_id, origin);

ALTER TABLE ONLY app.tasks
    ADD CONSTRAINT tasks_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.teams
    ADD CONSTRAINT teams_name UNIQUE (company_id, name);

ALTER TABLE ONLY app.teams
    ADD CONSTRAINT teams_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.tier_changes
    ADD CONSTRAINT tier_changes_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.tier_overrides
    ADD CONSTRAINT tier_overrides_pk PRIMARY KEY (company_id, customer_id);

ALTER TABLE ONLY app.tier_policies
    ADD CONSTRAINT tier_policies_number UNIQUE (company_id, number);

ALTER TABLE ONLY app.tier_policies
    ADD CONSTRAINT tier_policies_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.warning_reviews
    ADD CONSTRAINT warning_reviews_pk PRIMARY KEY (company_id, month, model_number);

ALTER TABLE ONLY app.webhook_attempts
    ADD CONSTRAINT webhook_attempts_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.webhook_attempts_default
    ADD CONSTRAINT webhook_attempts_default_pkey PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.webhook_deliveries_default
    ADD CONSTRAINT webhook_deliveries_default_pkey PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.webhook_lines
    ADD CONSTRAINT webhook_lines_pk PRIMARY KEY (company_id, webhook_id);

ALTER TABLE ONLY app.webhook_secrets
    ADD CONSTRAINT webhook_secrets_pk PRIMARY KEY (company_id, id);

ALTER TABLE ONLY app.webhooks
    ADD CONSTRAINT webhooks_pk PRIMARY KEY (company_id, id);

CREATE INDEX access_tokens_by_key ON app.access_tokens USING btree (key_id, expires_at);

CREATE INDEX agency_members_by_person ON app.agency_members USING btree (person_id);

CREATE INDEX api_keys_by_integration ON app.api_keys USING btree (integration_company_id);

CREATE INDEX api_keys_by_person ON app.api_keys USING btree (person_id);

CREATE INDEX audit_events_by_entity ON ONLY app.audit_events USING btree (company_id, entity, entity_id, id);

CREATE INDEX audit_events_default_company_id_entity_entity_id_id_idx ON app.audit_events_default USING btree (company_id, entity, entity_id, id);

CREATE INDEX audit_events_unsealed ON ONLY app.audit_events USING btree (company_id, id) WHERE (seal IS NULL);

CREATE INDEX audit_events_default_company_id_id_idx ON app.audit_events_default USING btree (company_id, id) WHERE (seal IS NULL);

CREATE INDEX churn_warnings_by_state ON app.churn_warnings USING btree (company_id, state, raised_on, id);

CREATE INDEX companies_by_agency ON app.companies USING btree (agency_id, id);

CREATE INDEX contacts_by_customer ON app.contacts USING btree (company_id, customer_id, id);

CREATE INDEX contacts_by_term ON app.contacts USING gin (app.search_terms(company_id, name, ((COALESCE(title, ''::text) || ' '::text) || COALESCE(email, ''::text)), COALESCE(phone, ''::text)));

CREATE INDEX customer_owners_by_customer ON app.customer_owners USING btree (company_id, customer_id, since DESC);

CREATE INDEX customer_shares_by_customer ON app.customer_shares USING btree (company_id, customer_id, id);

CREATE INDEX customer_shares_by_person ON app.customer_shares USING btree (company_id, person_id, expires_at);

CREATE INDEX customers_apart ON app.customers USING btree (company_id) WHERE ((state = 'archived'::text) OR (kind = 'organisation'::text));

CREATE INDEX customers_by_code_key ON app.customers USING btree (company_id, code_key);

CREATE INDEX customers_by_name ON app.customers USING btree (company_id, state, name_key, id);

CREATE INDEX customers_by_owner ON app.customers USING btree (company_id, owner_id, state, name_key, id);

CREATE INDEX customers_by_term ON app.customers USING gin (app.search_terms(company_id, name, ((((COALESCE(code, ''::text) || ' '::text) || COALESCE(email, ''::text)) || ' '::text) || COALESCE(note, ''::text)), COALESCE(phone, ''::text)));

CREATE INDEX events_by_number ON ONLY app.events USING btree (company_id, number);

CREATE INDEX events_default_company_id_number_idx ON app.events_default USING btree (company_id, number);

CREATE INDEX hosting_replies_by_age ON app.hosting_replies USING btree (created_at);

CREATE INDEX idempotency_keys_by_age ON app.idempotency_keys USING btree (company_id, created_at);

CREATE INDEX imports_by_fingerprint ON app.imports USING btree (company_id, fingerprint, source);

CREATE INDEX interactions_by_customer ON ONLY app.interactions USING btree (company_id, customer_id, happened_at DESC, id DESC);

CREATE INDEX interactions_by_person ON ONLY app.interactions USING btree (company_id, person_id, happened_at);

CREATE INDEX interactions_by_term ON ONLY app.interactions USING gin (app.search_terms(company_id, ''::text, ((((summary || ' '::text) || COALESCE(asked_for, ''::text)) || ' '::text) || COALESCE(promised, ''::text))));

CREATE INDEX interactions_default_by_term ON app.interactions_default USING gin (app.search_terms(company_id, ''::text, ((((summary || ' '::text) || COALESCE(asked_for, ''::text)) || ' '::text) || COALESCE(promised, ''::text))));

CREATE INDEX interactions_default_company_id_customer_id_happened_at_id_idx ON app.interactions_default USING btree (company_id, customer_id, happened_at DESC, id DESC);

CREATE INDEX interactions_default_company_id_person_id_happened_at_idx ON app.interactions_default USING btree (company_id, person_id, happened_at);

CREATE INDEX job_history_dead ON ONLY app.job_history USING btree (company_id, id) WHERE (state = 'dead'::text);

CREATE INDEX job_history_default_company_id_id_idx ON app.job_history_default USING btree (company_id, id) WHERE (state = 'dead'::text);

CREATE INDEX jobs_ready ON app.jobs USING btree (company_id, kind, priority, run_at, id) WHERE (state = 'ready'::text);

CREATE INDEX jobs_running ON app.jobs USING btree (company_id, lease_until) WHERE (state = 'running'::text);

CREATE UNIQUE INDEX jobs_unique ON app.jobs USING btree (company_id, kind, unique_key) WHERE (unique_key IS NOT NULL);

CREATE INDEX login_links_by_company ON app.login_links USING btree (issuer_company_id);

CREATE INDEX login_links_by_person ON app.login_links USING btree (person_id);

CREATE INDEX memberships_by_own_role ON app.memberships USING btree (company_id, role_id) WHERE (role_id IS NOT NULL);

CREATE INDEX memberships_by_person ON app.memberships USING btree (person_id);

CREATE INDEX memberships_by_role ON app.memberships USING btree (company_id, role, state);

CREATE INDEX orders_by_customer ON app.orders USING btree (company_id, customer_id, ordered_on) INCLUDE (amount_minor);

CREATE INDEX provider_links_by_person ON app.provider_links USING btree (person_id);

CREATE INDEX reset_requests_waiting ON app.reset_requests USING btree (asked_at) WHERE (sent_at IS NULL);

CREATE INDEX schedules_due ON app.schedules USING btree (next_at) WHERE ((NOT paused) AND (next_at IS NOT NULL));

CREATE INDEX sessions_by_person ON app.sessions USING btree (person_id, id);

CREATE INDEX sign_ins_by_person ON app.sign_ins USING btree (person_id, id);

CREATE INDEX stage_changes_by_customer ON app.stage_changes USING btree (company_id, customer_id, changed_on, id);

CREATE INDEX support_grants_by_person ON app.support_grants USING btree (person_id) WHERE (ended_at IS NULL);

CREATE INDEX tasks_by_assignee ON app.tasks USING btree (company_id, assignee_id, state, due_on, id);

CREATE INDEX tasks_by_completion ON app.tasks USING btree (company_id, completed_at) WHERE (state = 'done'::text);

CREATE INDEX tasks_by_customer ON app.tasks USING btree (company_id, customer_id, state);

CREATE INDEX tasks_by_due ON app.tasks USING btree (company_id, state, due_on, id);

CREATE UNIQUE INDEX tasks_one_open_visit ON app.tasks USING btree (company_id, customer_id) WHERE ((kind = 'visit'::text) AND (state = 'open'::text));

CREATE INDEX tier_changes_by_customer ON app.tier_changes USING btree (company_id, customer_id, changed_on, id);

CREATE INDEX tier_policies_by_date ON app.tier_policies USING btree (company_id, effective_from DESC, number DESC);

CREATE INDEX webhook_attempts_by_delivery ON ONLY app.webhook_attempts USING btree (company_id, delivery_id, id);

CREATE INDEX webhook_attempts_default_company_id_delivery_id_id_idx ON app.webhook_attempts_default USING btree (company_id, delivery_id, id);

CREATE INDEX webhook_deliveries_by_webhook ON ONLY app.webhook_deliveries USING btree (company_id, webhook_id, id);

CREATE INDEX webhook_deliveries_default_company_id_webhook_id_id_idx ON app.webhook_deliveries_default USING btree (company_id, webhook_id, id);

CREATE INDEX webhook_deliveries_due ON ONLY app.webhook_deliveries USING btree (company_id, webhook_id, next_at) WHERE (state = 'waiting'::text);

CREATE INDEX webhook_deliveries_default_company_id_webhook_id_next_at_idx ON app.webhook_deliveries_default USING btree (company_id, webhook_id, next_at) WHERE (state = 'waiting'::text);

CREATE INDEX webhook_deliveries_subject ON ONLY app.webhook_deliveries USING btree (company_id, webhook_id, subject_id, event_id) WHERE (state = 'waiting'::text);

CREATE INDEX webhook_deliveries_default_company_id_webhook_id_subject_id_idx ON app.webhook_deliveries_default USING btree (company_id, webhook_id, subject_id, event_id) WHERE (state = 'waiting'::text);

CREATE INDEX webhook_lines_due ON app.webhook_lines USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX webhook_secrets_by_webhook ON app.webhook_secrets USING btree (company_id, webhook_id, id);

ALTER INDEX app.audit_events_by_entity ATTACH PARTITION app.audit_events_default_company_id_entity_entity_id_id_idx;

ALTER INDEX app.audit_events_unsealed ATTACH PARTITION app.audit_events_default_company_id_id_idx;

ALTER INDEX app.audit_events_pk ATTACH PARTITION app.audit_events_default_pkey;

ALTER INDEX app.events_by_number ATTACH PARTITION app.events_default_company_id_number_idx;

ALTER INDEX app.events_pk ATTACH PARTITION app.events_default_pkey;

ALTER INDEX app.interactions_by_term ATTACH PARTITION app.interactions_default_by_term;

ALTER INDEX app.interactions_by_customer ATTACH PARTITION app.interactions_default_company_id_customer_id_happened_at_id_idx;

ALTER INDEX app.interactions_by_person ATTACH PARTITION app.interactions_default_company_id_person_id_happened_at_idx;

ALTER INDEX app.interactions_pk ATTACH PARTITION app.interactions_default_pkey;

ALTER INDEX app.job_history_dead ATTACH PARTITION app.job_history_default_company_id_id_idx;

ALTER INDEX app.job_history_pk ATTACH PARTITION app.job_history_default_pkey;

ALTER INDEX app.webhook_attempts_by_delivery ATTACH PARTITION app.webhook_attempts_default_company_id_delivery_id_id_idx;

ALTER INDEX app.webhook_attempts_pk ATTACH PARTITION app.webhook_attempts_default_pkey;

ALTER INDEX app.webhook_deliveries_by_webhook ATTACH PARTITION app.webhook_deliveries_default_company_id_webhook_id_id_idx;

ALTER INDEX app.webhook_deliveries_due ATTACH PARTITION app.webhook_deliveries_default_company_id_webhook_id_next_at_idx;

ALTER INDEX app.webhook_deliveries_subject ATTACH PARTITION app.webhook_deliveries_default_company_id_webhook_id_subject_id_idx;

ALTER INDEX app.webhook_deliveries_pk ATTACH PARTITION app.webhook_deliveries_default_pkey;

CREATE TRIGGER api_keys_audit AFTER INSERT OR UPDATE OF revoked_at ON app.api_keys FOR EACH ROW EXECUTE FUNCTION app.audit_key();

CREATE TRIGGER churn_warnings_audit AFTER DELETE OR UPDATE ON app.churn_warnings FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'company_id', 'churn_warnings');

CREATE TRIGGER churn_warnings_closed AFTER UPDATE ON app.churn_warnings FOR EACH ROW WHEN (((old.state = 'open'::text) AND (new.state <> 'open'::text) AND (current_setting('app.quiet'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION app.tell('churn_warning.closed', 'heard', 'customer_id', 'id', 'customer_id', 'state');

CREATE TRIGGER churn_warnings_raised AFTER INSERT ON app.churn_warnings FOR EACH ROW WHEN ((current_setting('app.quiet'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION app.tell('churn_warning.raised', 'heard', 'customer_id', 'id', 'customer_id', 'raised_on', 'due_on', 'silent_days', 'late_days');

CREATE TRIGGER companies_audit AFTER UPDATE ON app.companies FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'id', 'companies');

CREATE TRIGGER companies_touch BEFORE UPDATE ON app.companies FOR EACH ROW EXECUTE FUNCTION app.touch();

CREATE TRIGGER company_settings_audit AFTER UPDATE ON app.company_settings FOR EACH ROW EXECUTE FUNCTION app.audit_changes('company_id', 'company_id', 'company_settings');

CREATE TRIGGER company_settings_touch BEFORE UPDATE ON app.company_settings FOR EACH ROW EXECUTE FUNCTION app.touch();

CREATE TRIGGER contacts_audit AFTER INSERT OR DELETE OR UPDATE ON app.contacts FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'company_id', 'contacts');

CREATE TRIGGER contacts_readers BEFORE DELETE ON app.contacts FOR EACH ROW EXECUTE FUNCTION app.refuse_reader();

CREATE TRIGGER contacts_touch BEFORE UPDATE ON app.contacts FOR EACH ROW EXECUTE FUNCTION app.touch();

CREATE TRIGGER customer_shares_audit AFTER INSERT OR DELETE OR UPDATE ON app.customer_shares FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'company_id', 'customer_shares');

CREATE TRIGGER customers_archived AFTER UPDATE ON app.customers FOR EACH ROW WHEN (((old.state <> 'archived'::text) AND (new.state = 'archived'::text))) EXECUTE FUNCTION app.tell('customer.archived', 'always', 'id', 'id', 'archived_at');

CREATE TRIGGER customers_audit AFTER INSERT OR DELETE OR UPDATE ON app.customers FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'company_id', 'customers');

CREATE TRIGGER customers_changed AFTER UPDATE ON app.customers FOR EACH ROW WHEN (((((((old.code IS DISTINCT FROM new.code) OR (old.kind IS DISTINCT FROM new.kind)) OR (old.name IS DISTINCT FROM new.name)) OR (old.email IS DISTINCT FROM new.email)) OR (old.phone IS DISTINCT FROM new.phone)) OR (old.note IS DISTINCT FROM new.note))) EXECUTE FUNCTION app.tell('customer.changed', 'heard', 'id', 'id', 'version');

CREATE TRIGGER customers_created AFTER INSERT ON app.customers FOR EACH ROW EXECUTE FUNCTION app.tell('customer.created', 'heard', 'id', 'id', 'code', 'kind', 'owner_id');

CREATE TRIGGER customers_owner_changed AFTER UPDATE ON app.customers FOR EACH ROW WHEN ((old.owner_id IS DISTINCT FROM new.owner_id)) EXECUTE FUNCTION app.tell('customer.owner_changed', 'always', 'id', 'id', 'owner_id');

CREATE TRIGGER customers_touch BEFORE UPDATE ON app.customers FOR EACH ROW EXECUTE FUNCTION app.touch();

CREATE TRIGGER imports_audit AFTER INSERT ON app.imports FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'company_id', 'imports');

CREATE TRIGGER imports_finished AFTER UPDATE ON app.imports FOR EACH ROW WHEN (((old.finished_at IS NULL) AND (new.finished_at IS NOT NULL))) EXECUTE FUNCTION app.tell('import.finished', 'always', 'id', 'id', 'source', 'state', 'rows_read', 'rows_inserted', 'rows_unchanged', 'rows_rejected');

CREATE TRIGGER imports_orders_arrived AFTER UPDATE ON app.imports FOR EACH ROW WHEN ((new.rows_inserted > old.rows_inserted)) EXECUTE FUNCTION app.tell('orders.arrived', 'always', 'id', 'id', 'source', 'rows_inserted');

CREATE TRIGGER interactions_audit AFTER INSERT OR DELETE OR UPDATE ON app.interactions FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'company_id', 'interactions');

CREATE TRIGGER interactions_recorded AFTER INSERT ON app.interactions FOR EACH ROW EXECUTE FUNCTION app.tell('interaction.recorded', 'heard', 'customer_id', 'id', 'customer_id', 'person_id', 'kind', 'direction', 'happened_at');

CREATE TRIGGER memberships_audit AFTER INSERT OR DELETE OR UPDATE ON app.memberships FOR EACH ROW EXECUTE FUNCTION app.audit_changes('person_id', 'company_id', 'memberships');

CREATE TRIGGER memberships_touch BEFORE UPDATE ON app.memberships FOR EACH ROW EXECUTE FUNCTION app.touch();

CREATE TRIGGER operations_imports AFTER UPDATE OF state ON app.operations FOR EACH ROW WHEN (((new.kind = 'customers.import_orders'::text) AND (new.state <> old.state) AND (new.state = ANY (ARRAY['failed'::text, 'cancelled'::text, 'queued'::text])))) EXECUTE FUNCTION app.follow_operation();

CREATE TRIGGER queue_limits_audit AFTER UPDATE ON app.queue_limits FOR EACH ROW EXECUTE FUNCTION app.audit_changes('company_id', 'company_id', 'queue_limits');

CREATE TRIGGER roles_audit AFTER INSERT OR DELETE OR UPDATE ON app.roles FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'company_id', 'roles');

CREATE TRIGGER roles_touch BEFORE UPDATE ON app.roles FOR EACH ROW EXECUTE FUNCTION app.touch();

CREATE TRIGGER schedules_audit AFTER DELETE OR UPDATE ON app.schedules FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'company_id', 'schedules');

CREATE TRIGGER scorings_finished AFTER INSERT ON app.scorings FOR EACH ROW EXECUTE FUNCTION app.tell('scoring.finished', 'heard', 'id', 'id', 'as_of', 'customers', 'changed', 'tier_moves', 'warnings');

CREATE TRIGGER support_grants_audit AFTER INSERT OR DELETE OR UPDATE ON app.support_grants FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'company_id', 'support_grants');

CREATE TRIGGER tasks_audit AFTER INSERT OR DELETE OR UPDATE ON app.tasks FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'company_id', 'tasks');

CREATE TRIGGER tasks_cancelled AFTER UPDATE ON app.tasks FOR EACH ROW WHEN (((old.state <> 'cancelled'::text) AND (new.state = 'cancelled'::text))) EXECUTE FUNCTION app.tell('task.cancelled', 'heard', 'customer_id', 'id', 'customer_id', 'assignee_id', 'kind');

CREATE TRIGGER tasks_changed AFTER UPDATE ON app.tasks FOR EACH ROW WHEN (((new.state = 'open'::text) AND (((((old.title IS DISTINCT FROM new.title) OR (old.detail IS DISTINCT FROM new.detail)) OR (old.due_on IS DISTINCT FROM new.due_on)) OR (old.assignee_id IS DISTINCT FROM new.assignee_id)) OR (old.state IS DISTINCT FROM new.state)))) EXECUTE FUNCTION app.tell('task.changed', 'heard', 'customer_id', 'id', 'customer_id', 'assignee_id', 'kind', 'due_on', 'version');

CREATE TRIGGER tasks_completed AFTER UPDATE ON app.tasks FOR EACH ROW WHEN (((old.state <> 'done'::text) AND (new.state = 'done'::text))) EXECUTE FUNCTION app.tell('task.completed', 'heard', 'customer_id', 'id', 'customer_id', 'assignee_id', 'kind', 'completed_by', 'interaction_id');

CREATE TRIGGER tasks_created AFTER INSERT ON app.tasks FOR EACH ROW EXECUTE FUNCTION app.tell('task.created', 'heard', 'customer_id', 'id', 'customer_id', 'assignee_id', 'kind', 'due_on', 'weight');

CREATE TRIGGER tasks_touch BEFORE UPDATE ON app.tasks FOR EACH ROW EXECUTE FUNCTION app.touch();

CREATE TRIGGER teams_audit AFTER INSERT OR DELETE OR UPDATE ON app.teams FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'company_id', 'teams');

CREATE TRIGGER teams_touch BEFORE UPDATE ON app.teams FOR EACH ROW EXECUTE FUNCTION app.touch();

CREATE TRIGGER tier_changes_told AFTER INSERT ON app.tier_changes FOR EACH ROW WHEN ((current_setting('app.quiet'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION app.tell('customer.tier_changed', 'heard', 'customer_id', 'customer_id', 'from_tier', 'to_tier', 'changed_on', 'cause');

CREATE TRIGGER tier_overrides_audit AFTER INSERT OR DELETE OR UPDATE ON app.tier_overrides FOR EACH ROW EXECUTE FUNCTION app.audit_changes('customer_id', 'company_id', 'tier_overrides');

CREATE TRIGGER tier_policies_audit AFTER INSERT OR DELETE OR UPDATE ON app.tier_policies FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'company_id', 'tier_policies');

CREATE TRIGGER webhooks_audit AFTER INSERT OR DELETE OR UPDATE ON app.webhooks FOR EACH ROW EXECUTE FUNCTION app.audit_changes('id', 'company_id', 'webhooks');

CREATE TRIGGER webhooks_disabled AFTER UPDATE ON app.webhooks FOR EACH ROW WHEN (((old.state = 'enabled'::text) AND (new.state = 'disabled'::text) AND (new.disabled_reason <> 'asked'::text))) EXECUTE FUNCTION app.tell('webhook.disabled', 'heard', 'id', 'id', 'disabled_reason', 'disabled_at');

CREATE TRIGGER webhooks_touch BEFORE UPDATE ON app.webhooks FOR EACH ROW EXECUTE FUNCTION app.touch();

ALTER TABLE ONLY app.access_tokens
    ADD CONSTRAINT access_tokens_key FOREIGN KEY (key_id) REFERENCES app.api_keys(id) ON DELETE CASCADE;

ALTER TABLE ONLY app.agency_members
    ADD CONSTRAINT agency_members_agency FOREIGN KEY (agency_id) REFERENCES app.agencies(id);

ALTER TABLE ONLY app.agency_members
    ADD CONSTRAINT agency_members_person FOREIGN KEY (person_id) REFERENCES app.persons(id);

ALTER TABLE ONLY app.api_keys
    ADD CONSTRAINT api_keys_integration FOREIGN KEY (integration_company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.api_keys
    ADD CONSTRAINT api_keys_person FOREIGN KEY (person_id) REFERENCES app.persons(id);

ALTER TABLE ONLY app.audit_heads
    ADD CONSTRAINT audit_heads_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.audit_seals
    ADD CONSTRAINT audit_seals_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.backtests
    ADD CONSTRAINT backtests_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.companies
    ADD CONSTRAINT companies_agency FOREIGN KEY (agency_id) REFERENCES app.agencies(id);

ALTER TABLE ONLY app.company_settings
    ADD CONSTRAINT company_settings_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.contacts
    ADD CONSTRAINT contacts_customer FOREIGN KEY (company_id, customer_id) REFERENCES app.customers(company_id, id);

ALTER TABLE ONLY app.customer_owners
    ADD CONSTRAINT customer_owners_customer FOREIGN KEY (company_id, customer_id) REFERENCES app.customers(company_id, id);

ALTER TABLE ONLY app.customer_owners
    ADD CONSTRAINT customer_owners_owner FOREIGN KEY (company_id, owner_id) REFERENCES app.memberships(company_id, person_id);

ALTER TABLE ONLY app.customer_shares
    ADD CONSTRAINT customer_shares_by FOREIGN KEY (company_id, shared_by) REFERENCES app.memberships(company_id, person_id);

ALTER TABLE ONLY app.customer_shares
    ADD CONSTRAINT customer_shares_customer FOREIGN KEY (company_id, customer_id) REFERENCES app.customers(company_id, id);

ALTER TABLE ONLY app.customer_shares
    ADD CONSTRAINT customer_shares_person FOREIGN KEY (company_id, person_id) REFERENCES app.memberships(company_id, person_id);

ALTER TABLE ONLY app.customers
    ADD CONSTRAINT customers_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.customers
    ADD CONSTRAINT customers_owner FOREIGN KEY (company_id, owner_id) REFERENCES app.memberships(company_id, person_id);

ALTER TABLE ONLY app.event_logs
    ADD CONSTRAINT event_logs_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.idempotency_keys
    ADD CONSTRAINT idempotency_keys_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.identity_providers
    ADD CONSTRAINT identity_providers_agency FOREIGN KEY (agency_id) REFERENCES app.agencies(id);

ALTER TABLE ONLY app.import_chunks
    ADD CONSTRAINT import_chunks_import FOREIGN KEY (company_id, import_id) REFERENCES app.imports(company_id, id);

ALTER TABLE ONLY app.import_rejects
    ADD CONSTRAINT import_rejects_import FOREIGN KEY (company_id, import_id) REFERENCES app.imports(company_id, id);

ALTER TABLE ONLY app.imports
    ADD CONSTRAINT imports_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.imports
    ADD CONSTRAINT imports_operation FOREIGN KEY (company_id, operation_id) REFERENCES app.operations(company_id, id);

ALTER TABLE ONLY app.insight_models
    ADD CONSTRAINT insight_models_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE app.interactions
    ADD CONSTRAINT interactions_customer FOREIGN KEY (company_id, customer_id) REFERENCES app.customers(company_id, id);

ALTER TABLE app.interactions
    ADD CONSTRAINT interactions_person FOREIGN KEY (company_id, person_id) REFERENCES app.memberships(company_id, person_id);

ALTER TABLE ONLY app.login_links
    ADD CONSTRAINT login_links_agency FOREIGN KEY (issuer_agency_id) REFERENCES app.agencies(id);

ALTER TABLE ONLY app.login_links
    ADD CONSTRAINT login_links_company FOREIGN KEY (issuer_company_id) REFERENCES app.companies(id) ON DELETE CASCADE;

ALTER TABLE ONLY app.login_links
    ADD CONSTRAINT login_links_person FOREIGN KEY (person_id) REFERENCES app.persons(id);

ALTER TABLE ONLY app.memberships
    ADD CONSTRAINT memberships_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.memberships
    ADD CONSTRAINT memberships_own_role FOREIGN KEY (company_id, role_id, role) REFERENCES app.roles(company_id, id, base);

ALTER TABLE ONLY app.memberships
    ADD CONSTRAINT memberships_person FOREIGN KEY (person_id) REFERENCES app.persons(id);

ALTER TABLE ONLY app.memberships
    ADD CONSTRAINT memberships_team FOREIGN KEY (company_id, team_id) REFERENCES app.teams(company_id, id);

ALTER TABLE ONLY app.operations
    ADD CONSTRAINT operations_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.order_lines
    ADD CONSTRAINT order_lines_order FOREIGN KEY (company_id, order_id) REFERENCES app.orders(company_id, id);

ALTER TABLE ONLY app.order_marks
    ADD CONSTRAINT order_marks_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.orders
    ADD CONSTRAINT orders_customer FOREIGN KEY (company_id, customer_id) REFERENCES app.customers(company_id, id);

ALTER TABLE ONLY app.passwords
    ADD CONSTRAINT passwords_person FOREIGN KEY (person_id) REFERENCES app.persons(id);

ALTER TABLE ONLY app.product_pairs
    ADD CONSTRAINT product_pairs_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.provider_links
    ADD CONSTRAINT provider_links_person FOREIGN KEY (person_id) REFERENCES app.persons(id);

ALTER TABLE ONLY app.provider_links
    ADD CONSTRAINT provider_links_provider FOREIGN KEY (agency_id) REFERENCES app.identity_providers(agency_id) ON DELETE CASCADE;

ALTER TABLE ONLY app.queue_limits
    ADD CONSTRAINT queue_limits_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.recovery_codes
    ADD CONSTRAINT recovery_codes_factor FOREIGN KEY (person_id) REFERENCES app.second_factors(person_id) ON DELETE CASCADE;

ALTER TABLE ONLY app.reset_requests
    ADD CONSTRAINT reset_requests_person FOREIGN KEY (person_id) REFERENCES app.persons(id);

ALTER TABLE ONLY app.roles
    ADD CONSTRAINT roles_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.schedule_slots
    ADD CONSTRAINT schedule_slots_schedule FOREIGN KEY (company_id, schedule_id) REFERENCES app.schedules(company_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY app.schedules
    ADD CONSTRAINT schedules_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.scorings
    ADD CONSTRAINT scorings_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.scorings
    ADD CONSTRAINT scorings_policy FOREIGN KEY (company_id, policy_id) REFERENCES app.tier_policies(company_id, id);

ALTER TABLE ONLY app.second_factors
    ADD CONSTRAINT second_factors_person FOREIGN KEY (person_id) REFERENCES app.persons(id);

ALTER TABLE ONLY app.sessions
    ADD CONSTRAINT sessions_person FOREIGN KEY (person_id) REFERENCES app.persons(id);

ALTER TABLE ONLY app.sign_ins
    ADD CONSTRAINT sign_ins_person FOREIGN KEY (person_id) REFERENCES app.persons(id);

ALTER TABLE ONLY app.support_grants
    ADD CONSTRAINT support_grants_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.support_grants
    ADD CONSTRAINT support_grants_given_by FOREIGN KEY (company_id, given_by) REFERENCES app.memberships(company_id, person_id);

ALTER TABLE ONLY app.tasks
    ADD CONSTRAINT tasks_assignee FOREIGN KEY (company_id, assignee_id) REFERENCES app.memberships(company_id, person_id);

ALTER TABLE ONLY app.tasks
    ADD CONSTRAINT tasks_customer FOREIGN KEY (company_id, customer_id) REFERENCES app.customers(company_id, id);

ALTER TABLE ONLY app.tasks
    ADD CONSTRAINT tasks_interaction FOREIGN KEY (company_id, interaction_id) REFERENCES app.interactions(company_id, id);

ALTER TABLE ONLY app.tasks
    ADD CONSTRAINT tasks_warning FOREIGN KEY (company_id, warning_id) REFERENCES app.churn_warnings(company_id, id);

ALTER TABLE ONLY app.teams
    ADD CONSTRAINT teams_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.teams
    ADD CONSTRAINT teams_parent FOREIGN KEY (company_id, parent_id) REFERENCES app.teams(company_id, id);

ALTER TABLE ONLY app.tier_changes
    ADD CONSTRAINT tier_changes_policy FOREIGN KEY (company_id, policy_id) REFERENCES app.tier_policies(company_id, id);

ALTER TABLE ONLY app.tier_overrides
    ADD CONSTRAINT tier_overrides_customer FOREIGN KEY (company_id, customer_id) REFERENCES app.customers(company_id, id);

ALTER TABLE ONLY app.tier_policies
    ADD CONSTRAINT tier_policies_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.warning_reviews
    ADD CONSTRAINT warning_reviews_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE ONLY app.webhook_lines
    ADD CONSTRAINT webhook_lines_webhook FOREIGN KEY (company_id, webhook_id) REFERENCES app.webhooks(company_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY app.webhook_secrets
    ADD CONSTRAINT webhook_secrets_webhook FOREIGN KEY (company_id, webhook_id) REFERENCES app.webhooks(company_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY app.webhooks
    ADD CONSTRAINT webhooks_company FOREIGN KEY (company_id) REFERENCES app.companies(id);

ALTER TABLE app.audit_events ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.audit_events_default ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.audit_heads ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.audit_seals ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.backtests ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.churn_warnings ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.companies ENABLE ROW LEVEL SECURITY;

CREATE POLICY company ON app.audit_events TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.audit_events_default TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.audit_heads TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.audit_seals TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.backtests TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.churn_warnings TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.reaches(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.tends(customer_id))
END));

CREATE POLICY company ON app.companies FOR SELECT TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((id = (current_setting('app.company_id'::text))::uuid));

CREATE POLICY company ON app.company_settings TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.contacts TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.reaches(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.tends(customer_id))
END));

CREATE POLICY company ON app.customer_owners TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.reaches(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.tends(customer_id))
END));

CREATE POLICY company ON app.customer_scores TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.reaches(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.tends(customer_id))
END));

CREATE POLICY company ON app.customer_shares TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE ((person_id = (current_setting('app.person_id'::text))::uuid) OR (shared_by = (current_setting('app.person_id'::text))::uuid) OR app.holds(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE app.holds(customer_id)
END));

CREATE POLICY company ON app.customers TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE ((owner_id = ANY ((current_setting('app.visible_persons'::text))::uuid[])) OR (id = ANY ((current_setting('app.shared_customers'::text))::uuid[])))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE ((owner_id = ANY ((current_setting('app.visible_persons'::text))::uuid[])) OR (id = ANY ((current_setting('app.writable_customers'::text))::uuid[])))
END));

CREATE POLICY company ON app.event_logs TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.events TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.reaches(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.tends(customer_id))
END));

CREATE POLICY company ON app.events_default TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.reaches(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.tends(customer_id))
END));

CREATE POLICY company ON app.idempotency_keys TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.import_chunks TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.import_rejects TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.imports TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.insight_models TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.interactions TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE ((person_id = ANY ((current_setting('app.visible_persons'::text))::uuid[])) OR app.reaches(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.tends(customer_id))
END));

CREATE POLICY company ON app.interactions_default TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE ((person_id = ANY ((current_setting('app.visible_persons'::text))::uuid[])) OR app.reaches(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.tends(customer_id))
END));

CREATE POLICY company ON app.job_history TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.job_history_default TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.jobs TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.memberships TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.operations TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.order_lines TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE app.reaches_order(order_id, false)
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE app.reaches_order(order_id, true)
END));

CREATE POLICY company ON app.order_marks TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.orders TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.reaches(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.tends(customer_id))
END));

CREATE POLICY company ON app.outbox TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.product_pairs TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.queue_limits TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.roles TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.schedule_slots TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.schedules TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.scorings TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.stage_changes TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.reaches(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.tends(customer_id))
END));

CREATE POLICY company ON app.support_grants TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.tasks TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE ((assignee_id = ANY ((current_setting('app.visible_persons'::text))::uuid[])) OR app.reaches(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE ((assignee_id = ANY ((current_setting('app.visible_persons'::text))::uuid[])) OR app.tends(customer_id))
END));

CREATE POLICY company ON app.teams TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.tier_changes TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.reaches(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.tends(customer_id))
END));

CREATE POLICY company ON app.tier_overrides TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.reaches(customer_id))
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE (false OR app.tends(customer_id))
END));

CREATE POLICY company ON app.tier_policies TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.warning_reviews TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY company ON app.webhook_attempts TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE false
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE false
END));

CREATE POLICY company ON app.webhook_attempts_default TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE false
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE false
END));

CREATE POLICY company ON app.webhook_deliveries TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE false
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE false
END));

CREATE POLICY company ON app.webhook_deliveries_default TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE false
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE false
END));

CREATE POLICY company ON app.webhook_lines TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE false
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE false
END));

CREATE POLICY company ON app.webhook_secrets TO clientele_api, clientele_report USING (((company_id = (current_setting('app.company_id'::text))::uuid) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE false
END)) WITH CHECK (((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)) AND
CASE current_setting('app.visibility'::text)
    WHEN 'company'::text THEN true
    ELSE false
END));

CREATE POLICY company ON app.webhooks TO clientele_api, clientele_worker, clientele_report, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

ALTER TABLE app.company_settings ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.contacts ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.customer_owners ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.customer_scores ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.customer_shares ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.customers ENABLE ROW LEVEL SECURITY;

CREATE POLICY discovery ON app.jobs FOR SELECT TO clientele_hosting USING (true);

CREATE POLICY discovery ON app.outbox FOR SELECT TO clientele_hosting USING (true);

CREATE POLICY discovery ON app.schedules FOR SELECT TO clientele_hosting USING (true);

CREATE POLICY discovery ON app.webhook_lines FOR SELECT TO clientele_hosting USING (true);

ALTER TABLE app.event_logs ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.events ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.events_default ENABLE ROW LEVEL SECURITY;

CREATE POLICY hosting ON app.audit_events FOR SELECT TO clientele_hosting USING ((seal IS NULL));

CREATE POLICY hosting ON app.companies TO clientele_hosting USING (true) WITH CHECK (true);

CREATE POLICY hosting ON app.company_settings FOR INSERT TO clientele_hosting WITH CHECK (true);

CREATE POLICY hosting ON app.memberships FOR SELECT TO clientele_hosting USING (true);

CREATE POLICY hosting ON app.roles FOR SELECT TO clientele_hosting USING (true);

CREATE POLICY hosting ON app.support_grants FOR SELECT TO clientele_hosting USING (true);

ALTER TABLE app.idempotency_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.import_chunks ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.import_rejects ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.imports ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.insight_models ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.interactions ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.interactions_default ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.job_history ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.job_history_default ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.jobs ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.memberships ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.operations ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.order_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.order_marks ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.outbox ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.product_pairs ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.queue_limits ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.roles ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.schedule_slots ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.schedules ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.scorings ENABLE ROW LEVEL SECURITY;

CREATE POLICY search ON app.contacts FOR SELECT TO clientele_search USING (true);

CREATE POLICY search ON app.customers FOR SELECT TO clientele_search USING (true);

CREATE POLICY search ON app.interactions FOR SELECT TO clientele_search USING (true);

ALTER TABLE app.stage_changes ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.support_grants ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.tasks ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.teams ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.tier_changes ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.tier_overrides ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.tier_policies ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.warning_reviews ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.webhook_attempts ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.webhook_attempts_default ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.webhook_deliveries ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.webhook_deliveries_default ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.webhook_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.webhook_secrets ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.webhooks ENABLE ROW LEVEL SECURITY;

CREATE POLICY work ON app.churn_warnings TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.contacts TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.customer_owners TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.customer_scores TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.customer_shares TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.customers TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.events TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.events_default TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.interactions TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.interactions_default TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.order_lines TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.orders TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.stage_changes TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.tasks TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.tier_changes TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.tier_overrides TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.webhook_attempts TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.webhook_attempts_default TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.webhook_deliveries TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.webhook_deliveries_default TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.webhook_lines TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY work ON app.webhook_secrets TO clientele_worker, clientele_operator USING ((company_id = (current_setting('app.company_id'::text))::uuid)) WITH CHECK ((company_id = ( SELECT (current_setting('app.company_id'::text))::uuid AS current_setting)));

CREATE POLICY writer ON app.audit_events FOR INSERT TO clientele_owner WITH CHECK (true);

GRANT USAGE ON SCHEMA app TO clientele_api;
GRANT USAGE ON SCHEMA app TO clientele_worker;
GRANT USAGE ON SCHEMA app TO clientele_hosting;
GRANT USAGE ON SCHEMA app TO clientele_report;
GRANT USAGE ON SCHEMA app TO clientele_operator;
GRANT USAGE ON SCHEMA app TO clientele_search;

REVOKE ALL ON FUNCTION app.audit(target regclass, naming text, operations text, owning text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.audit_chain(previous bytea, number bigint, events integer, digest bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.audit_chain(previous bytea, number bigint, events integer, digest bytea) TO clientele_api;
GRANT ALL ON FUNCTION app.audit_chain(previous bytea, number bigint, events integer, digest bytea) TO clientele_worker;
GRANT ALL ON FUNCTION app.audit_chain(previous bytea, number bigint, events integer, digest bytea) TO clientele_report;
GRANT ALL ON FUNCTION app.audit_chain(previous bytea, number bigint, events integer, digest bytea) TO clientele_operator;

REVOKE ALL ON FUNCTION app.audit_changes() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.audit_hash(id uuid, at timestamp with time zone, person uuid, key uuid, support_grant uuid, role text, action text, entity text, entity_id text, before jsonb, after jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.audit_hash(id uuid, at timestamp with time zone, person uuid, key uuid, support_grant uuid, role text, action text, entity text, entity_id text, before jsonb, after jsonb) TO clientele_api;
GRANT ALL ON FUNCTION app.audit_hash(id uuid, at timestamp with time zone, person uuid, key uuid, support_grant uuid, role text, action text, entity text, entity_id text, before jsonb, after jsonb) TO clientele_worker;
GRANT ALL ON FUNCTION app.audit_hash(id uuid, at timestamp with time zone, person uuid, key uuid, support_grant uuid, role text, action text, entity text, entity_id text, before jsonb, after jsonb) TO clientele_report;
GRANT ALL ON FUNCTION app.audit_hash(id uuid, at timestamp with time zone, person uuid, key uuid, support_grant uuid, role text, action text, entity text, entity_id text, before jsonb, after jsonb) TO clientele_operator;

GRANT SELECT ON TABLE app.audit_events TO clientele_api;
GRANT SELECT ON TABLE app.audit_events TO clientele_worker;
GRANT SELECT ON TABLE app.audit_events TO clientele_report;
GRANT SELECT,INSERT,DELETE ON TABLE app.audit_events TO clientele_operator;

GRANT SELECT(company_id) ON TABLE app.audit_events TO clientele_hosting;

GRANT SELECT(id) ON TABLE app.audit_events TO clientele_hosting;

GRANT UPDATE(seal) ON TABLE app.audit_events TO clientele_worker;
GRANT SELECT(seal) ON TABLE app.audit_events TO clientele_hosting;

GRANT SELECT ON TABLE app.audit_heads TO clientele_api;
GRANT SELECT ON TABLE app.audit_heads TO clientele_report;
GRANT SELECT,INSERT,UPDATE ON TABLE app.audit_heads TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.audit_heads TO clientele_operator;

GRANT SELECT ON TABLE app.audit_seals TO clientele_api;
GRANT SELECT,INSERT ON TABLE app.audit_seals TO clientele_worker;
GRANT SELECT ON TABLE app.audit_seals TO clientele_report;
GRANT SELECT,INSERT,DELETE ON TABLE app.audit_seals TO clientele_operator;

REVOKE ALL ON FUNCTION app.audit_faults() FROM PUBLIC;
GRANT ALL ON FUNCTION app.audit_faults() TO clientele_api;
GRANT ALL ON FUNCTION app.audit_faults() TO clientele_worker;
GRANT ALL ON FUNCTION app.audit_faults() TO clientele_report;
GRANT ALL ON FUNCTION app.audit_faults() TO clientele_operator;

REVOKE ALL ON FUNCTION app.audit_key() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.audit_note(company uuid, action text, entity text, entity_id text, before jsonb, after jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.audit_note(company uuid, action text, entity text, entity_id text, before jsonb, after jsonb) TO clientele_api;
GRANT ALL ON FUNCTION app.audit_note(company uuid, action text, entity text, entity_id text, before jsonb, after jsonb) TO clientele_worker;
GRANT ALL ON FUNCTION app.audit_note(company uuid, action text, entity text, entity_id text, before jsonb, after jsonb) TO clientele_hosting;
GRANT ALL ON FUNCTION app.audit_note(company uuid, action text, entity text, entity_id text, before jsonb, after jsonb) TO clientele_operator;

REVOKE ALL ON FUNCTION app.audit_seal() FROM PUBLIC;
GRANT ALL ON FUNCTION app.audit_seal() TO clientele_worker;

REVOKE ALL ON FUNCTION app.companies_with_events(companies integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.companies_with_events(companies integer) TO clientele_hosting;

REVOKE ALL ON FUNCTION app.drop_months(parents regclass[], keep_months integer) FROM PUBLIC;

GRANT SELECT,INSERT,DELETE ON TABLE app.job_history TO clientele_api;
GRANT SELECT,INSERT,DELETE ON TABLE app.job_history TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.job_history TO clientele_operator;
GRANT SELECT ON TABLE app.job_history TO clientele_report;

REVOKE ALL ON FUNCTION app.drop_job_history(keep_months integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.drop_job_history(keep_months integer) TO clientele_hosting;
GRANT ALL ON FUNCTION app.drop_job_history(keep_months integer) TO clientele_operator;

REVOKE ALL ON FUNCTION app.uuid_v7() FROM PUBLIC;
GRANT ALL ON FUNCTION app.uuid_v7() TO clientele_api;
GRANT ALL ON FUNCTION app.uuid_v7() TO clientele_worker;
GRANT ALL ON FUNCTION app.uuid_v7() TO clientele_hosting;
GRANT ALL ON FUNCTION app.uuid_v7() TO clientele_operator;

GRANT SELECT ON TABLE app.events TO clientele_api;
GRANT SELECT ON TABLE app.events TO clientele_report;
GRANT SELECT,INSERT ON TABLE app.events TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.events TO clientele_operator;

GRANT SELECT,INSERT ON TABLE app.webhook_attempts TO clientele_worker;
GRANT SELECT ON TABLE app.webhook_attempts TO clientele_api;
GRANT SELECT ON TABLE app.webhook_attempts TO clientele_report;
GRANT SELECT,INSERT,DELETE ON TABLE app.webhook_attempts TO clientele_operator;

GRANT SELECT,INSERT,UPDATE ON TABLE app.webhook_deliveries TO clientele_api;
GRANT SELECT,INSERT,UPDATE ON TABLE app.webhook_deliveries TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.webhook_deliveries TO clientele_operator;
GRANT SELECT ON TABLE app.webhook_deliveries TO clientele_report;

REVOKE ALL ON FUNCTION app.drop_webhook_log(keep_months integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.drop_webhook_log(keep_months integer) TO clientele_hosting;
GRANT ALL ON FUNCTION app.drop_webhook_log(keep_months integer) TO clientele_operator;

REVOKE ALL ON FUNCTION app.enqueue(kind text, payload jsonb, unique_key text, run_at timestamp with time zone, queue text, priority integer, max_attempts integer, version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.enqueue(kind text, payload jsonb, unique_key text, run_at timestamp with time zone, queue text, priority integer, max_attempts integer, version integer) TO clientele_api;
GRANT ALL ON FUNCTION app.enqueue(kind text, payload jsonb, unique_key text, run_at timestamp with time zone, queue text, priority integer, max_attempts integer, version integer) TO clientele_worker;
GRANT ALL ON FUNCTION app.enqueue(kind text, payload jsonb, unique_key text, run_at timestamp with time zone, queue text, priority integer, max_attempts integer, version integer) TO clientele_operator;

REVOKE ALL ON FUNCTION app.enter(company uuid, person uuid, role text, visibility text, key text, support_grant text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.enter(company uuid, person uuid, role text, visibility text, key text, support_grant text) TO clientele_api;
GRANT ALL ON FUNCTION app.enter(company uuid, person uuid, role text, visibility text, key text, support_grant text) TO clientele_worker;
GRANT ALL ON FUNCTION app.enter(company uuid, person uuid, role text, visibility text, key text, support_grant text) TO clientele_report;
GRANT ALL ON FUNCTION app.enter(company uuid, person uuid, role text, visibility text, key text, support_grant text) TO clientele_operator;

REVOKE ALL ON FUNCTION app.follow_operation() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.forget_sign_ins(most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.forget_sign_ins(most integer) TO clientele_hosting;

REVOKE ALL ON FUNCTION app.holds(customer uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.holds(customer uuid) TO clientele_api;
GRANT ALL ON FUNCTION app.holds(customer uuid) TO clientele_worker;
GRANT ALL ON FUNCTION app.holds(customer uuid) TO clientele_report;
GRANT ALL ON FUNCTION app.holds(customer uuid) TO clientele_operator;

GRANT SELECT,INSERT,UPDATE ON TABLE app.support_grants TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.support_grants TO clientele_operator;
GRANT SELECT ON TABLE app.support_grants TO clientele_worker;
GRANT SELECT ON TABLE app.support_grants TO clientele_report;

GRANT SELECT(company_id) ON TABLE app.support_grants TO clientele_hosting;

GRANT SELECT(id) ON TABLE app.support_grants TO clientele_hosting;

GRANT SELECT(person_id) ON TABLE app.support_grants TO clientele_hosting;

GRANT SELECT(permissions) ON TABLE app.support_grants TO clientele_hosting;

GRANT SELECT(expires_at) ON TABLE app.support_grants TO clientele_hosting;

GRANT SELECT(ended_at) ON TABLE app.support_grants TO clientele_hosting;

REVOKE ALL ON FUNCTION app.is_supported(company uuid, person uuid, support_grant uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.is_supported(company uuid, person uuid, support_grant uuid) TO clientele_api;
GRANT ALL ON FUNCTION app.is_supported(company uuid, person uuid, support_grant uuid) TO clientele_worker;
GRANT ALL ON FUNCTION app.is_supported(company uuid, person uuid, support_grant uuid) TO clientele_report;
GRANT ALL ON FUNCTION app.is_supported(company uuid, person uuid, support_grant uuid) TO clientele_operator;

REVOKE ALL ON FUNCTION app.job_fronts(companies uuid[], kinds text[], priorities smallint[], marks_at timestamp with time zone[], marks uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.job_fronts(companies uuid[], kinds text[], priorities smallint[], marks_at timestamp with time zone[], marks uuid[]) TO clientele_hosting;

REVOKE ALL ON FUNCTION app.job_lanes(after_company uuid, after_kind text, after_priority smallint, lanes integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.job_lanes(after_company uuid, after_kind text, after_priority smallint, lanes integer) TO clientele_hosting;

REVOKE ALL ON FUNCTION app.local_instant(local_time timestamp without time zone, zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.local_instant(local_time timestamp without time zone, zone text) TO clientele_api;
GRANT ALL ON FUNCTION app.local_instant(local_time timestamp without time zone, zone text) TO clientele_worker;
GRANT ALL ON FUNCTION app.local_instant(local_time timestamp without time zone, zone text) TO clientele_operator;

REVOKE ALL ON FUNCTION app.make_month_partition(parent regclass, month date) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.make_partitions_ahead() FROM PUBLIC;
GRANT ALL ON FUNCTION app.make_partitions_ahead() TO clientele_worker;
GRANT ALL ON FUNCTION app.make_partitions_ahead() TO clientele_operator;
GRANT ALL ON FUNCTION app.make_partitions_ahead() TO clientele_hosting;

REVOKE ALL ON FUNCTION app.pinyin(han text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.pinyin(han text) TO clientele_api;
GRANT ALL ON FUNCTION app.pinyin(han text) TO clientele_worker;
GRANT ALL ON FUNCTION app.pinyin(han text) TO clientele_operator;
GRANT ALL ON FUNCTION app.pinyin(han text) TO clientele_search;

REVOKE ALL ON FUNCTION app.plain_terms(mark text, content text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.plain_terms(mark text, content text) TO clientele_api;
GRANT ALL ON FUNCTION app.plain_terms(mark text, content text) TO clientele_worker;
GRANT ALL ON FUNCTION app.plain_terms(mark text, content text) TO clientele_operator;
GRANT ALL ON FUNCTION app.plain_terms(mark text, content text) TO clientele_search;

REVOKE ALL ON FUNCTION app.principals(company uuid, person uuid, visibility text, OUT persons uuid[], OUT shared uuid[], OUT writable uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.principals(company uuid, person uuid, visibility text, OUT persons uuid[], OUT shared uuid[], OUT writable uuid[]) TO clientele_api;
GRANT ALL ON FUNCTION app.principals(company uuid, person uuid, visibility text, OUT persons uuid[], OUT shared uuid[], OUT writable uuid[]) TO clientele_worker;
GRANT ALL ON FUNCTION app.principals(company uuid, person uuid, visibility text, OUT persons uuid[], OUT shared uuid[], OUT writable uuid[]) TO clientele_report;
GRANT ALL ON FUNCTION app.principals(company uuid, person uuid, visibility text, OUT persons uuid[], OUT shared uuid[], OUT writable uuid[]) TO clientele_operator;

REVOKE ALL ON FUNCTION app.protect(target regclass, visibility text, writing text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.protect_by(target regclass, rule text, writing text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.protect_with_customer(target regclass, mine text, mine_to_write text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.reaches(customer uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.reaches(customer uuid) TO clientele_api;
GRANT ALL ON FUNCTION app.reaches(customer uuid) TO clientele_worker;
GRANT ALL ON FUNCTION app.reaches(customer uuid) TO clientele_report;
GRANT ALL ON FUNCTION app.reaches(customer uuid) TO clientele_operator;

REVOKE ALL ON FUNCTION app.reaches_order(purchase uuid, writing boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION app.reaches_order(purchase uuid, writing boolean) TO clientele_api;
GRANT ALL ON FUNCTION app.reaches_order(purchase uuid, writing boolean) TO clientele_worker;
GRANT ALL ON FUNCTION app.reaches_order(purchase uuid, writing boolean) TO clientele_report;
GRANT ALL ON FUNCTION app.reaches_order(purchase uuid, writing boolean) TO clientele_operator;

REVOKE ALL ON FUNCTION app.refuse_reader() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.schema_version() FROM PUBLIC;
GRANT ALL ON FUNCTION app.schema_version() TO clientele_api;
GRANT ALL ON FUNCTION app.schema_version() TO clientele_worker;
GRANT ALL ON FUNCTION app.schema_version() TO clientele_hosting;
GRANT ALL ON FUNCTION app.schema_version() TO clientele_report;
GRANT ALL ON FUNCTION app.schema_version() TO clientele_operator;

REVOKE ALL ON FUNCTION app.search(wanted text, kinds text[], most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.search(wanted text, kinds text[], most integer) TO clientele_api;

REVOKE ALL ON FUNCTION app.search_neighbours(word text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.search_neighbours(word text) TO clientele_search;

REVOKE ALL ON FUNCTION app.search_query(company uuid, wanted text, closeness integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.search_query(company uuid, wanted text, closeness integer) TO clientele_search;

REVOKE ALL ON FUNCTION app.search_terms(company uuid, name text, rest text, phone text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.search_terms(company uuid, name text, rest text, phone text) TO clientele_api;
GRANT ALL ON FUNCTION app.search_terms(company uuid, name text, rest text, phone text) TO clientele_worker;
GRANT ALL ON FUNCTION app.search_terms(company uuid, name text, rest text, phone text) TO clientele_operator;
GRANT ALL ON FUNCTION app.search_terms(company uuid, name text, rest text, phone text) TO clientele_search;

REVOKE ALL ON FUNCTION app.search_words(content text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.search_words(content text) TO clientele_api;
GRANT ALL ON FUNCTION app.search_words(content text) TO clientele_worker;
GRANT ALL ON FUNCTION app.search_words(content text) TO clientele_operator;
GRANT ALL ON FUNCTION app.search_words(content text) TO clientele_search;

REVOKE ALL ON FUNCTION app.sound_terms(mark text, name text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.sound_terms(mark text, name text) TO clientele_api;
GRANT ALL ON FUNCTION app.sound_terms(mark text, name text) TO clientele_worker;
GRANT ALL ON FUNCTION app.sound_terms(mark text, name text) TO clientele_operator;
GRANT ALL ON FUNCTION app.sound_terms(mark text, name text) TO clientele_search;

REVOKE ALL ON FUNCTION app.surname_reading(han text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.surname_reading(han text) TO clientele_api;
GRANT ALL ON FUNCTION app.surname_reading(han text) TO clientele_worker;
GRANT ALL ON FUNCTION app.surname_reading(han text) TO clientele_operator;
GRANT ALL ON FUNCTION app.surname_reading(han text) TO clientele_search;

REVOKE ALL ON FUNCTION app.tell() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.tends(customer uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION app.tends(customer uuid) TO clientele_api;
GRANT ALL ON FUNCTION app.tends(customer uuid) TO clientele_worker;
GRANT ALL ON FUNCTION app.tends(customer uuid) TO clientele_report;
GRANT ALL ON FUNCTION app.tends(customer uuid) TO clientele_operator;

REVOKE ALL ON FUNCTION app.touch() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.uuid_v7_floor(instant timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION app.uuid_v7_floor(instant timestamp with time zone) TO clientele_api;
GRANT ALL ON FUNCTION app.uuid_v7_floor(instant timestamp with time zone) TO clientele_worker;
GRANT ALL ON FUNCTION app.uuid_v7_floor(instant timestamp with time zone) TO clientele_hosting;
GRANT ALL ON FUNCTION app.uuid_v7_floor(instant timestamp with time zone) TO clientele_operator;

GRANT SELECT,INSERT,DELETE ON TABLE app.access_tokens TO clientele_hosting;

GRANT SELECT,INSERT,UPDATE ON TABLE app.agencies TO clientele_hosting;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.agency_members TO clientele_hosting;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.api_keys TO clientele_hosting;

GRANT SELECT,INSERT ON TABLE app.backtests TO clientele_api;
GRANT SELECT,INSERT ON TABLE app.backtests TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.backtests TO clientele_operator;
GRANT SELECT ON TABLE app.backtests TO clientele_report;

GRANT SELECT,INSERT,UPDATE ON TABLE app.churn_warnings TO clientele_api;
GRANT SELECT,INSERT,UPDATE ON TABLE app.churn_warnings TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.churn_warnings TO clientele_operator;
GRANT SELECT ON TABLE app.churn_warnings TO clientele_report;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.companies TO clientele_hosting;
GRANT SELECT ON TABLE app.companies TO clientele_api;
GRANT SELECT ON TABLE app.companies TO clientele_worker;
GRANT SELECT ON TABLE app.companies TO clientele_report;
GRANT SELECT ON TABLE app.companies TO clientele_operator;

GRANT SELECT,INSERT,UPDATE ON TABLE app.company_settings TO clientele_api;
GRANT SELECT,INSERT,UPDATE ON TABLE app.company_settings TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.company_settings TO clientele_operator;
GRANT INSERT ON TABLE app.company_settings TO clientele_hosting;
GRANT SELECT ON TABLE app.company_settings TO clientele_report;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.contacts TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.contacts TO clientele_operator;
GRANT SELECT ON TABLE app.contacts TO clientele_worker;
GRANT SELECT ON TABLE app.contacts TO clientele_report;

GRANT SELECT(company_id) ON TABLE app.contacts TO clientele_search;

GRANT SELECT(id) ON TABLE app.contacts TO clientele_search;

GRANT SELECT(customer_id) ON TABLE app.contacts TO clientele_search;

GRANT SELECT(name) ON TABLE app.contacts TO clientele_search;

GRANT SELECT(title) ON TABLE app.contacts TO clientele_search;

GRANT SELECT(email) ON TABLE app.contacts TO clientele_search;

GRANT SELECT(phone) ON TABLE app.contacts TO clientele_search;

GRANT SELECT,INSERT ON TABLE app.customer_owners TO clientele_api;
GRANT SELECT,INSERT ON TABLE app.customer_owners TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.customer_owners TO clientele_operator;
GRANT SELECT ON TABLE app.customer_owners TO clientele_report;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.customer_scores TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.customer_scores TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.customer_scores TO clientele_operator;
GRANT SELECT ON TABLE app.customer_scores TO clientele_report;

GRANT SELECT,INSERT,UPDATE ON TABLE app.customer_shares TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.customer_shares TO clientele_operator;
GRANT SELECT ON TABLE app.customer_shares TO clientele_worker;
GRANT SELECT ON TABLE app.customer_shares TO clientele_report;

GRANT SELECT,INSERT,UPDATE ON TABLE app.customers TO clientele_api;
GRANT SELECT,INSERT,UPDATE ON TABLE app.customers TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.customers TO clientele_operator;
GRANT SELECT ON TABLE app.customers TO clientele_report;

GRANT SELECT(company_id) ON TABLE app.customers TO clientele_search;

GRANT SELECT(id) ON TABLE app.customers TO clientele_search;

GRANT SELECT(code) ON TABLE app.customers TO clientele_search;

GRANT SELECT(name) ON TABLE app.customers TO clientele_search;

GRANT SELECT(email) ON TABLE app.customers TO clientele_search;

GRANT SELECT(phone) ON TABLE app.customers TO clientele_search;

GRANT SELECT(note) ON TABLE app.customers TO clientele_search;

GRANT SELECT(owner_id) ON TABLE app.customers TO clientele_search;

GRANT SELECT(state) ON TABLE app.customers TO clientele_search;

GRANT SELECT,INSERT,UPDATE ON TABLE app.event_logs TO clientele_api;
GRANT SELECT,UPDATE ON TABLE app.event_logs TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.event_logs TO clientele_operator;

GRANT SELECT ON TABLE app.global_schedules TO clientele_api;
GRANT SELECT ON TABLE app.global_schedules TO clientele_worker;
GRANT SELECT ON TABLE app.global_schedules TO clientele_operator;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.global_schedules TO clientele_hosting;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.hosting_replies TO clientele_hosting;

GRANT SELECT,INSERT,DELETE ON TABLE app.idempotency_keys TO clientele_api;
GRANT SELECT,INSERT,DELETE ON TABLE app.idempotency_keys TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.idempotency_keys TO clientele_operator;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.identity_providers TO clientele_hosting;

GRANT SELECT,INSERT,DELETE ON TABLE app.import_chunks TO clientele_api;
GRANT SELECT,INSERT,DELETE ON TABLE app.import_chunks TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.import_chunks TO clientele_operator;

GRANT SELECT,INSERT ON TABLE app.import_rejects TO clientele_api;
GRANT SELECT,INSERT ON TABLE app.import_rejects TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.import_rejects TO clientele_operator;
GRANT SELECT ON TABLE app.import_rejects TO clientele_report;

GRANT SELECT,INSERT,UPDATE ON TABLE app.imports TO clientele_api;
GRANT SELECT,INSERT,UPDATE ON TABLE app.imports TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.imports TO clientele_operator;
GRANT SELECT ON TABLE app.imports TO clientele_report;

GRANT SELECT,INSERT ON TABLE app.insight_models TO clientele_api;
GRANT SELECT,INSERT ON TABLE app.insight_models TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.insight_models TO clientele_operator;
GRANT SELECT ON TABLE app.insight_models TO clientele_report;

GRANT UPDATE(holdout) ON TABLE app.insight_models TO clientele_api;
GRANT UPDATE(holdout) ON TABLE app.insight_models TO clientele_worker;

GRANT SELECT,INSERT ON TABLE app.interactions TO clientele_api;
GRANT SELECT ON TABLE app.interactions TO clientele_worker;
GRANT SELECT ON TABLE app.interactions TO clientele_report;
GRANT SELECT,INSERT,DELETE ON TABLE app.interactions TO clientele_operator;

GRANT SELECT(company_id) ON TABLE app.interactions TO clientele_search;

GRANT SELECT(id) ON TABLE app.interactions TO clientele_search;

GRANT SELECT(customer_id) ON TABLE app.interactions TO clientele_search;

GRANT SELECT(summary) ON TABLE app.interactions TO clientele_search;

GRANT SELECT(asked_for) ON TABLE app.interactions TO clientele_search;

GRANT SELECT(promised) ON TABLE app.interactions TO clientele_search;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.jobs TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.jobs TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.jobs TO clientele_operator;

GRANT SELECT(company_id) ON TABLE app.jobs TO clientele_hosting;

GRANT SELECT(id) ON TABLE app.jobs TO clientele_hosting;

GRANT SELECT(kind) ON TABLE app.jobs TO clientele_hosting;

GRANT SELECT(queue) ON TABLE app.jobs TO clientele_hosting;

GRANT SELECT(priority) ON TABLE app.jobs TO clientele_hosting;

GRANT SELECT(state) ON TABLE app.jobs TO clientele_hosting;

GRANT SELECT(run_at) ON TABLE app.jobs TO clientele_hosting;

GRANT SELECT(started_at) ON TABLE app.jobs TO clientele_hosting;

GRANT SELECT(lease_until) ON TABLE app.jobs TO clientele_hosting;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.login_links TO clientele_hosting;

GRANT SELECT,INSERT,UPDATE ON TABLE app.memberships TO clientele_api;
GRANT SELECT ON TABLE app.memberships TO clientele_worker;
GRANT SELECT ON TABLE app.memberships TO clientele_report;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.memberships TO clientele_operator;

GRANT SELECT(company_id) ON TABLE app.memberships TO clientele_hosting;

GRANT SELECT(person_id) ON TABLE app.memberships TO clientele_hosting;

GRANT SELECT(role) ON TABLE app.memberships TO clientele_hosting;

GRANT SELECT(role_id) ON TABLE app.memberships TO clientele_hosting;

GRANT SELECT(name) ON TABLE app.memberships TO clientele_hosting;

GRANT SELECT(locale) ON TABLE app.memberships TO clientele_hosting;

GRANT SELECT(team_id) ON TABLE app.memberships TO clientele_hosting;

GRANT SELECT(state) ON TABLE app.memberships TO clientele_hosting;

GRANT SELECT,INSERT,UPDATE ON TABLE app.operations TO clientele_api;
GRANT SELECT,INSERT,UPDATE ON TABLE app.operations TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.operations TO clientele_operator;
GRANT SELECT ON TABLE app.operations TO clientele_report;

GRANT SELECT,INSERT ON TABLE app.order_lines TO clientele_api;
GRANT SELECT,INSERT ON TABLE app.order_lines TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.order_lines TO clientele_operator;
GRANT SELECT ON TABLE app.order_lines TO clientele_report;

GRANT SELECT,INSERT,DELETE ON TABLE app.order_marks TO clientele_api;
GRANT SELECT,INSERT,DELETE ON TABLE app.order_marks TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.order_marks TO clientele_operator;
GRANT SELECT ON TABLE app.order_marks TO clientele_report;

GRANT SELECT,INSERT ON TABLE app.orders TO clientele_api;
GRANT SELECT,INSERT ON TABLE app.orders TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.orders TO clientele_operator;
GRANT SELECT ON TABLE app.orders TO clientele_report;

GRANT INSERT ON TABLE app.outbox TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.outbox TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.outbox TO clientele_operator;

GRANT SELECT(company_id) ON TABLE app.outbox TO clientele_hosting;

GRANT SELECT(id) ON TABLE app.outbox TO clientele_hosting;

GRANT SELECT,INSERT,UPDATE ON TABLE app.passwords TO clientele_hosting;

GRANT SELECT,INSERT,UPDATE ON TABLE app.persons TO clientele_hosting;

GRANT SELECT ON TABLE app.product_pairs TO clientele_api;
GRANT SELECT,INSERT,DELETE ON TABLE app.product_pairs TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.product_pairs TO clientele_operator;
GRANT SELECT ON TABLE app.product_pairs TO clientele_report;

GRANT SELECT,INSERT,DELETE ON TABLE app.provider_links TO clientele_hosting;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.queue_limits TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.queue_limits TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.queue_limits TO clientele_operator;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.recovery_codes TO clientele_hosting;

GRANT SELECT,INSERT,UPDATE ON TABLE app.reset_requests TO clientele_hosting;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.roles TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.roles TO clientele_operator;
GRANT SELECT ON TABLE app.roles TO clientele_worker;
GRANT SELECT ON TABLE app.roles TO clientele_report;

GRANT SELECT(company_id) ON TABLE app.roles TO clientele_hosting;

GRANT SELECT(id) ON TABLE app.roles TO clientele_hosting;

GRANT SELECT(name) ON TABLE app.roles TO clientele_hosting;

GRANT SELECT(visibility) ON TABLE app.roles TO clientele_hosting;

GRANT SELECT(permissions) ON TABLE app.roles TO clientele_hosting;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.schedule_slots TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.schedule_slots TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.schedule_slots TO clientele_operator;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.schedules TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.schedules TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.schedules TO clientele_operator;
GRANT SELECT ON TABLE app.schedules TO clientele_report;

GRANT SELECT(company_id) ON TABLE app.schedules TO clientele_hosting;

GRANT SELECT(name) ON TABLE app.schedules TO clientele_hosting;

GRANT SELECT(paused) ON TABLE app.schedules TO clientele_hosting;

GRANT SELECT(next_at) ON TABLE app.schedules TO clientele_hosting;

GRANT SELECT(global_revision) ON TABLE app.schedules TO clientele_hosting;

GRANT SELECT,INSERT ON TABLE app.scorings TO clientele_api;
GRANT SELECT,INSERT ON TABLE app.scorings TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.scorings TO clientele_operator;
GRANT SELECT ON TABLE app.scorings TO clientele_report;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.second_factors TO clientele_hosting;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.sessions TO clientele_hosting;

GRANT SELECT,INSERT ON TABLE app.sign_ins TO clientele_hosting;

GRANT SELECT,INSERT ON TABLE app.stage_changes TO clientele_api;
GRANT SELECT,INSERT ON TABLE app.stage_changes TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.stage_changes TO clientele_operator;
GRANT SELECT ON TABLE app.stage_changes TO clientele_report;

GRANT SELECT,INSERT,UPDATE ON TABLE app.tasks TO clientele_api;
GRANT SELECT,INSERT,UPDATE ON TABLE app.tasks TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.tasks TO clientele_operator;
GRANT SELECT ON TABLE app.tasks TO clientele_report;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.teams TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.teams TO clientele_operator;
GRANT SELECT ON TABLE app.teams TO clientele_worker;
GRANT SELECT ON TABLE app.teams TO clientele_report;

GRANT SELECT,INSERT ON TABLE app.tier_changes TO clientele_api;
GRANT SELECT,INSERT ON TABLE app.tier_changes TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.tier_changes TO clientele_operator;
GRANT SELECT ON TABLE app.tier_changes TO clientele_report;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.tier_overrides TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.tier_overrides TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.tier_overrides TO clientele_operator;
GRANT SELECT ON TABLE app.tier_overrides TO clientele_report;

GRANT SELECT,INSERT ON TABLE app.tier_policies TO clientele_api;
GRANT SELECT,INSERT ON TABLE app.tier_policies TO clientele_worker;
GRANT SELECT,INSERT,DELETE ON TABLE app.tier_policies TO clientele_operator;
GRANT SELECT ON TABLE app.tier_policies TO clientele_report;

GRANT SELECT ON TABLE app.warning_reviews TO clientele_api;
GRANT SELECT,INSERT,UPDATE ON TABLE app.warning_reviews TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.warning_reviews TO clientele_operator;
GRANT SELECT ON TABLE app.warning_reviews TO clientele_report;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.webhook_lines TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.webhook_lines TO clientele_operator;
GRANT SELECT,UPDATE ON TABLE app.webhook_lines TO clientele_worker;

GRANT SELECT(company_id) ON TABLE app.webhook_lines TO clientele_hosting;

GRANT SELECT(webhook_id) ON TABLE app.webhook_lines TO clientele_hosting;

GRANT SELECT(due_at) ON TABLE app.webhook_lines TO clientele_hosting;

GRANT SELECT(lease_until) ON TABLE app.webhook_lines TO clientele_hosting;

GRANT INSERT,DELETE ON TABLE app.webhook_secrets TO clientele_api;
GRANT SELECT ON TABLE app.webhook_secrets TO clientele_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.webhook_secrets TO clientele_operator;

GRANT SELECT(company_id) ON TABLE app.webhook_secrets TO clientele_api;

GRANT SELECT(id) ON TABLE app.webhook_secrets TO clientele_api;

GRANT SELECT(webhook_id) ON TABLE app.webhook_secrets TO clientele_api;

GRANT SELECT(expires_at),UPDATE(expires_at) ON TABLE app.webhook_secrets TO clientele_api;

GRANT SELECT(created_at) ON TABLE app.webhook_secrets TO clientele_api;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.webhooks TO clientele_api;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE app.webhooks TO clientele_operator;
GRANT SELECT,UPDATE ON TABLE app.webhooks TO clientele_worker;


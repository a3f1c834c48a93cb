-- Deploy clientele:schema to pg

begin;
set local lock_timeout = '500ms';

create schema app authorization clientele_owner;
set local role clientele_owner;

comment on schema app is 'Everything Clientele keeps. Company tables carry company_id and are protected by row-level security.';
grant usage on schema app to clientele_api, clientele_worker, clientele_hosting, clientele_report, clientele_operator, clientele_search;

-- Functions are executable by those they are granted to, and by nobody else.
alter default privileges for role clientele_owner revoke execute on functions from public;

-- What the binaries expect to find; they refuse to start on another version.
create function app.schema_version() returns text
language sql immutable parallel safe
set search_path = ''
return '1';
comment on function app.schema_version() is 'Version of the deployed schema; API and worker refuse to start on another one.';
grant execute on function app.schema_version() to clientele_api, clientele_worker, clientele_hosting, clientele_report, clientele_operator;

-- UUIDv7 (RFC 9562): 48 bits of milliseconds, 12 bits of the fraction below them (method 3, a quarter of a
-- microsecond each), then random bits. The digits behind the clock's come from a random v4 uuid, which carries the variant.
create function app.uuid_v7() returns uuid
language sql volatile parallel safe
set search_path = ''
return (
    overlay(lpad(to_hex((extract(epoch from clock_timestamp()) * 4096000)::bigint), 15, '0') placing '7' from 13 for 0)
    || substring(encode(uuid_send(gen_random_uuid()), 'hex') from 17)
)::uuid;
comment on function app.uuid_v7() is 'A new UUIDv7: ordered by the microsecond of its making.';
grant execute on function app.uuid_v7() to clientele_api, clientele_worker, clientele_hosting, clientele_operator;

-- The smallest UUIDv7 of an instant: the bounds of monthly partitions by id.
create function app.uuid_v7_floor(instant timestamptz) returns uuid
language sql immutable parallel safe
set search_path = ''
return encode(
    substring(int8send((extract(epoch from instant) * 1000)::bigint) from 3) || '\x00000000000000000000'::bytea, 'hex'
)::uuid;
comment on function app.uuid_v7_floor(timestamptz) is 'The smallest UUIDv7 of an instant; partitions by month are bounded by it.';
grant execute on function app.uuid_v7_floor(timestamptz) to clientele_api, clientele_worker, clientele_hosting, clientele_operator;

-- Who is acting, for exactly this transaction. Every policy reads these settings and raises without them.
-- Whose rows somebody sees is found out here, once, and not row by row: the persons whose customers are theirs to see, and
-- the customers that were shared with them.
create function app.enter(
    company uuid, person uuid, role text, visibility text, key text default '', support_grant text default ''
) returns void
language plpgsql volatile
set search_path = ''
as $$
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
comment on function app.enter(uuid, uuid, text, text, text, text) is
    'Sets company, person, role, visibility (own, team, subtree or company; the built-in role''s where empty), API key and support grant (empty for none) for this transaction only; refuses a support grant that has ended. sql/citus replaces the body with one that reaches the shards.';
grant execute on function app.enter(uuid, uuid, text, text, text, text) to clientele_api, clientele_worker, clientele_report, clientele_operator;

-- One policy for every role that acts inside a company. The company comparison comes first; `visibility` narrows it and
-- must be a CASE over the settings, never an OR of comparisons (the planner believes an OR selects almost nothing and leaves
-- the index). `writing` is for new rows, where it is narrower; they are compared with a company that is read once for the
-- statement, since reading it for each was an eighth of the time to insert a hundred thousand scores. Worker and operator always see the whole company: a policy
-- of their own spares them the CASE, which was a quarter of the time to read all orders.
create function app.protect_by(target regclass, rule text, writing text default null) returns void
language plpgsql volatile
set search_path = ''
as $$
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
comment on function app.protect_by(regclass, text, text) is 'Enables and forces row-level security, with one policy a role.';

create function app.protect(target regclass, visibility text default null, writing text default null) returns void
language sql volatile
set search_path = ''
as $$
    select app.protect_by(
        target,
        'company_id = pg_catalog.current_setting(''app.company_id'')::uuid' || coalesce(' and (' || visibility || ')', ''),
        'company_id = (select pg_catalog.current_setting(''app.company_id'')::uuid)' || coalesce(' and (' || coalesce(writing, visibility) || ')', '')
    )
$$;
comment on function app.protect(regclass, text, text) is 'Gives a company table the policy that every company table has.';

-- What hangs on a customer is seen by whom sees the customer, and written by whom may write the customer. `mine` and
-- `mine_to_write` are further reasons, from the row and the settings alone.
create function app.protect_with_customer(target regclass, mine text default 'false', mine_to_write text default 'false') returns void
language sql volatile
set search_path = ''
as $$
    select app.protect(
        target,
        format('case current_setting(''app.visibility'') when ''company'' then true else %s or app.reaches(customer_id) end', mine),
        format('case current_setting(''app.visibility'') when ''company'' then true else %s or app.tends(customer_id) end', mine_to_write)
    )
$$;
comment on function app.protect_with_customer(regclass, text, text) is 'Gives a table whose rows hang on customers the policy of the customers.';

-- Growth tables are partitioned by the month in their UUIDv7 id, so the primary key stays (company_id, id)
-- and a read by id touches one partition. Partitions carry the policy too and are granted to nobody.
create function app.make_month_partition(parent regclass, month date) returns void
language plpgsql volatile
set search_path = ''
as $$
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
comment on function app.make_month_partition(regclass, date) is 'Makes the partition of one month (UTC) of a table partitioned by UUIDv7 id; does nothing where it exists.';

-- The worker makes partitions ahead; it owns nothing, so this runs as the owner, with a fixed list of tables.
create function app.make_partitions_ahead() returns integer
language plpgsql volatile security definer
set search_path = ''
as $$
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
comment on function app.make_partitions_ahead() is 'Makes this month''s and the next two months'' partitions of every partitioned table. Called daily by the worker.';
grant execute on function app.make_partitions_ahead() to clientele_worker, clientele_operator;

-- Contested rows carry a version, the source of their ETag.
create function app.touch() returns trigger
language plpgsql volatile
set search_path = ''
as $$
begin
    new.version := old.version + 1;
    new.updated_at := now();
    return new;
end
$$;
comment on function app.touch() is 'Row trigger: the next version and the time of the change.';

commit;

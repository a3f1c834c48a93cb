-- Distributes the deployed schema by company over a Citus cluster. Does nothing on plain PostgreSQL.
--
--     psql -v ON_ERROR_STOP=1 -d clientele -f sql/citus/distribute.sql
--
-- Run it on the coordinator as superuser, after every `make db-deploy`; what is distributed already stays as it is. Docs/scale.md
-- says when this pays and what a cluster needs. On Citus the programs are told DATABASE_BLOCKS=yes.
\set ON_ERROR_STOP 1

select exists (select from pg_extension where extname = 'citus') as is_citus \gset
\if :is_citus
\else
\echo 'This is plain PostgreSQL: there is nothing to distribute.'
\quit
\endif

begin;
set local client_min_messages = warning;
-- Row triggers live on the shards. Those of events and of the audit write to tables whose rows of that company lie on the
-- same node.
set local citus.enable_unsafe_triggers = on;
-- Otherwise the whole graph of foreign keys becomes local shards, on which partitioned checks fail.
set local citus.enable_local_reference_table_foreign_keys = off;
-- Tables with foreign keys to reference tables follow each other in one transaction.
set local citus.multi_shard_modify_mode = 'sequential';

-- The settings of the context reach the workers as `set local` only, never as set_config().
create or replace function app.enter(
    company uuid, person uuid, role text, visibility text, key text default '', support_grant text default ''
) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
    wide text := case when visibility <> '' then visibility when role = 'agent' then 'own' else 'company' end;
    seen record;
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
    execute pg_catalog.format('set local app.company_id = %L', company);
    execute pg_catalog.format('set local app.person_id = %L', person);
    execute pg_catalog.format('set local app.role = %L', role);
    execute pg_catalog.format('set local app.visibility = %L', wide);
    execute pg_catalog.format('set local app.key_id = %L', key);
    execute pg_catalog.format('set local app.support_grant_id = %L', support_grant);
    if wide <> 'company' then
        -- The policies of the tables that are asked here look at these already.
        execute pg_catalog.format('set local app.visible_persons = %L', '{}');
        execute pg_catalog.format('set local app.shared_customers = %L', '{}');
        execute pg_catalog.format('set local app.writable_customers = %L', '{}');
        select p.persons, p.shared, p.writable into seen from app.principals(company, person, wide) as p;
        execute pg_catalog.format('set local app.visible_persons = %L', seen.persons::text);
        execute pg_catalog.format('set local app.shared_customers = %L', seen.shared::text);
        execute pg_catalog.format('set local app.writable_customers = %L', seen.writable::text);
    end if;
    if support_grant <> '' then
        if not app.is_supported(company, person, support_grant::uuid) then
            raise exception 'app.enter: this support grant has ended' using errcode = 'invalid_authorization_specification';
        end if;
    end if;
end
$$;

-- Discovery of work asks all shards at once: no hopping there. Not in SQL functions, whose arguments Citus does not plan for.
create or replace function app.job_lanes(after_company uuid, after_kind text, after_priority smallint, lanes integer)
returns table (company_id uuid, kind text, priority smallint, run_at timestamptz, id uuid)
language plpgsql stable
set search_path = ''
as $$
#variable_conflict use_column
begin
    return query select distinct on (j.company_id, j.kind, j.priority) j.company_id, j.kind, j.priority, j.run_at, j.id
    from app.jobs as j
    where j.state = 'ready' and (j.company_id, j.kind, j.priority) > (after_company, after_kind, after_priority)
    order by j.company_id, j.kind, j.priority, j.run_at, j.id
    limit lanes;
end
$$;

create or replace function app.job_fronts(
    companies uuid[], kinds text[], priorities smallint[], marks_at timestamptz[], marks uuid[]
)
returns table (company_id uuid, kind text, priority smallint, run_at timestamptz, id uuid)
language plpgsql stable
set search_path = ''
as $$
#variable_conflict use_column
begin
    return query select front.company_id, front.kind, front.priority, front.run_at, front.id
    from (
        select distinct on (j.company_id, j.kind, j.priority) j.company_id, j.kind, j.priority, j.run_at, j.id
        from app.jobs as j
        where j.state = 'ready' and j.company_id = any (companies)
        order by j.company_id, j.kind, j.priority, j.run_at, j.id
    ) as front
    join unnest(companies, kinds, priorities) as lane (company_id, kind, priority)
        on lane.company_id = front.company_id and lane.kind = front.kind and lane.priority = front.priority;
end
$$;

create or replace function app.companies_with_events(companies integer) returns setof uuid
language plpgsql stable
set search_path = ''
as $$
begin
    return query select distinct o.company_id from app.outbox as o limit companies;
end
$$;

-- A table that every node has a copy of fires its triggers on every node; what they tell, one of them tells.
create or replace function app.is_coordinator() returns boolean
language sql stable
set search_path = ''
as $$ select groupid = 0 from pg_catalog.pg_dist_local_group $$;
comment on function app.is_coordinator() is 'Whether this node is the coordinator.';

-- Policies have no subqueries there: new rows are compared with the company as rows that are there.
do $$
declare
    narrow record;
begin
    for narrow in
        select p.polname, p.polrelid::regclass as relation, pg_get_expr(p.polwithcheck, p.polrelid) as rule
        from pg_policy as p
        where p.polrelid::regclass::text like 'app.%' and pg_get_expr(p.polwithcheck, p.polrelid) like '%SELECT%'
    loop
        execute format(
            'alter policy %I on %s with check (%s)', narrow.polname, narrow.relation,
            regexp_replace(narrow.rule, '\( SELECT (\(current_setting\(''app\.company_id''::text\)\)::uuid) AS current_setting\)', '\1')
        );
    end loop;
end
$$;

do $$
declare
    -- Small, rarely written, and asked before the company is known: a copy on every node. Parents first.
    everywhere constant text[] := array[
        'agencies', 'global_schedules', 'companies', 'persons', 'agency_members', 'api_keys', 'passwords', 'sessions', 'sign_ins',
        'login_links', 'reset_requests', 'second_factors', 'recovery_codes', 'access_tokens',
        'identity_providers', 'provider_links'
    ];
    -- Every company's rows lie on the node that has its settings.
    anchor constant regclass := 'app.company_settings';
    name text;
    target record;
    one_trigger record;
    triggers text[];
    statement text;
    done integer;
    left_over text[];
begin
    foreach name in array everywhere loop
        if not exists (select from pg_dist_partition where logicalrelid = format('app.%I', name)::regclass) then
            perform create_reference_table(format('app.%I', name));
            for one_trigger in
                select tgname, pg_get_triggerdef(oid) as definition
                from pg_trigger
                where tgrelid = format('app.%I', name)::regclass and not tgisinternal and tgtype & 2 = 0
            loop
                execute format('drop trigger %I on app.%I', one_trigger.tgname, name);
                execute replace(one_trigger.definition, ' EXECUTE ', ' WHEN (app.is_coordinator()) EXECUTE ');
            end loop;
        end if;
    end loop;
    loop
        done := 0;
        left_over := '{}';
        for target in
            select c.oid::regclass as relation
            from pg_class as c
            where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                and c.relname <> all (everywhere)
                and exists (
                    select from pg_attribute as a
                    where a.attrelid = c.oid and a.attname = 'company_id' and a.attnotnull and not a.attisdropped
                )
                and not exists (select from pg_dist_partition as d where d.logicalrelid = c.oid)
            order by c.oid = anchor desc, c.relname
        loop
            -- Parents before children.
            if exists (
                select from pg_constraint as k
                where k.conrelid = target.relation and k.contype = 'f' and k.confrelid <> k.conrelid
                    and not exists (select from pg_dist_partition as d where d.logicalrelid = k.confrelid)
            ) then
                left_over := left_over || target.relation::text;
                continue;
            end if;
            -- Copying the rows that there are would fire the triggers.
            triggers := '{}';
            for one_trigger in
                select tgname, pg_get_triggerdef(oid) as definition
                from pg_trigger where tgrelid = target.relation and not tgisinternal
            loop
                triggers := triggers || one_trigger.definition;
                execute format('drop trigger %I on %s', one_trigger.tgname, target.relation);
            end loop;
            perform create_distributed_table(
                target.relation, 'company_id',
                colocate_with => case when target.relation = anchor then 'none' else anchor::text end
            );
            foreach statement in array triggers loop
                execute statement;
            end loop;
            done := done + 1;
        end loop;
        exit when done = 0;
    end loop;
    -- What the triggers on the shards call.
    perform create_distributed_function(f.oid::regprocedure)
    from pg_proc as f
    where f.pronamespace = 'app'::regnamespace and f.prokind = 'f';
    if cardinality(left_over) > 0 then
        raise exception 'not distributed, because they refer to a table without a place: %', left_over;
    end if;
end
$$;

commit;

-- Only `set local` of the application's roles is passed on. Policies and triggers ask other tables of the same company, whose
-- rows lie on the same node: that is the nesting which Citus warns of where it could not know.
do $$
declare
    role name;
begin
    foreach role in array array[
        'clientele_api', 'clientele_worker', 'clientele_hosting', 'clientele_operator', 'clientele_report', 'clientele_search'
    ]
    loop
        execute format('alter role %I set citus.propagate_set_commands = ''local''', role);
        execute format('alter role %I set citus.allow_nested_distributed_execution = on', role);
    end loop;
end
$$;
-- Who signs in is looked up on all shards, one connection a node, so that the key's last use can be written behind it.
alter role clientele_hosting set citus.multi_shard_modify_mode = 'sequential';

-- The isolation checklist, read from the catalogue: it holds for tables that do not exist yet.
\set ON_ERROR_STOP 1
\set QUIET 1
begin;
\ir support/seed.sql
select no_plan();

select is_empty(
    $$select name from tests.company_tables t join pg_class c on c.oid = t.oid where not (c.relrowsecurity and c.relforcerowsecurity)$$,
    'every company table enables and forces row-level security'
);
select is_empty(
    $$select i.inhrelid::regclass from pg_inherits i join tests.company_tables t on t.oid = i.inhparent
      join pg_class c on c.oid = i.inhrelid where c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)$$,
    'every partition does too'
);
select is_empty(
    $$select a.attrelid::regclass from pg_attribute a
      where a.attname = 'company_id' and a.attstattarget <> 0
        and (a.attrelid in (select oid from tests.company_tables) or a.attrelid in (select inhrelid from pg_inherits where inhparent in (select oid from tests.company_tables)))$$,
    'every company is planned for alike'
);
select is_empty(
    $$select c.oid::regclass, r.name from pg_class c
      cross join unnest(array['clientele_api', 'clientele_worker', 'clientele_report', 'clientele_operator']) as r (name)
      where (c.oid in (select oid from tests.company_tables) or c.oid in (select inhrelid from pg_inherits where inhparent in (select oid from tests.company_tables)))
        and c.relkind in ('r', 'p')
        and 1 <> (select count(*) from pg_policy p where p.polrelid = c.oid and r.name::regrole = any (p.polroles))$$,
    'each has one policy for each role that acts inside a company'
);
select is_empty(
    $$select c.oid::regclass from pg_class c
      where (c.oid in (select oid from tests.company_tables) or c.oid in (select inhrelid from pg_inherits where inhparent in (select oid from tests.company_tables)))
        and c.relkind in ('r', 'p')
        and 1 <> (select count(*) from pg_policy p where p.polrelid = c.oid and p.polname = 'company' and p.polpermissive
                  and p.polcmd = '*' and p.polqual is not null and p.polwithcheck is not null)$$,
    'and one of them is `company`, for all commands, with a rule for rows that are there and one for new ones'
);
select is_empty(
    $$select p.polrelid::regclass from pg_policy p join tests.company_tables t on t.oid = p.polrelid
      where p.polname = 'work' and (
          p.polcmd <> '*' or not p.polpermissive
          or p.polroles <> array['clientele_worker'::regrole::oid, 'clientele_operator'::regrole::oid])$$,
    'where the others are narrowed, worker and operator have `work`, the company and nothing else'
);
select is_empty(
    $$select p.polrelid::regclass, p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
      where c.relnamespace = 'app'::regnamespace and p.polname not in ('company', 'work')
        and p.polroles <> array['clientele_hosting'::regrole::oid]
        and (p.polroles, p.polname, p.polcmd) <> (array['clientele_search'::regrole::oid], 'search', 'r')
        and (p.polrelid, p.polname, p.polcmd) <> ('app.audit_events'::regclass, 'writer', 'a')$$,
    'every other policy is the hosting role''s, but for the search''s, which reads, and the audit''s writer, who may add and nothing else'
);
select is_empty(
    $$select p.polrelid::regclass from pg_policy p
      where p.polname in ('company', 'work') and p.polrelid in (select oid from tests.company_tables)
        and (
            pg_get_expr(p.polqual, p.polrelid) !~ '^\(*company_id = \(current_setting\(''app\.company_id''::text\)\)::uuid\)'
            or pg_get_expr(p.polwithcheck, p.polrelid)
                !~ '^\(*company_id = \( SELECT \(current_setting\(''app\.company_id''::text\)\)::uuid AS current_setting\)\)'
            or p.polname = 'work' and (
                pg_get_expr(p.polqual, p.polrelid) !~ '\)::uuid\)$'
                or pg_get_expr(p.polwithcheck, p.polrelid) !~ 'AS current_setting\)\)$'))$$,
    'each expression begins with the company comparison and has no missing_ok; that of `work` ends with it; new rows are compared with what is read once'
);
select is_empty(
    $$select t.name from tests.company_tables t
      join pg_policy p on p.polrelid = t.oid and p.polname = 'company'
      cross join unnest(array[pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)]) as rule
      where exists (select from pg_attribute a where a.attrelid = t.oid and a.attname in ('customer_id', 'order_id'))
        and t.relname <> 'order_marks' and rule !~ 'CASE current_setting\(''app\.visibility'''$$,
    'what hangs on a customer is narrowed by who may see the customer; marks of orders are the worker''s alone'
);
select is_empty(
    $$select p.polrelid::regclass from pg_policy p where pg_get_expr(p.polqual, p.polrelid) ~* '\mselect\M'$$,
    'no policy has a subquery'
);
select set_eq(
    $$select c.relname from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.oid not in (select oid from tests.company_tables)$$,
    array[
        'access_tokens', 'agencies', 'agency_members', 'api_keys', 'companies', 'global_schedules', 'hosting_replies',
        'identity_providers', 'login_links', 'passwords', 'persons', 'provider_links', 'recovery_codes', 'reset_requests', 'second_factors', 'sessions', 'sign_ins'
    ],
    'the global tables are these'
);
select is_empty(
    $$select t.name from tests.company_tables t join pg_attribute a on a.attrelid = t.oid and a.attname = 'company_id' where not a.attnotnull$$,
    'company_id is never null'
);

-- Keys
select is_empty(
    $$select t.name, i.indexrelid::regclass from tests.company_tables t join pg_index i on i.indrelid = t.oid
      join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
      where (i.indisunique or i.indisexclusion) and a.attname <> 'company_id'$$,
    'primary, unique and exclusion keys begin with company_id'
);
select is_empty(
    $$select k.conrelid::regclass, k.conname from pg_constraint k join tests.company_tables t on t.oid = k.conrelid
      join tests.company_tables f on f.oid = k.confrelid
      where k.contype = 'f' and not (
          (select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1]) = 'company_id'
          and (select attname from pg_attribute where attrelid = k.confrelid and attnum = k.confkey[1]) = 'company_id')$$,
    'foreign keys between company tables begin with company_id on both sides'
);
select is_empty(
    $$select conrelid::regclass, conname from pg_constraint where connamespace = 'app'::regnamespace and contype = 'f'
        and (confupdtype <> 'a' or confdeltype not in ('a', 'r', 'c'))$$,
    'foreign keys take no action, restrict or cascade'
);
select is_empty(
    $$select k.conrelid::regclass, k.conname from pg_constraint k where k.connamespace = 'app'::regnamespace
        and k.contype <> 't' and char_length(k.conname) > 50$$,
    'constraint names have at most 50 characters'
);

-- Types that are not leakproof have no place in an index under row-level security.
select is_empty(
    $$select i.indexrelid::regclass from pg_index i join pg_class c on c.oid = i.indrelid and c.relnamespace = 'app'::regnamespace
      cross join lateral unnest(i.indkey::int[]) as k (attnum)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
      join pg_type y on y.oid = a.atttypid where y.typtype = 'e' or y.typname in ('numeric', 'jsonb', 'json') or y.typcategory = 'A'$$,
    'no enum, numeric, jsonb or array in an index'
);
select is_empty(
    $$select a.attrelid::regclass, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_type y on y.oid = a.atttypid
      where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and y.typtype = 'e'$$,
    'no enum anywhere'
);

-- Privileges
select is_empty(
    $$select c.oid::regclass from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind in ('v', 'm')$$,
    'no views and no materialised views'
);
select set_eq(
    $$select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prosecdef$$,
    array[
        'app.audit_note(uuid,text,text,text,jsonb,jsonb)', 'app.drop_job_history(integer)',
        'app.drop_webhook_log(integer)', 'app.forget_sign_ins(integer)', 'app.make_partitions_ahead()', 'app.search(text,text[],integer)'
    ],
    'security definer functions are on the short list'
);
select is_empty(
    $$select p.oid::regprocedure from pg_proc p where p.pronamespace = 'app'::regnamespace and (p.proconfig is null or not 'search_path=""' = any (p.proconfig))$$,
    'every function pins its search_path'
);
select is_empty(
    $$select p.oid::regprocedure from pg_proc p where p.pronamespace = 'app'::regnamespace and has_function_privilege('public', p.oid, 'execute')$$,
    'no function is executable by public'
);
select is_empty(
    $$select c.oid::regclass, r.name from pg_class c cross join unnest(array['clientele_api', 'clientele_worker', 'clientele_hosting', 'clientele_report', 'clientele_operator']) r (name)
      where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege(r.name, c.oid, 'truncate, references, trigger')$$,
    'nobody may truncate, refer to or put triggers on a table'
);
select is_empty(
    $$select i.inhrelid::regclass, r.name from pg_inherits i join pg_class c on c.oid = i.inhrelid and c.relkind = 'r' and c.relnamespace = 'app'::regnamespace
      cross join unnest(array['clientele_api', 'clientele_worker', 'clientele_hosting', 'clientele_report', 'clientele_operator']) r (name)
      where has_any_column_privilege(r.name, c.oid, 'select, insert, update, references')$$,
    'no grants on partitions'
);
select is_empty(
    $$select c.oid::regclass from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and c.relowner <> 'clientele_owner'::regrole$$,
    'clientele_owner owns every table'
);
select is_empty(
    $$select r.rolname from pg_roles r where r.rolname like 'clientele\_%' and (r.rolsuper or r.rolbypassrls)$$,
    'no role goes around row-level security'
);
select is_empty(
    $$select r.name from unnest(array['clientele_api', 'clientele_worker', 'clientele_hosting', 'clientele_report', 'clientele_operator']) r (name)
      where has_schema_privilege(r.name, 'app', 'create') or pg_has_role(r.name, 'clientele_owner', 'member')$$,
    'the processes'' roles create nothing and own nothing'
);
select is_empty(
    $$select r.name from (values ('clientele_api', 'statement_timeout=5s'), ('clientele_api', 'lock_timeout=2s'),
        ('clientele_api', 'idle_in_transaction_session_timeout=10s'), ('clientele_worker', 'statement_timeout=60s'),
        ('clientele_worker', 'lock_timeout=5s'), ('clientele_worker', 'idle_in_transaction_session_timeout=30s'),
        ('clientele_hosting', 'statement_timeout=5s'), ('clientele_report', 'default_transaction_read_only=on')) as r (name, setting)
      where not exists (select from pg_roles where rolname = r.name and r.setting = any (rolconfig))$$,
    'timeouts are set by role'
);

-- Words
select is_empty(
    $$select c.oid::regclass from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and obj_description(c.oid) is null$$,
    'every table has a comment'
);
select is_empty(
    $$select a.attrelid::regclass, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped and col_description(a.attrelid, a.attnum) is null$$,
    'every column has a comment'
);

select * from finish();
rollback;

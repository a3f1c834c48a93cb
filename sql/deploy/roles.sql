-- Deploy clientele:roles to pg
-- Roles belong to the cluster, not to the database: creating them again changes nothing.

begin;
set local lock_timeout = '500ms';

do $$
declare
    wanted record;
begin
    -- Before anything is made: later changes would stop half-way with a syntax error.
    if current_setting('server_version_num')::int < 150000 then
        raise exception 'PostgreSQL 15 or newer is needed, this server is %', current_setting('server_version');
    end if;
    for wanted in
        select * from (values
            ('clientele_owner', 'nologin'),
            ('clientele_search', 'nologin'),
            ('clientele_deploy', 'login'),
            ('clientele_api', 'login'),
            ('clientele_worker', 'login'),
            ('clientele_hosting', 'login'),
            ('clientele_report', 'login'),
            ('clientele_operator', 'login')
        ) as roles (name, login)
    loop
        if not exists (select from pg_catalog.pg_roles where rolname = wanted.name) then
            execute format(
                'create role %I %s nosuperuser nobypassrls nocreatedb nocreaterole noreplication inherit',
                wanted.name, wanted.login
            );
        end if;
    end loop;
    execute format('grant connect, create on database %I to clientele_owner', current_database());
    execute format(
        'grant connect on database %I to clientele_deploy, clientele_api, clientele_worker, '
        'clientele_hosting, clientele_report, clientele_operator',
        current_database()
    );
    -- Sqitch keeps its registry in a schema of its own, made by whoever deploys first.
    execute format('grant create on database %I to clientele_deploy', current_database());
    -- No temporary tables for anybody but the DBA; nobody connects who is not named above.
    execute format('revoke all on database %I from public', current_database());
end
$$;

grant clientele_owner, clientele_search to clientele_deploy;

alter role clientele_api set statement_timeout = '5s';
alter role clientele_api set lock_timeout = '2s';
alter role clientele_api set idle_in_transaction_session_timeout = '10s';
alter role clientele_worker set statement_timeout = '60s';
alter role clientele_worker set lock_timeout = '5s';
alter role clientele_worker set idle_in_transaction_session_timeout = '30s';
alter role clientele_hosting set statement_timeout = '5s';
alter role clientele_hosting set lock_timeout = '2s';
alter role clientele_hosting set idle_in_transaction_session_timeout = '10s';
alter role clientele_operator set statement_timeout = '0';
alter role clientele_operator set lock_timeout = '10s';
alter role clientele_operator set idle_in_transaction_session_timeout = '60s';
alter role clientele_report set statement_timeout = '60s';
alter role clientele_report set lock_timeout = '2s';
alter role clientele_report set idle_in_transaction_session_timeout = '60s';
alter role clientele_report set default_transaction_read_only = on;

-- An unqualified name is a mistake: every statement of the program spells out its schema.
alter role clientele_api set search_path = '';
alter role clientele_worker set search_path = '';
alter role clientele_hosting set search_path = '';
alter role clientele_operator set search_path = '';

commit;

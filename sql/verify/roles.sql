-- Verify clientele:roles on pg

begin;

do $$
begin
    assert (
        select count(*) = 8 and bool_and(not rolsuper and not rolbypassrls and not rolcreaterole and not rolcreatedb)
        from pg_catalog.pg_roles
        where rolname in (
            'clientele_owner', 'clientele_search', 'clientele_deploy', 'clientele_api', 'clientele_worker',
            'clientele_hosting', 'clientele_report', 'clientele_operator'
        )
    ), 'a role is missing or has more power than it needs';
    assert not has_database_privilege('clientele_api', current_database(), 'temporary'), 'clientele_api may make temporary tables';
    assert not has_database_privilege('clientele_worker', current_database(), 'create'), 'clientele_worker may create schemas';
    assert (select 'statement_timeout=5s' = any (rolconfig) from pg_catalog.pg_roles where rolname = 'clientele_api'),
        'clientele_api has no statement timeout';
end
$$;

rollback;

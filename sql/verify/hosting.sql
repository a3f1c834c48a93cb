-- Verify clientele:hosting on pg

begin;

do $$
begin
    assert not has_table_privilege('clientele_api', 'app.agencies', 'select'), 'clientele_api reads agencies';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.company_settings'::regclass),
        'company_settings is not protected';
    assert (select count(*) = 2 from pg_catalog.pg_policy where polrelid = 'app.companies'::regclass), 'companies has other policies than its two';
end
$$;

rollback;

-- Verify clientele:people on pg

begin;

do $$
begin
    assert not has_table_privilege('clientele_api', 'app.persons', 'select'), 'clientele_api reads persons';
    assert not has_table_privilege('clientele_api', 'app.agency_members', 'select'), 'clientele_api reads agency_members';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.teams'::regclass),
        'teams is not protected';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.memberships'::regclass),
        'memberships is not protected';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.roles'::regclass),
        'roles is not protected';
    assert not has_table_privilege('clientele_api', 'app.api_keys', 'select'), 'clientele_api reads api_keys';
end
$$;

rollback;

-- Verify clientele:support_grants on pg

begin;

do $$
begin
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.support_grants'::regclass),
        'support_grants is not protected';
    assert not has_any_column_privilege('clientele_hosting', 'app.support_grants', 'insert, update'),
        'the hosting role gives support grants';
    assert exists (select from pg_catalog.pg_trigger where tgname = 'support_grants_audit'), 'support grants are not audited';
end
$$;

rollback;

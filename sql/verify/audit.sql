-- Verify clientele:audit on pg

begin;

do $$
begin
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.audit_events'::regclass),
        'audit_events is not protected';
    assert not has_table_privilege('clientele_api', 'app.audit_events', 'insert, update, delete'),
        'the API may write its own audit';
    assert not has_table_privilege('clientele_worker', 'app.audit_events', 'insert, update, delete'),
        'the worker may write its own audit';
    assert exists (select from pg_catalog.pg_trigger where tgname = 'memberships_audit'), 'memberships are not audited';
end
$$;

rollback;

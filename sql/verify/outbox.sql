-- Verify clientele:outbox on pg

begin;

do $$
begin
    assert (
        select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.outbox'::regclass
    ), 'app.outbox is not protected';
    assert has_table_privilege('clientele_api', 'app.outbox', 'insert'), 'the changes of clientele_api cannot be told';
    assert not has_table_privilege('clientele_api', 'app.outbox', 'select'), 'clientele_api reads the outbox';
    assert not has_column_privilege('clientele_hosting', 'app.outbox', 'data', 'select'), 'clientele_hosting reads events';
    assert has_function_privilege('clientele_hosting', 'app.companies_with_events(integer)', 'execute'), 'nobody finds events';
    assert (
        select count(*) >= 16 from pg_catalog.pg_trigger
        where tgfoid = 'app.tell()'::regprocedure and tgparentid = 0
    ), 'changes that nobody tells';
end
$$;

rollback;

-- Verify clientele:events on pg

begin;

do $$
begin
    assert (
        select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.events'::regclass
    ), 'events are not protected';
    assert not has_table_privilege('clientele_api', 'app.events', 'insert'), 'clientele_api writes events';
    assert not has_table_privilege('clientele_worker', 'app.events', 'delete'), 'clientele_worker takes events away';
    assert has_table_privilege('clientele_api', 'app.event_logs', 'update'), 'clientele_api cannot listen';
    assert position('event_logs' in pg_get_functiondef('app.tell()'::regprocedure)) > 0, 'who listens is not heard';
end
$$;

rollback;

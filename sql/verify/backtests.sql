-- Verify clientele:backtests on pg

begin;

do $$
begin
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.backtests'::regclass),
        'backtests is not protected';
    assert not has_table_privilege('clientele_api', 'app.backtests', 'update, delete, truncate'), 'clientele_api may change backtests';
    assert not has_table_privilege('clientele_worker', 'app.backtests', 'update, delete, truncate'), 'clientele_worker may change backtests';
end
$$;

rollback;

-- Verify clientele:orders on pg

begin;

do $$
begin
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.orders'::regclass),
        'orders is not protected';
    assert not has_table_privilege('clientele_api', 'app.orders', 'update, delete, truncate'), 'clientele_api may change orders';
end
$$;

rollback;

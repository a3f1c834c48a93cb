-- Verify clientele:offers on pg

begin;

do $$
begin
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.product_pairs'::regclass),
        'product_pairs is not protected';
    assert not has_table_privilege('clientele_api', 'app.product_pairs', 'insert, update, delete, truncate'), 'clientele_api may change product_pairs';
end
$$;

rollback;

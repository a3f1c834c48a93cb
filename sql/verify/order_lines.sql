-- Verify clientele:order_lines on pg

begin;

do $$
begin
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.order_lines'::regclass),
        'order_lines is not protected';
    assert not has_table_privilege('clientele_api', 'app.order_lines', 'update, delete, truncate'), 'clientele_api may change order_lines';
end
$$;

rollback;

-- Verify clientele:interactions on pg

begin;

do $$
begin
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.interactions'::regclass),
        'interactions is not protected';
    assert not has_table_privilege('clientele_api', 'app.interactions', 'update, delete, truncate'), 'clientele_api may change interactions';
    assert (select count(*) >= 4 from pg_catalog.pg_inherits where inhparent = 'app.interactions'::regclass), 'partitions are missing';
end
$$;

rollback;

-- Verify clientele:imports on pg

begin;

do $$
begin
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.imports'::regclass),
        'imports is not protected';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.import_rejects'::regclass),
        'import_rejects is not protected';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.import_chunks'::regclass),
        'import_chunks is not protected';
end
$$;

rollback;

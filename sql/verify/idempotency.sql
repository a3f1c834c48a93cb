-- Verify clientele:idempotency on pg

begin;

do $$
begin
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.idempotency_keys'::regclass),
        'idempotency_keys is not protected';
end
$$;

rollback;

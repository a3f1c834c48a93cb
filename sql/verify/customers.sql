-- Verify clientele:customers on pg

begin;

do $$
begin
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.customers'::regclass),
        'customers is not protected';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.customer_owners'::regclass),
        'customer_owners is not protected';
    assert not has_table_privilege('clientele_api', 'app.customer_owners', 'update, delete, truncate'), 'clientele_api may change customer_owners';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.contacts'::regclass),
        'contacts is not protected';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.customer_shares'::regclass),
        'customer_shares is not protected';
    assert exists (select from pg_catalog.pg_constraint where conname = 'customers_owner'), 'an owner may be of another company';
end
$$;

rollback;

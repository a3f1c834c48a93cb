-- Verify clientele:warning_reviews on pg

begin;

do $$
begin
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.warning_reviews'::regclass),
        'warning_reviews is not protected';
    assert not has_table_privilege('clientele_api', 'app.warning_reviews', 'insert, update, delete, truncate'), 'clientele_api may change warning_reviews';
end
$$;

rollback;

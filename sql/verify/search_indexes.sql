-- Verify clientele:search_indexes on pg

begin;

do $$
begin
    assert (
        select count(*) = 3 from pg_catalog.pg_class as c join pg_catalog.pg_index as i on i.indexrelid = c.oid
        where c.relname in ('customers_by_term', 'contacts_by_term', 'interactions_by_term') and i.indisvalid
    ), 'the indexes are not there, or not whole';
end
$$;

rollback;

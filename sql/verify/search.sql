-- Verify clientele:search on pg

begin;

do $$
begin
    assert (
        select prosecdef and proowner = 'clientele_search'::regrole
        from pg_catalog.pg_proc where oid = 'app.search(text, text[], integer)'::regprocedure
    ), 'app.search is not the search role''s';
    assert not has_schema_privilege('clientele_search', 'app', 'create'), 'clientele_search may create';
    assert not has_any_column_privilege('clientele_search', 'app.orders', 'select'), 'clientele_search reads orders';
    assert has_function_privilege('clientele_worker', 'app.search_terms(uuid, text, text, text)', 'execute'),
        'clientele_worker cannot write what is searched';
    assert app.pinyin('王小明') = array['wang', 'xiao', 'ming'], 'the readings are not there';
end
$$;

rollback;

-- Verify clientele:schema on pg

begin;

do $$
begin
    assert app.schema_version() <> '', 'no schema version';
    assert substring(app.uuid_v7()::text from 15 for 1) = '7', 'uuid_v7 makes another version';
    assert app.uuid_v7_floor(now()) < app.uuid_v7(), 'the floor of an instant lies above its ids';
    assert has_schema_privilege('clientele_api', 'app', 'usage'), 'clientele_api cannot use the schema';
    assert not has_schema_privilege('clientele_api', 'app', 'create'), 'clientele_api may create objects';
    assert has_function_privilege('clientele_api', 'app.enter(uuid, uuid, text, text, text, text)', 'execute'), 'clientele_api cannot enter a company';
    assert not has_function_privilege('public', 'app.make_partitions_ahead()', 'execute'), 'public may make partitions';
end
$$;

rollback;

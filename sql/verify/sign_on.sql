-- Verify clientele:sign_on on pg

begin;

do $$
declare
    relation text;
    role text;
begin
    foreach relation in array array['app.identity_providers', 'app.provider_links'] loop
        foreach role in array array['clientele_api', 'clientele_worker', 'clientele_operator', 'clientele_report'] loop
            assert not has_any_column_privilege(role, relation, 'select, insert, update'),
                format('%s sees %s', role, relation);
        end loop;
        assert has_table_privilege('clientele_hosting', relation, 'insert'), format('clientele_hosting cannot use %s', relation);
    end loop;
    assert not has_any_column_privilege('clientele_hosting', 'app.provider_links', 'update'), 'a link can be changed';
end
$$;

rollback;

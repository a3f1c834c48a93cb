-- Verify clientele:sign_in on pg

begin;

do $$
declare
    relation text;
    role text;
begin
    foreach relation in array array['app.passwords', 'app.sessions', 'app.sign_ins'] loop
        foreach role in array array['clientele_api', 'clientele_worker', 'clientele_operator', 'clientele_report'] loop
            assert not has_any_column_privilege(role, relation, 'select, insert, update'),
                format('%s sees %s', role, relation);
        end loop;
    end loop;
    assert has_table_privilege('clientele_hosting', 'app.passwords', 'select'), 'clientele_hosting cannot check passwords';
    assert not has_any_column_privilege('clientele_hosting', 'app.sign_ins', 'update'), 'sign-ins can be rewritten';
    assert not has_table_privilege('clientele_hosting', 'app.sign_ins', 'delete'), 'sign-ins can be deleted';
end
$$;

rollback;

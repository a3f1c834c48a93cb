-- Verify clientele:second_factors on pg

begin;

do $$
declare
    relation text;
    role text;
begin
    foreach relation in array array['app.second_factors', 'app.recovery_codes'] loop
        foreach role in array array['clientele_api', 'clientele_worker', 'clientele_operator', 'clientele_report'] loop
            assert not has_any_column_privilege(role, relation, 'select, insert, update'),
                format('%s sees %s', role, relation);
        end loop;
        assert has_table_privilege('clientele_hosting', relation, 'update'), format('clientele_hosting cannot use %s', relation);
    end loop;
end
$$;

rollback;

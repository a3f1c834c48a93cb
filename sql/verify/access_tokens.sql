-- Verify clientele:access_tokens on pg

begin;

do $$
declare
    role text;
begin
    foreach role in array array['clientele_api', 'clientele_worker', 'clientele_operator', 'clientele_report'] loop
        assert not has_any_column_privilege(role, 'app.access_tokens', 'select, insert, update'),
            format('%s sees access tokens', role);
    end loop;
    assert has_table_privilege('clientele_hosting', 'app.access_tokens', 'insert'), 'clientele_hosting gives no tokens';
    assert not has_any_column_privilege('clientele_hosting', 'app.access_tokens', 'update'), 'a token can be changed';
end
$$;

rollback;

-- Verify clientele:webhooks on pg

begin;

do $$
declare
    relation text;
begin
    foreach relation in array array[
        'webhooks', 'webhook_secrets', 'webhook_lines', 'webhook_deliveries', 'webhook_attempts'
    ] loop
        assert (
            select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class
            where oid = format('app.%I', relation)::regclass
        ), format('app.%s is not protected', relation);
    end loop;
    assert not has_column_privilege('clientele_api', 'app.webhook_secrets', 'sealed', 'select'),
        'clientele_api reads the secrets of webhooks';
    assert not has_table_privilege('clientele_report', 'app.webhook_secrets', 'select'),
        'clientele_report reads the secrets of webhooks';
    assert not has_table_privilege('clientele_worker', 'app.webhook_attempts', 'update'),
        'clientele_worker may rewrite the delivery log';
    assert has_column_privilege('clientele_hosting', 'app.webhook_lines', 'due_at', 'select'),
        'clientele_hosting cannot find due webhooks';
    assert not has_table_privilege('clientele_hosting', 'app.webhook_deliveries', 'select'),
        'clientele_hosting reads deliveries';
end
$$;

rollback;

-- Verify clientele:insight on pg

begin;

do $$
begin
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.tier_policies'::regclass),
        'tier_policies is not protected';
    assert not has_table_privilege('clientele_api', 'app.tier_policies', 'update, delete, truncate'), 'clientele_api may change tier_policies';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.customer_scores'::regclass),
        'customer_scores is not protected';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.scorings'::regclass),
        'scorings is not protected';
    assert not has_table_privilege('clientele_api', 'app.scorings', 'update, delete, truncate'), 'clientele_api may change scorings';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.tier_changes'::regclass),
        'tier_changes is not protected';
    assert not has_table_privilege('clientele_api', 'app.tier_changes', 'update, delete, truncate'), 'clientele_api may change tier_changes';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.tier_overrides'::regclass),
        'tier_overrides is not protected';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.churn_warnings'::regclass),
        'churn_warnings is not protected';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.insight_models'::regclass),
        'insight_models is not protected';
    assert not has_column_privilege('clientele_api', 'app.insight_models', 'parameters', 'update'), 'clientele_api may change insight_models';
    assert not has_table_privilege('clientele_api', 'app.insight_models', 'delete, truncate'), 'clientele_api may delete insight_models';
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.stage_changes'::regclass),
        'stage_changes is not protected';
    assert not has_table_privilege('clientele_api', 'app.stage_changes', 'update, delete, truncate'), 'clientele_api may change stage_changes';
end
$$;

rollback;

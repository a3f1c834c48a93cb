-- Verify clientele:queue on pg

begin;

do $$
declare
    relation text;
begin
    foreach relation in array array['jobs', 'job_history', 'queue_limits', 'operations', 'schedules', 'schedule_slots'] loop
        assert (
            select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class
            where oid = format('app.%I', relation)::regclass
        ), format('app.%s is not protected', relation);
        assert not has_table_privilege('clientele_worker', format('app.%I', relation), 'truncate'),
            format('clientele_worker may truncate app.%s', relation);
    end loop;
    assert has_table_privilege('clientele_worker', 'app.jobs', 'update'), 'clientele_worker cannot claim';
    assert has_column_privilege('clientele_hosting', 'app.jobs', 'run_at', 'select'), 'clientele_hosting cannot find work';
    assert not has_column_privilege('clientele_hosting', 'app.jobs', 'payload', 'select'), 'clientele_hosting reads payloads';
    assert not has_table_privilege('clientele_hosting', 'app.jobs', 'update'), 'clientele_hosting may change jobs';
    assert not has_table_privilege('clientele_report', 'app.jobs', 'select'), 'clientele_report reads live jobs';
    assert not has_table_privilege('clientele_worker', 'app.global_schedules', 'insert'), 'a worker''s company role sets up global schedules';
    assert has_function_privilege('clientele_hosting', 'app.drop_job_history(integer)', 'execute'), 'old history cannot be dropped';
    assert has_function_privilege('clientele_hosting', 'app.job_lanes(uuid, text, smallint, integer)', 'execute')
        and has_function_privilege('clientele_hosting', 'app.job_fronts(uuid[], text[], smallint[], timestamptz[], uuid[])', 'execute'),
        'nobody finds work';
    assert exists (
        select from pg_catalog.pg_constraint where conname = 'jobs_running_has_lease' and convalidated
    ), 'a job may run without a lease';
    assert app.local_instant('2026-03-29 02:30', 'Europe/Berlin') = '2026-03-29 01:00+00', 'a skipped time is not the end of the gap';
    assert app.local_instant('2026-10-25 02:30', 'Europe/Berlin') = '2026-10-25 00:30+00', 'a repeated time is not the first';
end
$$;

rollback;

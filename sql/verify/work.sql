-- Verify clientele:work on pg

begin;

do $$
begin
    assert (select relrowsecurity and relforcerowsecurity from pg_catalog.pg_class where oid = 'app.tasks'::regclass),
        'tasks is not protected';
    assert exists (select from pg_catalog.pg_constraint where conname = 'tasks_origin'), 'a task may be planned twice';
end
$$;

rollback;

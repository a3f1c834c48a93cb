-- The queue: what ends is kept for some months, and an import ends with its operation.
\set ON_ERROR_STOP 1
\set QUIET 1
begin;
\ir support/seed.sql
select no_plan();

-- History
create function pg_temp.history_months() returns setof text language sql as $$
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'app.job_history'::regclass and c.relname <> 'job_history_default' order by 1
$$;
select app.make_month_partition('app.job_history', (now() - make_interval(months => n))::date) from generate_series(1, 4) as n;
select is((select count(*)::int from pg_temp.history_months()), 7, 'four months past, this one and two to come');
select is(app.drop_job_history(3), 1, 'three months are kept besides the running one');
select is(app.drop_job_history(3), 0, 'and nothing more is dropped');
select is(app.drop_job_history(0), 2, 'one month is kept whatever is asked');
select is((select count(*)::int from pg_temp.history_months()), 4, 'the last month, this one and two to come');

select * from finish();
rollback;

-- Ids, partitions and the company context.
\set ON_ERROR_STOP 1
\set QUIET 1
begin;
select no_plan();

select is(substring(app.uuid_v7()::text from 15 for 1), '7', 'uuid_v7 is of version 7');
select matches(substring(app.uuid_v7()::text from 20 for 1), '[89ab]', 'and of the RFC''s variant');
select is(
    (select array_agg(id order by n) = array_agg(id order by id) from (
        select n, app.uuid_v7() as id from (select n, pg_sleep(0.002) from generate_series(1, 20) n) s offset 0
    ) made),
    true, 'ids made later sort later'
);
select is(
    app.uuid_v7_floor('1970-01-01 00:00:00.001+00'), '00000000-0001-0000-0000-000000000000'::uuid, 'the floor is the milliseconds and zeros'
);
select throws_ok($$select app.enter(null, app.uuid_v7(), 'agent', '')$$, '22004', null, 'a context without a company is refused');
select throws_ok($$select app.enter(app.uuid_v7(), app.uuid_v7(), 'root', '')$$, '22023', null, 'an unknown role is refused');

select is(app.make_partitions_ahead() > 0, true, 'partitions are made ahead');
select is(
    (select count(*)::int from pg_inherits where inhparent = 'app.interactions'::regclass), 4,
    'three months and the default, however often they are made'
);

select * from finish();
rollback;

-- Two companies with a row in every company table; one attacks the other's rows, table by table, verb by verb.
\set ON_ERROR_STOP 1
\set QUIET 1
begin;
\ir support/seed.sql
select no_plan();

create temporary table attack on commit drop as
select tests.host('ours') as ours, tests.host('theirs') as theirs;

do $$
declare
    t record;
    who record;
    ours uuid := (select a.ours from attack a);
    theirs uuid := (select a.theirs from attack a);
    person uuid;
    before text;
    copy text;
    verdict text;
begin
    create temporary table verdicts (line text) on commit drop;
    -- scripts/mutate-isolation names the one table it broke, to be quick.
    for t in
        select * from tests.company_tables
        where coalesce(nullif(current_setting('tests.only', true), ''), name) = name
        order by relname
    loop
        insert into verdicts select isnt(
            tests.checksum(t.name, theirs), md5(''), format('%s has rows of both companies', t.relname)
        );
        before := tests.checksum(t.name, theirs);
        for who in
            select * from (values
                ('clientele_api', 'manager'), ('clientele_api', 'agent'), ('clientele_worker', 'worker'),
                ('clientele_operator', 'operator'), ('clientele_report', 'auditor')
            ) as w (login, acting)
        loop
            person := coalesce(
                (select m.person_id from app.memberships m where m.company_id = ours and m.role = who.acting),
                '00000000-0000-0000-0000-000000000000'
            );
            -- 42501 insufficient_privilege, 25006 read_only_sql_transaction: refused. 0: nothing was there to touch.
            verdict := tests.attempt(who.login, ours, person, who.acting, format('select from %s where company_id = %L', t.name, theirs));
            insert into verdicts select ok(verdict in ('0', '42501'), format('%s as %s: select of theirs (%s)', t.relname, who.acting, verdict));
            verdict := tests.attempt(who.login, ours, person, who.acting, format('select from %s where company_id <> %L', t.name, ours));
            insert into verdicts select ok(verdict in ('0', '42501'), format('%s as %s: select of anybody else (%s)', t.relname, who.acting, verdict));
            verdict := tests.attempt(who.login, ours, person, who.acting, format('update %s set company_id = company_id where company_id = %L', t.name, theirs));
            insert into verdicts select ok(verdict in ('0', '42501', '25006'), format('%s as %s: update of theirs (%s)', t.relname, who.acting, verdict));
            verdict := tests.attempt(who.login, ours, person, who.acting, format('update %s set company_id = %L where company_id = %L', t.name, theirs, ours));
            insert into verdicts select ok(verdict in ('0', '42501', '25006'), format('%s as %s: gift of ours to them (%s)', t.relname, who.acting, verdict));
            verdict := tests.attempt(who.login, ours, person, who.acting, format('delete from %s where company_id = %L', t.name, theirs));
            insert into verdicts select ok(verdict in ('0', '42501', '25006'), format('%s as %s: delete of theirs (%s)', t.relname, who.acting, verdict));

            execute format('select to_jsonb(x)::text from %s x where company_id = $1 limit 1', t.name) into copy using theirs;
            verdict := tests.attempt(who.login, ours, person, who.acting, format(
                'insert into %s (%s) select %s from jsonb_populate_record(null::%s, %L)',
                t.name, tests.columns(t.name), tests.columns(t.name), t.name, copy
            ));
            insert into verdicts select ok(verdict in ('42501', '25006'), format('%s as %s: insert as them (%s)', t.relname, who.acting, verdict));
            verdict := tests.attempt(who.login, ours, person, who.acting, format(
                'insert into %s (%s) select %s from jsonb_populate_record(null::%s, %L) on conflict do nothing',
                t.name, tests.columns(t.name), tests.columns(t.name), t.name, copy
            ));
            insert into verdicts select ok(verdict in ('42501', '25006'), format('%s as %s: upsert as them (%s)', t.relname, who.acting, verdict));
        end loop;
        insert into verdicts select is(tests.checksum(t.name, theirs), before, format('%s: theirs is unchanged', t.relname));
    end loop;
end
$$;
-- Where a table's rows lie says nothing about which came first.
select line from verdicts order by substring(line from '\d+')::integer;

-- Without a context the database refuses to answer; a forgotten one does not come back.
create function pg_temp.without_context(relation text) returns text language plpgsql as $$
declare
    state text;
begin
    set local role clientele_api;
    perform set_config('app.company_id', '', true);
    execute format('select count(*) from %s', relation);
    reset role;
    return 'answered';
exception when others then
    get stacked diagnostics state = returned_sqlstate;
    reset role;
    return state;
end
$$;
select is(pg_temp.without_context('app.customers'), '22P02', 'no company, no answer');
select is(pg_temp.without_context('app.tasks'), '22P02', 'no company, no tasks');

-- Oracles: another company's ids and keys answer like ids that do not exist.
create function pg_temp.code_of(statement text) returns text language plpgsql as $$
declare
    person uuid;
    ours uuid := (select a.ours from attack a);
begin
    select m.person_id into person from app.memberships m where m.company_id = ours and m.role = 'manager';
    return tests.attempt('clientele_api', ours, person, 'manager', statement);
end
$$;
select is(
    pg_temp.code_of(format('insert into app.contacts (company_id, customer_id, name) values (%L, %L, ''x'')', ours, c.id)), '23503',
    'a foreign key to their customer fails'
) from attack join app.customers c on c.company_id = theirs limit 1;
select is(
    pg_temp.code_of(format('insert into app.contacts (company_id, customer_id, name) values (%L, app.uuid_v7(), ''x'')', ours)), '23503',
    'just as one to nobody'
) from attack;
select is(
    pg_temp.code_of(format('insert into app.customers (company_id, id, code, name) values (%L, %L, ''new'', ''x'')', ours, c.id)), '1',
    'their id is free in ours: no unique oracle'
) from attack join app.customers c on c.company_id = theirs limit 1;
select is(
    pg_temp.code_of(format('update app.customers set owner_id = %L where company_id = %L and code = ''1''', m.person_id, ours)), '23503',
    'their agent cannot own our customer'
) from attack join app.memberships m on m.company_id = theirs and m.role = 'agent';

-- An agent sees the customers and tasks of the agent's own.
create function pg_temp.as_agent(statement text) returns text language plpgsql as $$
declare
    agent uuid;
    ours uuid := (select a.ours from attack a);
begin
    select m.person_id into agent from app.memberships m where m.company_id = ours and m.role = 'agent';
    return tests.attempt('clientele_api', ours, agent, 'agent', statement);
end
$$;
select is(pg_temp.as_agent('select from app.customers'), '1', 'an agent sees the own customer, not the unowned one');
select is(pg_temp.as_agent('select from app.tasks'), '1', 'an agent sees the own task');
select is(pg_temp.as_agent('update app.customers set owner_id = null'), '42501', 'an agent cannot give a customer away past the policy');

-- The application role cannot make the database forget its rules.
create function pg_temp.as_api(statement text) returns text language plpgsql as $$
begin
    return tests.attempt('clientele_api', (select a.ours from attack a), '00000000-0000-0000-0000-000000000000', 'manager', statement);
end
$$;
select is(pg_temp.as_api('truncate app.customers'), '42501', 'truncate is refused');
select is(pg_temp.as_api('create function app.leak() returns int language sql as ''select 1'''), '42501', 'functions are refused');
select is(pg_temp.as_api('alter table app.customers disable row level security'), '42501', 'the policy stays');
select is(pg_temp.as_api('set local row_security = off; select from app.customers'), '42501', 'row_security = off errors instead of leaking');
select is(pg_temp.as_api('select from app.interactions_default'), '42501', 'a partition is not a way around');
select is(pg_temp.as_api('select from app.persons'), '42501', 'logins are the hosting role''s');
select is(pg_temp.as_api('select from app.companies'), '1', 'a company sees itself and no other');
select is(
    tests.attempt('clientele_hosting', (select ours from attack), '00000000-0000-0000-0000-000000000000', 'operator', 'select from app.customers'),
    '42501', 'the hosting role sees no customers'
);

select * from finish();
rollback;

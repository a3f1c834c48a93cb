-- Whose rows somebody sees: own, of the team, of the teams below, of the company, and what was shared with them.
\set ON_ERROR_STOP 1
\set QUIET 1
begin;
\ir support/seed.sql
select no_plan();

create temporary table place on commit drop as select tests.host('ours') as ours, null::uuid as owned, null::uuid as agent, null::uuid as other;
update place set owned = c.id, agent = c.owner_id from app.customers c where c.company_id = place.ours and c.code = '1';
update place set other = m.person_id from app.memberships m where m.company_id = place.ours and m.role = 'manager';
update app.memberships set team_id = null where company_id = (select ours from place);

-- Runs a statement as somebody who sees no more than this; answers the rows it touched, or its SQLSTATE.
create function pg_temp.seeing(person uuid, visibility text, statement text, login text default 'clientele_api') returns text language plpgsql as $$
declare
    touched bigint;
    state text;
begin
    execute format('set local role %I', login);
    perform app.enter((select p.ours from place p), person, 'agent', visibility);
    execute statement;
    get diagnostics touched = row_count;
    reset role;
    return touched::text;
exception when others then
    get stacked diagnostics state = returned_sqlstate;
    reset role;
    return state;
end
$$;
grant select on place to public;

-- Every table that hangs on a customer, those that are yet to come as well.
create temporary table hanging on commit drop as
select t.name, t.relname, a.attname from tests.company_tables t
join pg_attribute a on a.attrelid = t.oid and a.attname in ('customer_id', 'order_id') and not a.attisdropped
where t.relname not in ('order_marks', 'customer_shares')
    and coalesce(nullif(current_setting('tests.only', true), ''), t.name) = t.name;
grant select on hanging to public;
-- The rows of the customer that the agent owns; what an order's lines hang on is the order.
create function pg_temp.of_owned(relation text) returns text language sql as $$
    select format(
        'select from %s where %s', relation,
        case when exists (select from hanging where name = relation and attname = 'order_id')
            then 'true' else format('customer_id = %L', (select owned from place)) end
    )
$$;

select isnt(pg_temp.seeing(agent, 'own', pg_temp.of_owned(name), login), '0', format('%s as %s: the owner sees them', relname, login))
from hanging, place, unnest(array['clientele_api', 'clientele_report']) as login;
select is(pg_temp.seeing(other, 'own', pg_temp.of_owned(name), login), '0', format('%s as %s: nobody else does', relname, login))
from hanging, place, unnest(array['clientele_api', 'clientele_report']) as login;
select is(pg_temp.seeing(other, 'team', pg_temp.of_owned(name)), '0', relname || ': nor somebody in no team') from hanging, place;
select is(pg_temp.seeing(other, 'subtree', pg_temp.of_owned(name)), '0', relname || ': nor whoever leads none') from hanging, place;
select isnt(pg_temp.seeing(other, 'company', pg_temp.of_owned(name)), '0', relname || ': but who sees the company') from hanging, place;
select is(pg_temp.seeing(other, 'own', 'select from app.customers where id = ' || quote_literal(owned)), '0', 'nor the customer') from place;

-- Teams: west above north, and east.
insert into app.teams (company_id, id, name) select ours, '00000000-0000-7000-8000-00000000000a', 'West' from place;
insert into app.teams (company_id, id, name) select ours, '00000000-0000-7000-8000-00000000000c', 'East' from place;
insert into app.teams (company_id, id, parent_id, name)
select ours, '00000000-0000-7000-8000-00000000000b', '00000000-0000-7000-8000-00000000000a', 'North' from place;
create function pg_temp.sees(their_team text, my_team text, visibility text) returns text language sql as $$
    update app.memberships set team_id = ('00000000-0000-7000-8000-00000000000' || their_team)::uuid
    where company_id = (select ours from place) and person_id = (select agent from place);
    update app.memberships set team_id = ('00000000-0000-7000-8000-00000000000' || my_team)::uuid
    where company_id = (select ours from place) and person_id = (select other from place);
    select pg_temp.seeing(other, visibility, format('select from app.customers where id = %L', owned)) from place;
$$;
select is(pg_temp.sees('a', 'a', 'team'), '1', 'somebody of the team sees the team''s');
select is(pg_temp.sees('b', 'a', 'team'), '0', 'and not those of a team below');
select is(pg_temp.sees('b', 'a', 'subtree'), '1', 'whoever leads the team above does');
select is(pg_temp.sees('a', 'b', 'subtree'), '0', 'nobody looks up');
select is(pg_temp.sees('c', 'a', 'subtree'), '0', 'nor aside');
select is(pg_temp.sees('a', 'a', 'own'), '0', 'who sees the own only sees no team');
select is(pg_temp.seeing(other, 'everything', 'select'), '22023', 'there is no other visibility') from place;
update app.memberships set team_id = null where company_id = (select ours from place);

-- Shares
create function pg_temp.share(how text, until interval default '1 day', taken_back timestamptz default null) returns void language sql as $$
    delete from app.customer_shares where company_id = (select ours from place);
    insert into app.customer_shares (company_id, customer_id, person_id, level, reason, shared_by, created_at, expires_at, revoked_at)
    select ours, owned, other, how, 'on leave', agent, now() - interval '2 days', now() + until, taken_back from place;
$$;
select pg_temp.share('read');
select isnt(pg_temp.seeing(other, 'own', pg_temp.of_owned(name)), '0', relname || ': seen where the customer is shared') from hanging, place;
select is(pg_temp.seeing(other, 'own', 'select from app.customers'), '1', 'with that customer and no other') from place;
select is(pg_temp.seeing(person, 'own', 'select from app.customer_shares'), '1', 'both see the share') from place, unnest(array[agent, other]) as person;
select is(pg_temp.seeing(other, 'own', statement), '42501', 'who may read only does not: ' || statement)
from place, unnest(array[
    $$update app.customers set note = 'x'$$, $$delete from app.contacts$$, $$update app.contacts set title = 'x'$$,
    format('insert into app.contacts (company_id, customer_id, name) values (%L, %L, %L)', ours, owned, 'x'),
    format('insert into app.interactions (company_id, customer_id, person_id, kind, summary, happened_at) values (%L, %L, %L, %L, %L, now())', ours, owned, other, 'call', 'x'),
    format('insert into app.orders (company_id, customer_id, source, number, ordered_at, ordered_on, amount_minor) values (%L, %L, %L, %L, now(), current_date, 1)', ours, owned, 'api', '9')
]) as statement;
select is(
    pg_temp.seeing(person, 'own', format(
        'insert into app.customer_shares (company_id, customer_id, person_id, level, reason, expires_at) values (%L, %L, %L, %L, %L, now() + interval ''1 hour'')',
        ours, owned, agent, 'read', 'x'
    )), verdict, 'a share is made by whoever holds the customer'
) from place, lateral (values (agent, '1'), (other, '42501')) as who (person, verdict);
-- A copy of each row that is there: refused before anything else is looked at.
create function pg_temp.copy_of(relation text) returns text language plpgsql as $$
declare
    copy text;
begin
    execute format('select to_jsonb(x)::text from %s x where company_id = $1 limit 1', relation) into copy using (select ours from place);
    return format(
        'insert into %s (%s) select %s from jsonb_populate_record(null::%s, %L)',
        relation, tests.columns(relation), tests.columns(relation), relation, copy
    );
end
$$;
select is(pg_temp.seeing(other, 'own', pg_temp.copy_of(name)), '42501', relname || ': nothing is added to what is shared for reading')
from hanging, place;
-- What shows the whole company is for those who see it.
create temporary table wide on commit drop as
select t.name, t.relname from tests.company_tables t join pg_policy p on p.polrelid = t.oid and p.polname = 'work'
where t.name not in (select h.name from hanging h) and t.relname not in ('customers', 'customer_shares')
    and not exists (select from pg_attribute a where a.attrelid = t.oid and a.attname in ('customer_id', 'order_id'))
    and coalesce(nullif(current_setting('tests.only', true), ''), t.name) = t.name;
select is(pg_temp.seeing(other, 'subtree', 'select from ' || name), '0', relname || ' is not for who sees a part') from wide, place;
select isnt(pg_temp.seeing(other, 'company', 'select from ' || name), '0', relname || ' is for who sees all') from wide, place;
select is(pg_temp.seeing(other, 'subtree', pg_temp.copy_of(name)), '42501', relname || ' is not written by who sees a part') from wide, place;
select is(pg_temp.seeing(app.uuid_v7(), 'own', 'select from app.customer_shares'), '0', 'a share is nobody else''s business') from place;
select pg_temp.share('write');
select is(pg_temp.seeing(other, 'own', $$update app.customers set note = 'x'$$), '1', 'who may write does') from place;
select is(pg_temp.seeing(other, 'own', $$update app.contacts set title = 'x'$$), '1', 'contacts, too') from place;
select is(pg_temp.seeing(other, 'own', 'update app.customers set owner_id = ' || quote_literal(other)), '1', 'as far as taking the customer over') from place;
update app.customers set owner_id = (select agent from place) where id = (select owned from place);
select is(
    pg_temp.seeing(other, 'own', format(
        'insert into app.customer_shares (company_id, customer_id, person_id, level, reason, expires_at) values (%L, %L, %L, %L, %L, now() + interval ''1 hour'')',
        ours, owned, agent, 'read', 'x'
    )), '42501', 'but nobody shares on what was shared'
) from place;
select pg_temp.share('write', '-1 second');
select is(pg_temp.seeing(other, 'own', 'select from app.customers'), '0', 'a share ends') from place;
select is(pg_temp.seeing(other, 'own', pg_temp.of_owned(name)), '0', relname || ': with all that hangs on it') from hanging, place;
select pg_temp.share('write', '1 day', now());
select is(pg_temp.seeing(other, 'own', 'select from app.customers'), '0', 'or is taken back') from place;

-- Whoever sees or holds one customer does not so see or hold another.
update app.customers set owner_id = (select other from place) where company_id = (select ours from place) and id <> (select owned from place);
insert into app.contacts (company_id, customer_id, name) select company_id, id, 'Somebody' from app.customers, place where company_id = ours;
insert into app.orders (company_id, customer_id, source, number, ordered_at, ordered_on, amount_minor)
select ours, id, 'api', 'theirs', now(), current_date, 1 from app.customers, place where company_id = ours and id <> owned;
select isnt(pg_temp.seeing(other, 'own', 'select from app.contacts'), '0', 'their own customers'' contacts are seen') from place;
select is(pg_temp.seeing(other, 'own', pg_temp.of_owned('app.contacts')), '0', 'and no other''s') from place;
select is(pg_temp.seeing(other, 'own', 'select from app.order_lines'), '0', 'nor the lines of others'' orders') from place;
select pg_temp.share('read');
select is(
    pg_temp.seeing(other, 'own', format('insert into app.contacts (company_id, customer_id, name) values (%L, %L, %L)', ours, owned, 'x')),
    '42501', 'who holds a customer writes no other'
) from place;
update app.customers set owner_id = null where id = (select owned from place);
select is(pg_temp.seeing(agent, 'own', 'select from app.customers'), '0', 'who shared a customer that is theirs no more sees it no more') from place;
update app.customers set owner_id = agent from place where id = owned;
delete from app.customer_shares where company_id = (select ours from place);
select is(pg_temp.sees('a', 'a', 'team'), '1', 'a place in a team shows the team''s');
update app.memberships set state = 'ended', ended_at = now() where company_id = (select ours from place) and person_id = (select other from place);
select is(pg_temp.sees('a', 'a', 'team'), '0', 'one that has ended does not');

select * from finish();
rollback;

-- Support grants: who enters by one, until when, and what the audit keeps of it.
\set ON_ERROR_STOP 1
\set QUIET 1
begin;
\ir support/seed.sql
select no_plan();

create temporary table place on commit drop as
select tests.host('ours') as ours, tests.host('theirs') as theirs, app.uuid_v7() as helper, app.uuid_v7() as live;
grant select on place to public;
insert into app.support_grants (company_id, id, person_id, name, permissions, reason, hours, given_at, expires_at)
select ours, live, helper, 'Helper', '{customers:read}', 'an import fails', 2, now(), now() + interval '2 hours' from place;

-- Enters by a grant and counts the customers; answers the count, or the SQLSTATE.
create function pg_temp.entering(company uuid, person uuid, support_grant text, role text default 'support') returns text
language plpgsql as $$
declare
    found text;
    state text;
begin
    set local role clientele_api;
    perform app.enter(company, person, role, '', '', support_grant);
    select count(*)::text into found from app.customers;
    perform app.audit_note(company, 'support.read', 'listCustomers', company::text);
    reset role;
    return found;
exception when others then
    get stacked diagnostics state = returned_sqlstate;
    reset role;
    return state;
end
$$;
-- The same after a change that is taken back.
create function pg_temp.entering_after(change text) returns text language plpgsql as $$
declare
    found text;
begin
    begin
        execute change;
        select pg_temp.entering(ours, helper, live::text) into found from place;
        raise exception using errcode = 'P0099';
    exception when sqlstate 'P0099' then
        return found;
    end;
end
$$;

select is(pg_temp.entering(ours, helper, live::text), '2', 'a live grant lets in') from place;
select is(
    (select array_agg(distinct e.support_grant_id) from app.audit_events as e, place where e.company_id = ours and e.role = 'support'),
    (select array[live] from place), 'and what happens is marked with it'
);
select is(pg_temp.entering(theirs, helper, live::text), '28000', 'not into another company') from place;
select is(pg_temp.entering(ours, app.uuid_v7(), live::text), '28000', 'not another person') from place;
select is(pg_temp.entering(ours, helper, app.uuid_v7()::text), '28000', 'not by a grant of nothing') from place;
select is(pg_temp.entering(ours, helper, ''), '22023', 'nobody is support without a grant') from place;
select is(pg_temp.entering(ours, helper, live::text, 'owner'), '22023', 'nor anything else with one') from place;
select is(
    pg_temp.entering_after('update app.support_grants set ended_at = now() where given_at is not null'), '28000',
    'a grant that was ended lets nobody in'
);
select is(
    pg_temp.entering_after($$update app.support_grants set given_at = given_at - interval '2 hours', expires_at = expires_at - interval '2 hours'
        where given_at is not null$$), '28000',
    'nor one that ended by the clock'
);
select is(
    pg_temp.entering_after('update app.support_grants set given_at = null, expires_at = null where given_at is not null'), '28000',
    'nor one that was only asked for'
);
select throws_ok(
    $$update app.support_grants set expires_at = expires_at + interval '1 minute' where given_at is not null$$, '23514', null,
    'a grant cannot last longer than it says'
);
select throws_ok($$update app.support_grants set hours = 25$$, '23514', null, 'nor longer than a day');
select throws_ok($$update app.support_grants set permissions = '{people:write}'$$, '23514', null, 'nor let somebody stay');

select * from finish();
rollback;

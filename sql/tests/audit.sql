-- What a company's audit notices, and that it notices every way of changing it afterwards.
\set ON_ERROR_STOP 1
\set QUIET 1
begin;
\ir support/seed.sql
select no_plan();

create temporary table place on commit drop as
select tests.host('ours') as ours, tests.host('theirs') as theirs;
grant select on place to public;

create function pg_temp.acting(role text, statement text) returns text language sql as $$
    select tests.attempt(
        case role when 'operator' then 'clientele_operator' when 'worker' then 'clientele_worker' else 'clientele_api' end,
        (select ours from place),
        (select person_id from app.memberships where company_id = (select ours from place) and role = 'manager'), role, statement
    )
$$;
create function pg_temp.events(wanted text) returns bigint language sql as $$
    select count(*) from app.audit_events where company_id = (select ours from place) and role <> 'database' and entity = wanted
$$;
-- The faults of ours after a change that is taken back; the change is made as the database's own administrator.
create function pg_temp.faults_after(change text) returns text language plpgsql as $$
declare
    found text;
begin
    perform app.enter(ours, app.uuid_v7(), 'auditor', '') from place;
    begin
        execute replace(change, 'OURS', quote_literal((select ours from place)));
        select coalesce(string_agg(distinct fault, ' ' order by fault), 'none') into found from app.audit_faults();
        raise exception using errcode = 'P0099';
    exception when sqlstate 'P0099' then
        return found;
    end;
end
$$;

-- What is written down
select is(pg_temp.acting('manager', $$update app.customers set name = 'Renamed' where code = '1'$$), '1', 'a manager renames');
select is(
    (select before ->> 'name' || ' -> ' || (after ->> 'name') from app.audit_events
     where company_id = (select ours from place) and entity = 'customers' and role = 'manager'),
    'Owned -> Renamed', 'the change is there with what it was and what it became'
);
select is(
    (select (after - 'version')::text from app.audit_events
     where company_id = (select ours from place) and entity = 'customers' and role = 'manager'),
    '{"name": "Renamed", "name_key": "renamed"}', 'and with nothing that did not change'
);
select is(pg_temp.acting('manager', $$update app.customers set name = name || '!'$$), '2', 'two rows in one statement');
select is(pg_temp.events('customers'), 3::bigint, 'are two events');
select is(pg_temp.acting('manager', $$delete from app.contacts$$), '1', 'a manager deletes a contact');
select is(
    (select before ->> 'name' from app.audit_events where company_id = (select ours from place) and entity = 'contacts' and action = 'delete'),
    'Contact', 'the deleted row is there'
);
select is(pg_temp.acting('worker', $$update app.tasks set title = 'Derived'$$), '2', 'the worker derives');
select is(pg_temp.events('tasks'), 0::bigint, 'what the worker derives is no event');
-- app.audit_note runs as the owner, so it looks itself where it writes.
create function pg_temp.note(login text, company text) returns text language sql as $$
    select tests.attempt(
        login, (select ours from place), app.uuid_v7(), 'manager',
        format('select app.audit_note(%s, ''export'', ''companies'', ''forged'')', company)
    )
$$;
select is(pg_temp.note(login, (select quote_literal(theirs) from place)), '42501', login || ' writes nothing into another company''s audit')
from unnest(array['clientele_api', 'clientele_worker', 'clientele_operator']) as login;
select is(pg_temp.note('clientele_api', 'null'), '42501', 'nor into nobody''s');
select is(
    tests.attempt(
        'clientele_api', (select ours from place), app.uuid_v7(), 'manager',
        (select format(
            'select case when set_config(''app.company_id'', '''', true) = '''' then app.audit_note(%L, ''export'', ''companies'', ''forged'') end',
            ours
        ) from place)
    ),
    '42501', 'nor without having entered any'
);
select is(
    (select count(*) from app.audit_events where company_id = (select theirs from place) and entity_id = 'forged'), 0::bigint,
    'theirs has none of them'
);
select is(pg_temp.note('clientele_api', (select quote_literal(ours) from place)), '1', 'but into the entered one');
set local role clientele_hosting;
select lives_ok(
    format('select app.audit_note(%L, ''sign_in'', ''companies'', ''hosted'')', theirs), 'the host, who enters none, names any'
) from place;
reset role;

insert into app.api_keys (person_id, name, prefix, secret_hash)
select person_id, 'Key', 'abcdefgh', sha256('key') from app.memberships where company_id = (select ours from place) and role = 'manager';
update app.api_keys set revoked_at = now() where prefix = 'abcdefgh';
select is(
    (select string_agg(action, ' ' order by id) from app.audit_events where company_id = (select ours from place) and entity = 'api_keys'),
    'key.issue key.revoke', 'a key''s life is told to the companies where it acts'
);
select is(
    (select count(*) from app.audit_events where company_id = (select theirs from place) and entity = 'api_keys'), 0::bigint,
    'and to no other'
);
select is(
    (select count(*) from app.audit_events where after::text like '%secret%' or before::text like '%secret%'), 0::bigint,
    'nothing of a secret is written'
);

-- Who may not touch it
select is(pg_temp.acting('owner', $$update app.audit_events set action = 'x'$$), '42501', 'the API cannot edit');
select is(pg_temp.acting('owner', $$delete from app.audit_events$$), '42501', 'nor delete');
select is(pg_temp.acting('owner', $$insert into app.audit_events select * from app.audit_events$$), '42501', 'nor add');
select is(pg_temp.acting('worker', $$update app.audit_events set hash = hash$$), '42501', 'the worker cannot edit');
select is(pg_temp.acting('worker', $$delete from app.audit_events$$), '42501', 'nor delete');
select is(pg_temp.acting('worker', $$delete from app.audit_seals$$), '42501', 'nor take a seal away');
select is(pg_temp.acting('worker', $$update app.audit_seals set events = 1$$), '42501', 'nor change one');

-- What is noticed
select is(pg_temp.acting('worker', 'select from app.audit_seal()'), '1', 'what happened is sealed');
select is(pg_temp.acting('worker', 'select from app.audit_seal()'), '0', 'once');
select is(pg_temp.acting('manager', $$update app.customers set name = 'Again' where code = '1'$$), '1', 'something more happens');
select is(pg_temp.acting('worker', 'select from app.audit_seal()'), '1', 'and is sealed');
select is(pg_temp.faults_after('select'), 'none', 'an untouched audit has no faults');
select is(
    pg_temp.faults_after($$update app.audit_events set after = '{"name": "Other"}' where company_id = OURS and seal = 3$$),
    'event.changed', 'an edit is noticed'
);
select is(
    pg_temp.faults_after($$update app.audit_events set after = '{"name": "Other"}', hash = app.audit_hash(
        id, at, person_id, key_id, support_grant_id, role, action, entity, entity_id, before, '{"name": "Other"}') where company_id = OURS and seal = 3$$),
    'seal.broken', 'an edit with a new hash is noticed'
);
select is(
    pg_temp.faults_after($$delete from app.audit_events where company_id = OURS and entity = 'contacts' and action = 'delete'$$),
    'seal.broken', 'a deletion is noticed'
);
select is(
    pg_temp.faults_after($$insert into app.audit_events
        select company_id, app.uuid_v7(), at, person_id, key_id, support_grant_id, role, action, entity, entity_id, before, after,
            app.audit_hash(id, at, person_id, key_id, support_grant_id, role, action, entity, entity_id, before, after), seal
        from app.audit_events where company_id = OURS and seal = 3$$),
    'event.changed seal.broken', 'an insertion is noticed'
);
select is(
    pg_temp.faults_after($$update app.audit_events as a set seal = 5 - a.seal where company_id = OURS and seal in (2, 3)$$),
    'seal.broken', 'a new order of events is noticed'
);
select is(
    pg_temp.faults_after($$update app.audit_seals set number = 9 where company_id = OURS and number = 2;
        update app.audit_seals set number = 2 where company_id = OURS and number = 3;
        update app.audit_seals set number = 3 where company_id = OURS and number = 9$$),
    'chain.broken chain.cut seal.broken', 'a new order of seals is noticed'
);
select is(
    pg_temp.faults_after($$delete from app.audit_seals where company_id = OURS and number = 3;
        delete from app.audit_events where company_id = OURS and seal = 3$$),
    'chain.cut', 'a chain that was cut off is noticed'
);
select is(
    pg_temp.faults_after($$delete from app.audit_seals where company_id = OURS and number = 1;
        delete from app.audit_events where company_id = OURS and seal = 1$$),
    'chain.broken', 'a chain without its beginning is noticed'
);
select throws_ok(
    format('insert into app.audit_seals (company_id, number, events, digest, previous, hash)
        select company_id, 99, 1, digest, previous, hash from app.audit_seals where company_id = %L and number = 2', ours),
    '23505', null, 'a chain cannot fork'
) from place;

select * from finish();
rollback;

-- What is found by which words, in one company, by whom, and that the index finds it.
\set ON_ERROR_STOP 1
\set QUIET 1
begin;
\ir support/seed.sql
select no_plan();

create temporary table place on commit drop as select tests.host('ours') as ours, tests.host('theirs') as theirs;
grant select on place to public;
insert into app.customers (company_id, code, name, email, phone, note, owner_id)
select company, found.* from place, unnest(array[ours, theirs]) as company,
    (values
        ('C-1042', '王小明', 'xiaoming@mail.example', '+86 138 0000 1234', '喜欢下午来电', null::uuid),
        (null, '曾国强', null, null, null, null),
        (null, 'Michael Ömer Stone', null, null, 'Prefers green tea', null),
        (null, '西湖茶叶有限公司', null, null, null, null)
    ) as found (code, name, email, phone, note, owner_id);
update app.customers set owner_id = (
    select person_id from app.memberships m where m.company_id = customers.company_id and m.role = 'agent'
) where name = '曾国强';
insert into app.contacts (company_id, customer_id, name, title)
select company_id, id, '李雷', 'Purchasing' from app.customers where name = '西湖茶叶有限公司';
insert into app.interactions (company_id, customer_id, kind, summary, promised, happened_at)
select company_id, id, 'call', '问了龙井的价格', 'A sample of oolong', now() from app.customers where name = '西湖茶叶有限公司';

-- The names that are found by somebody, best first.
create function pg_temp.found(wanted text, visibility text default 'company', role text default 'manager') returns text language plpgsql as $$
declare
    names text;
begin
    perform app.enter(
        ours, (select person_id from app.memberships m where m.company_id = ours and m.role = found.role), found.role, visibility
    ) from place;
    set local role clientele_api;
    select string_agg(hit.closeness || ' ' || coalesce(
        (select name from app.customers c where c.company_id = (select ours from place) and c.id = hit.id),
        (select name from app.contacts c where c.company_id = (select ours from place) and c.id = hit.id),
        (select summary from app.interactions i where i.company_id = (select ours from place) and i.id = hit.id), '?'
    ), ', ' order by hit.place) into names
    from (select row_number() over () as place, s.* from app.search(wanted, '{customer,contact,interaction}', 20) as s) as hit;
    reset role;
    return names;
end
$$;

select is(pg_temp.found(wanted), found, wanted || ' finds ' || coalesce(found, 'nothing'))
from (values
    ('王小明', '1 王小明'), ('小明', '1 王小明'), ('王', '1 王小明'), ('wangxiaoming', '1 王小明'), ('wang xiao', '2 王小明'),
    ('xiaom', '2 王小明'), ('wxm', '1 王小明'), ('wangxaoming', '3 王小明'), ('c-1042', '1 王小明'), ('1042', '1 王小明'),
    ('xiaoming@mail.example', '1 王小明'), ('13800001234', '1 王小明'), ('138 0000', '1 王小明'), ('下午', '1 王小明'),
    ('zengguoqiang', '1 曾国强'), ('cengguoqiang', '1 曾国强'), ('zgq', '1 曾国强'),
    ('omer', '1 Michael Ömer Stone'), ('ÖMER', '1 Michael Ömer Stone'), ('stone michael', '1 Michael Ömer Stone'),
    ('micheal', '3 Michael Ömer Stone'), ('mich', '2 Michael Ömer Stone'), ('green te', '2 Michael Ömer Stone'),
    ('茶叶', '1 西湖茶叶有限公司'), ('xihuchaye', '2 西湖茶叶有限公司'), ('李雷', '1 李雷'), ('purchasing', '1 李雷'),
    ('龙井', '1 问了龙井的价格'), ('oolong', '1 问了龙井的价格'), ('longjing', null), ('michael tea sample', null), ('?!', null)
) as expected (wanted, found);
select is(pg_temp.found('李雷 oolong'), null, 'all words are in the same thing');
insert into app.customers (company_id, name, note)
select ours, long.name, long.note from place, (values
    ('Long', repeat('longword', 500)), ('Lang', 'ö ' || repeat('langwort', 400))
) as long (name, note);
select is(pg_temp.found(repeat('longword', 500)), '1 Long', 'a word longer than a term may be counts by its beginning');
select is(pg_temp.found(repeat('langwort', 500)), '1 Lang', 'beside other letters, too');

-- Who sees what
select is(pg_temp.found('zgq', 'own', 'agent'), '1 曾国强', 'an agent finds a customer of their own');
select is(pg_temp.found('wxm', 'own', 'agent'), null, 'and nobody else''s');
select is(pg_temp.found('茶叶 李雷 龙井', 'own', 'agent'), null, 'nor by what hangs on them');
select is(pg_temp.found('李雷', 'own', 'agent'), null, 'a contact of somebody else''s customer is not found');
select is(pg_temp.found('龙井', 'own', 'agent'), null, 'nor what happened with them');
select set_config('app.company_id', '', true) \g /dev/null
select throws_ok($$select app.search('x', '{customer}', 1)$$, '22P02', null, 'outside a company there is nothing to search');

-- The index
select is_empty(
    $$select relname from unnest(array['customers_by_term', 'contacts_by_term', 'interactions_by_term']) as relname
      where not exists (select from pg_class c join pg_am a on a.oid = c.relam where c.relname = relname and a.amname = 'gin')$$,
    'what is searched has an index of terms'
);
select ok(
    app.search_terms(ours, 'Tom', '') <> app.search_terms(theirs, 'Tom', ''), 'two companies have no term in common'
) from place;
select is(
    (select array_agg(right(term, -6) order by term) from unnest(tsvector_to_array(app.search_terms(ours, '王小明', 'C-1', '+86 13'))) as term),
    array['1', '13', '86', '8613', 'c', 'ming', 'wangxiaoming', 'wxm', 'xiaoming', '小明', '明', '王小'],
    'the terms of a name'
) from place;
create function pg_temp.plan(relation text, login text) returns text language plpgsql as $$
declare
    line text;
    lines text := '';
begin
    execute format('set local role %I', login);
    for line in execute format(
        'explain (costs off) select id from app.%s where company_id = %L and %s @@ app.search_query(%2$L, ''wang'', 1)', relation,
        (select ours from place), case relation
            when 'customers' then $t$app.search_terms(company_id, name, coalesce(code, '') || ' ' || coalesce(email, '') || ' ' || coalesce(note, ''), coalesce(phone, ''))$t$
            when 'contacts' then $t$app.search_terms(company_id, name, coalesce(title, '') || ' ' || coalesce(email, ''), coalesce(phone, ''))$t$
            else $t$app.search_terms(company_id, '', summary || ' ' || coalesce(asked_for, '') || ' ' || coalesce(promised, ''))$t$
        end
    ) loop
        lines := lines || line;
    end loop;
    reset role;
    return lines;
end
$$;
grant execute on function app.search_query(uuid, text, integer) to clientele_api;
insert into app.customers (company_id, name) select ours, 'Filler ' || n from place, generate_series(1, 2000) as n;
insert into app.contacts (company_id, customer_id, name) select company_id, id, name from app.customers where name like 'Filler %';
insert into app.interactions (company_id, customer_id, kind, summary, happened_at)
select company_id, id, 'call', name, now() from app.customers where name like 'Filler %';
analyze app.customers, app.contacts, app.interactions;
select app.enter(ours, app.uuid_v7(), 'manager', '') from place \g /dev/null
select matches(pg_temp.plan(relation, 'clientele_search'), 'Index Scan on [a-z_0-9]*(term|search_terms)', relation || ' are searched by their index')
from unnest(array['customers', 'contacts', 'interactions']) as relation;
-- What made app.search necessary: were this one to fail, it would not be.
select doesnt_match(pg_temp.plan(relation, 'clientele_api'), 'Index Scan on [a-z_0-9]*(term|search_terms)', relation || ' are not, under a policy')
from unnest(array['customers', 'contacts', 'interactions']) as relation;

select * from finish();
rollback;

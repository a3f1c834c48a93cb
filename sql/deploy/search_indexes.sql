-- Deploy clientele:search_indexes to pg
-- In no transaction: people go on writing while these are built. What an attempt that failed has left is built again.

set lock_timeout = '500ms';
set role clientele_owner;

drop index concurrently if exists app.customers_by_term;
create index concurrently if not exists customers_by_term on app.customers using gin (
    (app.search_terms(company_id, name, coalesce(code, '') || ' ' || coalesce(email, '') || ' ' || coalesce(note, ''), coalesce(phone, '')))
);
drop index concurrently if exists app.contacts_by_term;
create index concurrently if not exists contacts_by_term on app.contacts using gin (
    (app.search_terms(company_id, name, coalesce(title, '') || ' ' || coalesce(email, ''), coalesce(phone, '')))
);

-- Partition by partition; the index of the whole then takes in those that are there.
begin;
set local lock_timeout = '500ms';
-- squawk-ignore require-concurrent-index-deletion
drop index if exists app.interactions_by_term;
commit;
select format('drop index concurrently if exists app.%I', c.relname || '_by_term')
from pg_catalog.pg_inherits as i join pg_catalog.pg_class as c on c.oid = i.inhrelid
where i.inhparent = 'app.interactions'::regclass \gexec
select format(
    $index$create index concurrently %I on %s using gin (
        (app.search_terms(company_id, '', summary || ' ' || coalesce(asked_for, '') || ' ' || coalesce(promised, '')))
    )$index$, c.relname || '_by_term', c.oid::regclass)
from pg_catalog.pg_inherits as i join pg_catalog.pg_class as c on c.oid = i.inhrelid
where i.inhparent = 'app.interactions'::regclass \gexec
begin;
set local lock_timeout = '500ms';
-- squawk-ignore require-concurrent-index-creation
create index interactions_by_term on app.interactions using gin (
    (app.search_terms(company_id, '', summary || ' ' || coalesce(asked_for, '') || ' ' || coalesce(promised, '')))
);
commit;

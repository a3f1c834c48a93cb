-- Deploy clientele:customers to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

create table app.customers (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    code        text,
    code_key    text collate "C" generated always as (lower(code)) stored,
    kind        text not null default 'person',
    name        text not null,
    name_key    text collate "C" not null generated always as (lower(name)) stored,
    email       text,
    email_key   text generated always as (lower(email)) stored,
    phone       text,
    note        text,
    owner_id    uuid,
    state       text not null default 'active',
    version     bigint not null default 1,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    archived_at timestamptz,
    constraint customers_pk primary key (company_id, id),
    constraint customers_company foreign key (company_id) references app.companies (id),
    constraint customers_owner foreign key (company_id, owner_id) references app.memberships (company_id, person_id),
    constraint customers_code unique (company_id, code),
    constraint customers_code_length check (char_length(code) between 1 and 100),
    constraint customers_kind_known check (kind in ('person', 'organisation')),
    constraint customers_name_length check (char_length(name) between 1 and 200),
    constraint customers_email_length check (char_length(email) between 3 and 254),
    constraint customers_phone_length check (char_length(phone) between 3 and 40),
    constraint customers_note_length check (char_length(note) <= 4000),
    constraint customers_state_known check (state in ('active', 'archived')),
    constraint customers_archived_has_date check ((state = 'archived') = (archived_at is not null))
);
create index customers_by_name on app.customers (company_id, state, name_key, id);
-- Not unique: codes that differ in case only are different customers.
create index customers_by_code_key on app.customers (company_id, code_key);
-- The few whom a scoring must tell from the others.
create index customers_apart on app.customers (company_id) where state = 'archived' or kind = 'organisation';
create index customers_by_owner on app.customers (company_id, owner_id, state, name_key, id);
select app.protect(
    'app.customers',
    $rule$case current_setting('app.visibility') when 'company' then true else
        owner_id = any (current_setting('app.visible_persons')::uuid[]) or id = any (current_setting('app.shared_customers')::uuid[])
    end$rule$,
    $rule$case current_setting('app.visibility') when 'company' then true else
        owner_id = any (current_setting('app.visible_persons')::uuid[]) or id = any (current_setting('app.writable_customers')::uuid[])
    end$rule$
);
create trigger customers_touch before update on app.customers for each row execute function app.touch();
comment on table app.customers is 'Whom a company serves: a person or an organisation. Who does not see the whole company sees the customers of their own, of their team or of the teams below, and those shared with them.';
comment on column app.customers.company_id is 'The company.';
comment on column app.customers.id is 'UUIDv7.';
comment on column app.customers.code is 'The company''s own number of the customer; unique in the company; imports match by it.';
comment on column app.customers.code_key is 'Lower-case code: prefix search.';
comment on column app.customers.kind is 'person or organisation.';
comment on column app.customers.name is 'Name, 1 to 200 characters (Chinese names family-first).';
comment on column app.customers.name_key is 'Lower-case name: the order of lists and prefix search.';
comment on column app.customers.email is 'Mail address as entered.';
comment on column app.customers.email_key is 'Lower-case mail address.';
comment on column app.customers.phone is 'Phone number as entered.';
comment on column app.customers.note is 'Free text.';
comment on column app.customers.owner_id is 'The agent responsible; null while nobody is. History in customer_owners.';
comment on column app.customers.state is 'active or archived.';
comment on column app.customers.version is 'Row version, the source of the ETag.';
comment on column app.customers.created_at is 'When the customer became known.';
comment on column app.customers.updated_at is 'Last change.';
comment on column app.customers.archived_at is 'When the customer was archived; null while active.';
grant select, insert, update on app.customers to clientele_api, clientele_worker;
grant select, insert, update, delete on app.customers to clientele_operator;
grant select on app.customers to clientele_report;

-- For the policies of what hangs on customers: the customers' own policy decides. Called for those only who do not see the
-- whole company; its cost is said to be that of a comparison, so that the plans of the others stay as they are.
create function app.reaches(customer uuid) returns boolean
language plpgsql stable parallel safe cost 1
set search_path = ''
as $$
declare
    company constant uuid := current_setting('app.company_id');
begin
    return exists (
        select from app.customers as c where c.company_id = company and c.id = customer
    );
end
$$;
comment on function app.reaches(uuid) is 'Whether who acts sees this customer.';

create function app.tends(customer uuid) returns boolean
language plpgsql stable parallel safe cost 1
set search_path = ''
as $$
begin
    return customer = any (current_setting('app.writable_customers')::uuid[]) or app.holds(customer);
end
$$;
comment on function app.tends(uuid) is 'Whether who acts may write this customer: their own or shared for writing.';

create function app.holds(customer uuid) returns boolean
language plpgsql stable parallel safe cost 1
set search_path = ''
as $$
declare
    company constant uuid := current_setting('app.company_id');
begin
    return exists (
        select from app.customers as c
        where c.company_id = company and c.id = customer
            and c.owner_id = any (current_setting('app.visible_persons')::uuid[])
    );
end
$$;
comment on function app.holds(uuid) is 'Whether this customer belongs to somebody whose customers who acts sees; not whether it was shared.';
grant execute on function app.reaches(uuid), app.tends(uuid), app.holds(uuid)
    to clientele_api, clientele_worker, clientele_report, clientele_operator;

-- One customer lent to a colleague for a time. Who sees the whole company needs none.
create table app.customer_shares (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    customer_id uuid not null,
    person_id   uuid not null,
    level       text not null,
    reason      text not null,
    shared_by   uuid,
    created_at  timestamptz not null default now(),
    expires_at  timestamptz not null,
    revoked_at  timestamptz,
    constraint customer_shares_pk primary key (company_id, id),
    constraint customer_shares_customer foreign key (company_id, customer_id) references app.customers (company_id, id),
    constraint customer_shares_person foreign key (company_id, person_id) references app.memberships (company_id, person_id),
    constraint customer_shares_by foreign key (company_id, shared_by) references app.memberships (company_id, person_id),
    constraint customer_shares_level_known check (level in ('read', 'write')),
    constraint customer_shares_reason_length check (char_length(reason) between 1 and 200),
    constraint customer_shares_expiry check (expires_at > created_at and expires_at <= created_at + interval '366 days')
);
create index customer_shares_by_person on app.customer_shares (company_id, person_id, expires_at);
create index customer_shares_by_customer on app.customer_shares (company_id, customer_id, id);
select app.protect(
    'app.customer_shares',
    $rule$case current_setting('app.visibility') when 'company' then true else
        person_id = current_setting('app.person_id')::uuid or shared_by = current_setting('app.person_id')::uuid or app.holds(customer_id)
    end$rule$,
    $rule$case current_setting('app.visibility') when 'company' then true else app.holds(customer_id) end$rule$
);
comment on table app.customer_shares is 'Customers that were lent to a colleague: seen by both, for a time, with a reason.';
comment on column app.customer_shares.company_id is 'The company.';
comment on column app.customer_shares.id is 'UUIDv7.';
comment on column app.customer_shares.customer_id is 'The customer.';
comment on column app.customer_shares.person_id is 'With whom it is shared.';
comment on column app.customer_shares.level is 'read or write; neither lets them share it on.';
comment on column app.customer_shares.reason is 'Why, in a word or a sentence.';
comment on column app.customer_shares.shared_by is 'Who shared it; null for an integration.';
comment on column app.customer_shares.created_at is 'Since when.';
comment on column app.customer_shares.expires_at is 'Until when, at most 366 days; the policies compare with the clock.';
comment on column app.customer_shares.revoked_at is 'When it was taken back before; null otherwise.';
grant select, insert, update on app.customer_shares to clientele_api;
grant select, insert, update, delete on app.customer_shares to clientele_operator;
grant select on app.customer_shares to clientele_worker, clientele_report;

-- Asked by app.enter for those who do not see the whole company.
create function app.principals(
    company uuid, person uuid, visibility text, out persons uuid[], out shared uuid[], out writable uuid[]
)
language plpgsql stable
set search_path = ''
as $$
declare
    place uuid;
begin
    select coalesce(array_agg(s.customer_id), '{}'), coalesce(array_agg(s.customer_id) filter (where s.level = 'write'), '{}')
    into shared, writable
    from app.customer_shares as s
    where s.company_id = principals.company and s.person_id = principals.person and s.expires_at > now() and s.revoked_at is null;
    persons := array[person];
    if visibility = 'own' then
        return;
    end if;
    select m.team_id into place from app.memberships as m
    where m.company_id = principals.company and m.person_id = principals.person and m.state = 'active';
    if visibility = 'team' then
        persons := persons || array(
            select m.person_id from app.memberships as m where m.company_id = principals.company and m.team_id = place
        );
    else
        persons := persons || array(
            with recursive below as (
                select t.id from app.teams as t where t.company_id = principals.company and t.id = place
                union
                select t.id from app.teams as t join below as b on t.parent_id = b.id where t.company_id = principals.company
            )
            select m.person_id from app.memberships as m join below as b on b.id = m.team_id
            where m.company_id = principals.company
        );
    end if;
end
$$;
comment on function app.principals(uuid, uuid, text) is
    'Whose customers a person of the entered company sees, and which were shared with them, to read and to write.';
grant execute on function app.principals(uuid, uuid, text) to clientele_api, clientele_worker, clientele_report, clientele_operator;

create table app.customer_owners (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    customer_id uuid not null,
    owner_id    uuid,
    reason      text not null,
    changed_by  uuid,
    since       timestamptz not null default now(),
    constraint customer_owners_pk primary key (company_id, id),
    constraint customer_owners_customer foreign key (company_id, customer_id) references app.customers (company_id, id),
    constraint customer_owners_owner foreign key (company_id, owner_id) references app.memberships (company_id, person_id),
    constraint customer_owners_reason_length check (char_length(reason) between 1 and 200)
);
create index customer_owners_by_customer on app.customer_owners (company_id, customer_id, since desc);
select app.protect_with_customer('app.customer_owners');
comment on table app.customer_owners is 'Who was responsible for a customer, since when and why. Append-only.';
comment on column app.customer_owners.company_id is 'The company.';
comment on column app.customer_owners.id is 'UUIDv7.';
comment on column app.customer_owners.customer_id is 'The customer.';
comment on column app.customer_owners.owner_id is 'The new owner; null when the customer was left without.';
comment on column app.customer_owners.reason is 'Why, in a word or a sentence.';
comment on column app.customer_owners.changed_by is 'The person who decided; null for the worker.';
comment on column app.customer_owners.since is 'From when.';
grant select, insert on app.customer_owners to clientele_api, clientele_worker;
grant select, insert, delete on app.customer_owners to clientele_operator;
grant select on app.customer_owners to clientele_report;

create table app.contacts (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    customer_id uuid not null,
    name        text not null,
    title       text,
    email       text,
    phone       text,
    version     bigint not null default 1,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    constraint contacts_pk primary key (company_id, id),
    constraint contacts_customer foreign key (company_id, customer_id) references app.customers (company_id, id),
    constraint contacts_name_length check (char_length(name) between 1 and 200),
    constraint contacts_title_length check (char_length(title) between 1 and 200),
    constraint contacts_email_length check (char_length(email) between 3 and 254),
    constraint contacts_phone_length check (char_length(phone) between 3 and 40)
);
create index contacts_by_customer on app.contacts (company_id, customer_id, id);
select app.protect_with_customer('app.contacts');
-- A policy's check is for new rows; who may only read a customer takes no contact away either.
create function app.refuse_reader() returns trigger
language plpgsql volatile
set search_path = ''
as $$
begin
    if current_setting('app.visibility', true) <> 'company' and not app.tends(old.customer_id) then
        raise exception 'who may only read a customer takes nothing away' using errcode = 'insufficient_privilege';
    end if;
    return old;
end
$$;
comment on function app.refuse_reader() is 'Row trigger: refuses to delete what hangs on a customer that who acts may not write.';
create trigger contacts_readers before delete on app.contacts for each row execute function app.refuse_reader();
create trigger contacts_touch before update on app.contacts for each row execute function app.touch();
comment on table app.contacts is 'A person at a customer organisation.';
comment on column app.contacts.company_id is 'The company.';
comment on column app.contacts.id is 'UUIDv7.';
comment on column app.contacts.customer_id is 'The customer.';
comment on column app.contacts.name is 'Name, 1 to 200 characters.';
comment on column app.contacts.title is 'Position.';
comment on column app.contacts.email is 'Mail address.';
comment on column app.contacts.phone is 'Phone number.';
comment on column app.contacts.version is 'Row version, the source of the ETag.';
comment on column app.contacts.created_at is 'When the contact became known.';
comment on column app.contacts.updated_at is 'Last change.';
grant select, insert, update, delete on app.contacts to clientele_api, clientele_operator;
grant select on app.contacts to clientele_worker, clientele_report;

commit;

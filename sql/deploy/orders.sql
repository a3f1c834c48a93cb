-- Deploy clientele:orders to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

create table app.orders (
    company_id   uuid not null,
    id           uuid not null default app.uuid_v7(),
    customer_id  uuid not null,
    source       text not null,
    number       text not null,
    ordered_at   timestamptz not null,
    ordered_on   date not null,
    amount_minor bigint not null,
    quantity     integer,
    created_at   timestamptz not null default now(),
    constraint orders_pk primary key (company_id, id),
    constraint orders_customer foreign key (company_id, customer_id) references app.customers (company_id, id),
    constraint orders_number unique (company_id, source, number),
    constraint orders_source_length check (char_length(source) between 1 and 40),
    constraint orders_number_length check (char_length(number) between 1 and 200)
);
-- Scoring reads every order of a company in customer order and nothing else of it.
create index orders_by_customer on app.orders (company_id, customer_id, ordered_on) include (amount_minor);
select app.protect_with_customer('app.orders');
comment on table app.orders is 'A purchase fact from outside. Its natural key makes an import repeatable.';
comment on column app.orders.company_id is 'The company.';
comment on column app.orders.id is 'UUIDv7.';
comment on column app.orders.customer_id is 'Who bought.';
comment on column app.orders.source is 'Where the fact comes from: import, api or a name the importer gives.';
comment on column app.orders.number is 'The order''s number at its source; made from the row''s content where the source has none.';
comment on column app.orders.ordered_at is 'When it was ordered; midnight of the company''s zone where only a day is known.';
comment on column app.orders.ordered_on is 'The day of ordered_at in the company''s time zone; several orders of one day count once as a purchase day.';
comment on column app.orders.amount_minor is 'Amount in minor units of the company''s currency; negative for a refund.';
comment on column app.orders.quantity is 'Pieces, where known.';
comment on column app.orders.created_at is 'When the fact arrived.';
grant select, insert on app.orders to clientele_api, clientele_worker;
grant select, insert, delete on app.orders to clientele_operator;
grant select on app.orders to clientele_report;

-- What has to be condensed again. Whoever inserts orders writes a mark in the same transaction: one row for a batch, not
-- for a customer, because ids are ordered by the time of their making, so the batch is a range of the primary key. A
-- scoring sees an order exactly where it sees its mark; no clock, no lock and no index of its own.
create table app.order_marks (
    company_id  uuid not null,
    id          uuid not null default app.uuid_v7(),
    customer_id uuid,
    first_order uuid,
    last_order  uuid,
    due_on      date not null,
    constraint order_marks_pk primary key (company_id, id),
    constraint order_marks_company foreign key (company_id) references app.companies (id),
    constraint order_marks_names_orders check (
        (customer_id is null) = (first_order is not null and last_order is not null)
    )
);
select app.protect('app.order_marks');
comment on table app.order_marks is 'Orders that came, and customers who came back, since the scoring that has seen them. A scoring deletes what it saw.';
comment on column app.order_marks.company_id is 'The company.';
comment on column app.order_marks.id is 'UUIDv7.';
comment on column app.order_marks.customer_id is 'A customer whose orders all count anew; null where the mark names orders.';
comment on column app.order_marks.first_order is 'Smallest id of a batch of orders; orders of others may lie in the range, which costs time only.';
comment on column app.order_marks.last_order is 'Largest id of the batch.';
comment on column app.order_marks.due_on is 'Latest day of the batch: a scoring of an earlier day leaves the mark, because orders of the batch do not count yet.';
grant select, insert, delete on app.order_marks to clientele_api, clientele_worker, clientele_operator;
grant select on app.order_marks to clientele_report;

commit;

-- Deploy clientele:offers to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- Written anew every night from the lines of two years; what is served for a customer is read off it.
create table app.product_pairs (
    company_id    uuid not null,
    product       text not null,
    offered       text not null,
    together_days integer not null,
    product_days  integer not null,
    offered_days  integer not null,
    all_days      integer not null,
    computed_on   date not null,
    constraint product_pairs_pk primary key (company_id, product, offered),
    constraint product_pairs_company foreign key (company_id) references app.companies (id),
    constraint product_pairs_of_two check (product <> offered),
    constraint product_pairs_counts check (
        together_days between 1 and least(product_days, offered_days) and greatest(product_days, offered_days) <= all_days
    )
);
select app.protect('app.product_pairs');
comment on table app.product_pairs is 'Products that customers buy on one day more often than chance would have it.';
comment on column app.product_pairs.company_id is 'The company.';
comment on column app.product_pairs.product is 'The product that was bought.';
comment on column app.product_pairs.offered is 'The product that goes with it.';
comment on column app.product_pairs.together_days is 'Purchase days (of one customer) with both. Support is its share of all_days, confidence its share of product_days.';
comment on column app.product_pairs.product_days is 'Purchase days with the product.';
comment on column app.product_pairs.offered_days is 'Purchase days with the offered product. Lift is confidence by its share of all_days.';
comment on column app.product_pairs.all_days is 'Purchase days with any line.';
comment on column app.product_pairs.computed_on is 'Orders up to this day count.';
grant select on app.product_pairs to clientele_api;
grant select, insert, delete on app.product_pairs to clientele_worker, clientele_operator;
grant select on app.product_pairs to clientele_report;

commit;

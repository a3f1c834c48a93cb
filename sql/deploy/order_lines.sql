-- Deploy clientele:order_lines to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

create table app.order_lines (
    company_id   uuid not null,
    order_id     uuid not null,
    position     integer not null,
    product      text not null,
    quantity     integer,
    amount_minor bigint,
    constraint order_lines_pk primary key (company_id, order_id, position),
    constraint order_lines_order foreign key (company_id, order_id) references app.orders (company_id, id),
    constraint order_lines_position_range check (position between 1 and 1000),
    constraint order_lines_product_length check (char_length(product) between 1 and 100)
);
-- As the order, whose policy decides.
create function app.reaches_order(purchase uuid, writing boolean) returns boolean
language plpgsql stable parallel safe cost 1
set search_path = ''
as $$
declare
    company constant uuid := current_setting('app.company_id');
begin
    return exists (
        select from app.orders as o
        where o.company_id = company and o.id = purchase
            and (not writing or app.tends(o.customer_id))
    );
end
$$;
comment on function app.reaches_order(uuid, boolean) is 'Whether who acts sees this order, or may write it.';
grant execute on function app.reaches_order(uuid, boolean) to clientele_api, clientele_worker, clientele_report, clientele_operator;
select app.protect(
    'app.order_lines',
    $rule$case current_setting('app.visibility') when 'company' then true else app.reaches_order(order_id, false) end$rule$,
    $rule$case current_setting('app.visibility') when 'company' then true else app.reaches_order(order_id, true) end$rule$
);
comment on table app.order_lines is 'What was bought with an order. An order has no lines where nobody said.';
comment on column app.order_lines.company_id is 'The company.';
comment on column app.order_lines.order_id is 'The order.';
comment on column app.order_lines.position is 'Place among the lines of the order, from 1.';
comment on column app.order_lines.product is 'Code or name of the product, as the source writes it.';
comment on column app.order_lines.quantity is 'Pieces, where known.';
comment on column app.order_lines.amount_minor is 'Amount in minor units of the company''s currency, where known; negative for a refund.';
grant select, insert on app.order_lines to clientele_api, clientele_worker;
grant select, insert, delete on app.order_lines to clientele_operator;
grant select on app.order_lines to clientele_report;

commit;

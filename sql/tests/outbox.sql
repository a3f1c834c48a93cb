-- Events are written with the change itself: by triggers, so that nobody can forget them.
\set ON_ERROR_STOP 1
\set QUIET 1
begin;
\ir support/seed.sql
select no_plan();

create temporary table place on commit drop as select tests.host('heard') as heard, tests.host('unheard') as unheard;
delete from app.webhooks w using place where w.company_id = place.unheard;
delete from app.event_logs l using place where l.company_id = place.unheard;
delete from app.outbox;

-- The types of the events of one company, in order.
create function pg_temp.told(company uuid) returns text[] language sql as $$
    select array_agg(o.type order by o.id) from app.outbox as o where o.company_id = company
$$;

update app.customers as c set name = 'Renamed', owner_id = null
from place where c.company_id in (place.heard, place.unheard) and c.code = '1';
select is(pg_temp.told(heard), array['customer.changed', 'customer.owner_changed'], 'a change with its two meanings') from place;
select is(pg_temp.told(unheard), array['customer.owner_changed'], 'where nobody listens only what the program needs') from place;
select is(
    (select o.data -> 'owner_id' from app.outbox as o join place on o.company_id = place.heard where o.type = 'customer.owner_changed'),
    'null'::jsonb, 'the event says who'
);
delete from app.outbox;

update app.customers as c set version = c.version from place where c.company_id = place.heard;
select is(pg_temp.told(heard), null, 'what changes nothing tells nothing') from place;

insert into app.interactions (company_id, customer_id, kind, summary, happened_at)
select place.heard, c.id, 'call', 'Called', now() from place join app.customers as c on c.company_id = place.heard and c.code = '1';
update app.tasks as t set state = 'done', completed_at = now() from place where t.company_id = place.heard and t.kind = 'churn';
update app.tasks as t set due_on = t.due_on + 1 from place where t.company_id = place.heard and t.state = 'open';
update app.churn_warnings as w set state = 'returned', closed_at = now() from place where w.company_id = place.heard;
select is(
    pg_temp.told(heard), array['interaction.recorded', 'task.completed', 'task.changed', 'churn_warning.closed'],
    'events are in the order of their making'
) from place;
select is(
    (select count(distinct o.subject_id)::int from app.outbox as o join place on o.company_id = place.heard
     where o.type <> 'task.changed'),
    1, 'all about one customer'
);
delete from app.outbox;

savepoint undone;
update app.customers as c set name = 'Never' from place where c.company_id = place.heard;
rollback to savepoint undone;
select is(pg_temp.told(heard), null, 'what is rolled back is not told') from place;

set local app.quiet = 'on';
update app.customers as c set name = 'Restored' from place where c.company_id = place.heard;
set local app.quiet = 'off';
select is(pg_temp.told(heard), null, 'what is restored is not told') from place;

update app.webhooks as w set state = 'disabled', disabled_reason = 'failing', disabled_at = now() from place where w.company_id = place.heard;
select is(pg_temp.told(heard), array['webhook.disabled'], 'that a webhook was given up is told') from place;

-- Who listens to a stream is heard like a webhook, for as long as the log is kept.
delete from app.outbox;
insert into app.event_logs (company_id, kept_until) select unheard, now() + interval '1 hour' from place;
update app.customers as c set name = 'Heard' from place where c.company_id = place.unheard and c.code = '1';
select is(pg_temp.told(unheard), array['customer.changed'], 'a stream is heard') from place;
delete from app.outbox;
update app.event_logs l set kept_until = now() - interval '1 hour' from place where l.company_id = place.unheard;
update app.customers as c set name = 'Unheard' from place where c.company_id = place.unheard and c.code = '1';
select is(pg_temp.told(unheard), null, 'and not any more when its log has ended') from place;

-- The log is kept for months and then dropped.
select app.make_month_partition('app.webhook_deliveries', '2024-03-01'), app.make_month_partition('app.webhook_attempts', '2024-03-01');
select is(app.drop_webhook_log(3), 2, 'old months of the log are dropped');
select is(app.drop_webhook_log(0), 0, 'the months of today stay');

select * from finish();
rollback;

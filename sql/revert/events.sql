-- Revert clientele:events from pg

begin;
set local lock_timeout = '500ms';

create or replace function app.drop_webhook_log(keep_months integer) returns integer
language sql volatile security definer
set search_path = ''
set lock_timeout = '2s'
return app.drop_months(array['app.webhook_deliveries'::regclass, 'app.webhook_attempts'::regclass], keep_months);
comment on function app.drop_webhook_log(integer) is
    'Drops the months of the delivery log older than this many whole ones before the running one; returns how many partitions.';

create or replace function app.tell() returns trigger
language plpgsql volatile
set search_path = ''
as $$
declare
    changed jsonb;
begin
    -- A restored company tells nothing: it happened elsewhere, before.
    if pg_catalog.current_setting('app.quiet', true) = 'on' then
        return null;
    end if;
    if tg_argv[1] = 'heard' and not exists (select from app.webhooks as w where w.company_id = new.company_id) then
        return null;
    end if;
    changed := to_jsonb(new);
    insert into app.outbox (company_id, type, subject_id, data)
    select new.company_id, tg_argv[0], (changed ->> tg_argv[2])::uuid, jsonb_object_agg(name, changed -> name)
    from unnest(tg_argv[3:]) as name;
    return null;
end
$$;

commit;

-- By now nobody calls the function that looked into them.
begin;
set local lock_timeout = '500ms';

drop table app.events;
drop table app.event_logs;

commit;

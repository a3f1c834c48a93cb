-- Deploy clientele:queue to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- Background work that is still to be done. Only live rows, so the table stays small and hot; what has ended moves
-- to app.job_history. No foreign key to the company: it would lock the company's row for every job; the worker
-- drops the jobs of companies that are gone.
create table app.jobs (
    company_id       uuid not null,
    id               uuid not null default app.uuid_v7(),
    kind             text not null,
    version          smallint not null default 1,
    payload          jsonb not null default '{}',
    queue            text not null default 'default',
    priority         smallint not null default 5,
    unique_key       text,
    operation_id     uuid,
    state            text not null default 'ready',
    attempt          smallint not null default 0,
    max_attempts     smallint not null default 12,
    run_at           timestamptz not null default now(),
    created_at       timestamptz not null default now(),
    started_at       timestamptz,
    lease_until      timestamptz,
    worker           uuid,
    cancel_requested boolean not null default false,
    last_error       text,
    constraint jobs_pk primary key (company_id, id),
    constraint jobs_kind_form check (char_length(kind) between 1 and 100),
    constraint jobs_version_positive check (version >= 1),
    constraint jobs_queue_form check (char_length(queue) between 1 and 50),
    constraint jobs_priority_known check (priority between 0 and 9),
    constraint jobs_unique_key_length check (char_length(unique_key) between 1 and 200),
    constraint jobs_state_live check (state in ('ready', 'running')),
    constraint jobs_attempts check (max_attempts >= 1 and attempt between 0 and max_attempts),
    constraint jobs_running_has_lease check (
        (state = 'running') = (worker is not null)
        and (state = 'running') = (lease_until is not null)
        and (state = 'running') <= (started_at is not null and attempt >= 1)
    ),
    constraint jobs_cancel_only_running check (not cancel_requested or state = 'running'),
    constraint jobs_last_error_length check (char_length(last_error) <= 2000)
) with (
    -- Rows live for seconds: collect them before they slow the next claim.
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0.1
);
-- A lane is the ready jobs of one company, kind and priority. Workers hop from lane to lane along this index and
-- claim from the front of one.
create index jobs_ready on app.jobs (company_id, kind, priority, run_at, id) where state = 'ready';
-- Leases by their end: those that are held are counted against the caps, the expired ones are taken back. What has ended
-- long ago lies in front and is not looked at, also while a snapshot keeps vacuum from removing it.
create index jobs_running on app.jobs (company_id, lease_until) where state = 'running';
create unique index jobs_unique on app.jobs (company_id, kind, unique_key) where unique_key is not null;
select app.protect('app.jobs');
create policy discovery on app.jobs as permissive for select to clientele_hosting using (true);
comment on table app.jobs is 'Background work that is still to be done: ready or running.';
comment on column app.jobs.company_id is 'The company.';
comment on column app.jobs.id is 'UUIDv7, kept in the history.';
comment on column app.jobs.kind is 'The declared kind of work, such as insight.score_company.';
comment on column app.jobs.version is 'Version of the shape of the payload.';
comment on column app.jobs.payload is 'What the handler needs to know.';
comment on column app.jobs.queue is 'The queue of the kind; caps may be set by queue.';
comment on column app.jobs.priority is '0 first, 9 last, among the jobs of the company.';
comment on column app.jobs.unique_key is 'At most one live job of this kind and key in the company.';
comment on column app.jobs.operation_id is 'The operation that shows its progress, if somebody watches.';
comment on column app.jobs.state is 'ready or running.';
comment on column app.jobs.attempt is 'How often it was started.';
comment on column app.jobs.max_attempts is 'How often it may be started before it is dead.';
comment on column app.jobs.run_at is 'Not to be started before.';
comment on column app.jobs.created_at is 'When it was enqueued.';
comment on column app.jobs.started_at is 'When the latest attempt began.';
comment on column app.jobs.lease_until is 'Until then the worker has it for itself; renewed while it runs.';
comment on column app.jobs.worker is 'The worker process that holds the lease.';
comment on column app.jobs.cancel_requested is 'Somebody asked to stop it; the worker sees it with its next heartbeat.';
comment on column app.jobs.last_error is 'What went wrong in the latest attempt that failed.';
grant select, insert, update, delete on app.jobs to clientele_api, clientele_worker, clientele_operator;
grant select (company_id, id, kind, queue, priority, state, run_at, started_at, lease_until) on app.jobs to clientele_hosting;

-- What has ended. Partitioned by the month of the id and dropped by retention; a dead job may return to app.jobs.
create table app.job_history (
    company_id   uuid not null,
    id           uuid not null,
    kind         text not null,
    version      smallint not null,
    payload      jsonb not null,
    queue        text not null,
    priority     smallint not null,
    unique_key   text,
    operation_id uuid,
    state        text not null,
    attempt      smallint not null,
    max_attempts smallint not null,
    run_at       timestamptz not null,
    created_at   timestamptz not null,
    started_at   timestamptz,
    finished_at  timestamptz not null default now(),
    worker       uuid,
    last_error   text,
    constraint job_history_pk primary key (company_id, id),
    constraint job_history_state_final check (state in ('done', 'dead', 'cancelled')),
    constraint job_history_done_was_started check (state <> 'done' or (started_at is not null and attempt >= 1)),
    constraint job_history_dead_has_error check (state <> 'dead' or last_error is not null)
) partition by range (id);
create table app.job_history_default partition of app.job_history default;
create index job_history_dead on app.job_history (company_id, id) where state = 'dead';
select app.protect('app.job_history');
select app.protect('app.job_history_default');
select app.make_partitions_ahead();
comment on table app.job_history is 'Jobs that have ended: done, dead or cancelled. Partitioned by month.';
comment on column app.job_history.company_id is 'The company.';
comment on column app.job_history.id is 'Id of the job; its month decides the partition.';
comment on column app.job_history.kind is 'The declared kind of work.';
comment on column app.job_history.version is 'Version of the shape of the payload.';
comment on column app.job_history.payload is 'What the handler needed to know.';
comment on column app.job_history.queue is 'The queue of the kind.';
comment on column app.job_history.priority is '0 first, 9 last.';
comment on column app.job_history.unique_key is 'What made it one of a kind while it was live.';
comment on column app.job_history.operation_id is 'The operation that showed its progress, if any.';
comment on column app.job_history.state is 'done, dead (given up) or cancelled.';
comment on column app.job_history.attempt is 'How often it was started.';
comment on column app.job_history.max_attempts is 'How often it might have been started.';
comment on column app.job_history.run_at is 'Not to be started before.';
comment on column app.job_history.created_at is 'When it was enqueued.';
comment on column app.job_history.started_at is 'When the last attempt began.';
comment on column app.job_history.finished_at is 'When it ended.';
comment on column app.job_history.worker is 'The worker process of the last attempt.';
comment on column app.job_history.last_error is 'What went wrong in the latest attempt that failed; why it was cancelled.';
grant select, insert, delete on app.job_history to clientele_api, clientele_worker, clientele_operator;
grant select on app.job_history to clientele_report;

-- Every claim locks this row first, so leases are counted against the caps by one worker at a time.
create table app.queue_limits (
    company_id  uuid not null,
    max_running integer not null default 64,
    constraint queue_limits_pk primary key (company_id),
    constraint queue_limits_company foreign key (company_id) references app.companies (id),
    constraint queue_limits_max_running check (max_running between 0 and 10000)
);
select app.protect('app.queue_limits');
comment on table app.queue_limits is 'How much of the workers one company may hold; also the lock of its claims.';
comment on column app.queue_limits.company_id is 'The company.';
comment on column app.queue_limits.max_running is 'Jobs of the company that may run at once, over all workers; 0 stops its queue.';
grant select, insert, update, delete on app.queue_limits to clientele_api, clientele_worker, clientele_operator;

-- Work that somebody asked for and can watch.
create table app.operations (
    company_id       uuid not null,
    id               uuid not null default app.uuid_v7(),
    job_id           uuid not null,
    kind             text not null,
    person_id        uuid,
    state            text not null default 'queued',
    done             bigint not null default 0,
    total            bigint,
    result           jsonb,
    problem          text,
    cancel_requested boolean not null default false,
    created_at       timestamptz not null default now(),
    started_at       timestamptz,
    finished_at      timestamptz,
    constraint operations_pk primary key (company_id, id),
    constraint operations_company foreign key (company_id) references app.companies (id),
    constraint operations_state_known check (state in ('queued', 'succeeded', 'failed', 'cancelled')),
    constraint operations_final_has_date check (
        (state <> 'queued') = (finished_at is not null)
    ),
    constraint operations_failed_has_problem check ((state = 'failed') = (problem is not null)),
    constraint operations_progress check (done >= 0 and total >= 0)
);
select app.protect('app.operations');
comment on table app.operations is 'Work that somebody asked for and can watch: what 202 Accepted points at.';
comment on column app.operations.company_id is 'The company.';
comment on column app.operations.id is 'UUIDv7.';
comment on column app.operations.job_id is 'The job that does the work, in app.jobs or app.job_history.';
comment on column app.operations.kind is 'The kind of that job.';
comment on column app.operations.person_id is 'Who asked; null for an integration or the operator.';
comment on column app.operations.state is 'queued (its job waits or runs), succeeded, failed or cancelled.';
comment on column app.operations.done is 'Progress, in units of the kind''s own choosing.';
comment on column app.operations.total is 'How much there is in all, where it is known.';
comment on column app.operations.result is 'What came of it; what is in it is the kind''s own choosing.';
comment on column app.operations.problem is 'Why it failed, in one sentence.';
comment on column app.operations.cancel_requested is 'Somebody asked to stop it.';
comment on column app.operations.created_at is 'When it was asked for.';
comment on column app.operations.started_at is 'When the attempt began that ended it.';
comment on column app.operations.finished_at is 'When it ended.';
grant select, insert, update on app.operations to clientele_api, clientele_worker;
grant select, insert, update, delete on app.operations to clientele_operator;
grant select on app.operations to clientele_report;

-- global: schedules that every company has; a company follows by a row of its own in app.schedules, by its own clock.
create table app.global_schedules (
    name       text not null,
    kind       text not null,
    version    smallint not null default 1,
    payload    jsonb not null default '{}',
    rule       text not null,
    time_zone  text,
    misfire    text not null default 'once',
    paused     boolean not null default false,
    revision   bigint not null default 1,
    created_at timestamptz not null default now(),
    constraint global_schedules_pk primary key (name),
    constraint global_schedules_name_length check (char_length(name) between 1 and 100),
    constraint global_schedules_kind_form check (char_length(kind) between 1 and 100),
    constraint global_schedules_version_positive check (version >= 1),
    constraint global_schedules_rule_length check (char_length(rule) between 9 and 200),
    constraint global_schedules_time_zone_length check (char_length(time_zone) between 1 and 64),
    constraint global_schedules_misfire_known check (misfire in ('skip', 'once', 'all'))
);
comment on table app.global_schedules is 'Schedules that every company has; each follows with a row of its own in app.schedules.';
comment on column app.global_schedules.name is 'What it is called. A company''s own schedule of this name stands in its place.';
comment on column app.global_schedules.kind is 'The kind of the job it starts.';
comment on column app.global_schedules.version is 'Version of the shape of the payload.';
comment on column app.global_schedules.payload is 'Payload of each job.';
comment on column app.global_schedules.rule is 'When it is due: a cron expression, or a rule of working days.';
comment on column app.global_schedules.time_zone is 'IANA time zone of the rule; null follows each company.';
comment on column app.global_schedules.misfire is 'Times that no worker was there for: skip, once (one job for all of them), all.';
comment on column app.global_schedules.paused is 'Whether it rests in every company.';
comment on column app.global_schedules.revision is 'Counts the changes; a company whose row has another one does not start it until it has followed.';
comment on column app.global_schedules.created_at is 'When it was set up.';
grant select on app.global_schedules to clientele_api, clientele_worker, clientele_operator;
grant select, insert, update, delete on app.global_schedules to clientele_hosting;

-- Jobs that come back by the clock of their company.
create table app.schedules (
    company_id uuid not null,
    id         uuid not null default app.uuid_v7(),
    name       text not null,
    kind       text not null,
    version    smallint not null default 1,
    payload    jsonb not null default '{}',
    rule       text not null,
    time_zone  text,
    misfire    text not null default 'once',
    paused     boolean not null default false,
    next_at    timestamptz,
    global_revision bigint,
    created_at timestamptz not null default now(),
    constraint schedules_pk primary key (company_id, id),
    constraint schedules_name unique (company_id, name),
    constraint schedules_company foreign key (company_id) references app.companies (id),
    constraint schedules_name_length check (char_length(name) between 1 and 100),
    constraint schedules_kind_form check (char_length(kind) between 1 and 100),
    constraint schedules_version_positive check (version >= 1),
    constraint schedules_rule_length check (char_length(rule) between 9 and 200),
    constraint schedules_time_zone_length check (char_length(time_zone) between 1 and 64),
    constraint schedules_misfire_known check (misfire in ('skip', 'once', 'all'))
);
create index schedules_due on app.schedules (next_at) where not paused and next_at is not null;
select app.protect('app.schedules');
create policy discovery on app.schedules as permissive for select to clientele_hosting using (true);
comment on table app.schedules is 'Jobs that come back by the clock of their company.';
comment on column app.schedules.company_id is 'The company.';
comment on column app.schedules.id is 'UUIDv7.';
comment on column app.schedules.name is 'What it is called; one of a kind in the company.';
comment on column app.schedules.kind is 'The kind of the job it starts.';
comment on column app.schedules.version is 'Version of the shape of the payload.';
comment on column app.schedules.payload is 'Payload of each job.';
comment on column app.schedules.rule is 'When it is due in local time: a cron expression, or a rule of the company''s working days.';
comment on column app.schedules.time_zone is 'IANA time zone of the rule; null follows the company.';
comment on column app.schedules.misfire is 'Times that no worker was there for: skip, once (one job for all of them), all.';
comment on column app.schedules.paused is 'Whether it rests.';
comment on column app.schedules.next_at is 'When it is due next; null where it never is.';
comment on column app.schedules.global_revision is 'The revision of the global schedule of this name that it follows; null where it is the company''s own.';
comment on column app.schedules.created_at is 'When it was set up.';
grant select, insert, update, delete on app.schedules to clientele_api, clientele_worker, clientele_operator;
grant select (company_id, name, next_at, paused, global_revision) on app.schedules to clientele_hosting;
grant select on app.schedules to clientele_report;

-- Each due time of a schedule becomes a job once, whichever worker comes first. No leader is needed.
create table app.schedule_slots (
    company_id  uuid not null,
    schedule_id uuid not null,
    slot        timestamptz not null,
    job_id      uuid not null,
    constraint schedule_slots_pk primary key (company_id, schedule_id, slot),
    constraint schedule_slots_schedule foreign key (company_id, schedule_id)
        references app.schedules (company_id, id) on delete cascade
);
select app.protect('app.schedule_slots');
comment on table app.schedule_slots is 'Due times of schedules that have become jobs.';
comment on column app.schedule_slots.company_id is 'The company.';
comment on column app.schedule_slots.schedule_id is 'The schedule.';
comment on column app.schedule_slots.slot is 'The instant at which it was due.';
comment on column app.schedule_slots.job_id is 'The job that it became.';
grant select, insert, update, delete on app.schedule_slots to clientele_api, clientele_worker, clientele_operator;

-- The worker makes partitions ahead outside any company, as the hosting role.
grant execute on function app.make_partitions_ahead() to clientele_hosting;

-- For those who are allowed: nobody but the owner may call this itself.
create function app.drop_months(parents regclass[], keep_months integer) returns integer
language plpgsql volatile
set search_path = ''
as $$
declare
    oldest text := to_char(
        date_trunc('month', now() at time zone 'UTC') - make_interval(months => greatest(keep_months, 1)), 'YYYYMM'
    );
    partition regclass;
    dropped integer := 0;
begin
    for partition in
        select c.oid::regclass
        from pg_catalog.pg_inherits as i
        join pg_catalog.pg_class as c on c.oid = i.inhrelid
        where i.inhparent = any (parents) and c.relname like '%\_2%' and right(c.relname, 6) < oldest
        order by c.relname
    loop
        execute format('drop table %s', partition);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;
comment on function app.drop_months(regclass[], integer) is
    'Drops the partitions of these tables older than this many whole months before the running one, but not the month before it; returns how many.';

-- Drops whole months of ended jobs. The worker owns nothing, so this runs as the owner, on this one table, and keeps the
-- running month and the one before whatever it is asked.
create function app.drop_job_history(keep_months integer) returns integer
language sql volatile security definer
set search_path = ''
set lock_timeout = '2s'
return app.drop_months(array['app.job_history'::regclass], keep_months);
comment on function app.drop_job_history(integer) is
    'Drops the partitions of app.job_history older than this many whole months before the running one; returns how many.';
grant execute on function app.drop_job_history(integer) to clientele_hosting, clientele_operator;

-- Enqueue from plain SQL, in the transaction that causes the work and in the company that was entered.
create function app.enqueue(
    kind text,
    payload jsonb default '{}',
    unique_key text default null,
    run_at timestamptz default null,
    queue text default 'default',
    priority integer default 5,
    max_attempts integer default 12,
    version integer default 1
) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
    company uuid := pg_catalog.current_setting('app.company_id')::uuid;
    job uuid;
begin
    -- Twice, because the job in the way may end between the insert and the look at it.
    for attempt in 1..2 loop
        insert into app.jobs (company_id, kind, version, payload, queue, priority, unique_key, max_attempts, run_at)
        values (
            company, enqueue.kind, enqueue.version, enqueue.payload, enqueue.queue, enqueue.priority,
            enqueue.unique_key, enqueue.max_attempts, greatest(enqueue.run_at, now())
        )
        on conflict do nothing
        returning jobs.id into job;
        exit when job is not null;
        select j.id into job
        from app.jobs as j
        where j.company_id = company and j.kind = enqueue.kind and j.unique_key = enqueue.unique_key;
        exit when job is not null;
    end loop;
    return job;
end
$$;
comment on function app.enqueue(text, jsonb, text, timestamptz, text, integer, integer, integer) is
    'Enqueues a job of the entered company and returns its id; of a unique job that is already live, that one''s.';
grant execute on function app.enqueue(text, jsonb, text, timestamptz, text, integer, integer, integer)
    to clientele_api, clientele_worker, clientele_operator;

-- The instant of a local time. A time that the clocks skip becomes the first instant after the gap; of a time that
-- they show twice, the first counts.
create function app.local_instant(local_time timestamp, zone text) returns timestamptz
language sql stable parallel safe
set search_path = ''
return coalesce(
    (
        select min(guess)
        from (
            select (local_time at time zone zone) - make_interval(mins => shift) as guess
            from unnest(array[0, 30, 60, 120]) as shift
        ) as guesses
        where (guess at time zone zone) = local_time
    ),
    (
        select min(instant)
        from generate_series(
            (local_time at time zone zone) - interval '26 hours', (local_time at time zone zone) + interval '26 hours',
            interval '1 minute'
        ) as instant
        where (instant at time zone zone) >= local_time
    )
);
comment on function app.local_instant(timestamp, text) is
    'The instant at which the clocks of a zone show a time: the first of two, or the end of the gap that skips it.';
grant execute on function app.local_instant(timestamp, text) to clientele_api, clientele_worker, clientele_operator;

-- Discovery of work across companies, by the host, without a lock. Hops along the index of the lanes: one probe a lane, however
-- many jobs a lane holds.
create function app.job_lanes(after_company uuid, after_kind text, after_priority smallint, lanes integer)
returns table (company_id uuid, kind text, priority smallint, run_at timestamptz, id uuid)
language sql stable
set search_path = ''
as $$
    with recursive front as (
        (
            select j.company_id, j.kind, j.priority, j.run_at, j.id from app.jobs as j
            where j.state = 'ready' and (j.company_id, j.kind, j.priority) > (after_company, after_kind, after_priority)
            order by j.company_id, j.kind, j.priority, j.run_at, j.id limit 1
        )
        union all
        select further.company_id, further.kind, further.priority, further.run_at, further.id
        from front cross join lateral (
            select j.company_id, j.kind, j.priority, j.run_at, j.id from app.jobs as j
            where j.state = 'ready' and (j.company_id, j.kind, j.priority) > (front.company_id, front.kind, front.priority)
            order by j.company_id, j.kind, j.priority, j.run_at, j.id limit 1
        ) as further
    )
    select front.company_id, front.kind, front.priority, front.run_at, front.id from front limit lanes
$$;
comment on function app.job_lanes(uuid, text, smallint, integer) is
    'The first ready job of each lane (company, kind, priority) behind the given lane, in their order, at most so many.';

-- One probe a lane, however many rows of jobs that were claimed before lie ahead of the marks.
create function app.job_fronts(companies uuid[], kinds text[], priorities smallint[], marks_at timestamptz[], marks uuid[])
returns table (company_id uuid, kind text, priority smallint, run_at timestamptz, id uuid)
language sql stable
set search_path = ''
as $$
    select lane.company_id, lane.kind, lane.priority, front.run_at, front.id
    from unnest(companies, kinds, priorities, marks_at, marks) as lane (company_id, kind, priority, run_at, id)
    cross join lateral (
        select j.run_at, j.id from app.jobs as j
        where j.company_id = lane.company_id and j.kind = lane.kind and j.priority = lane.priority
            and j.state = 'ready' and (j.run_at, j.id) >= (lane.run_at, lane.id)
        order by j.run_at, j.id
        limit 1
    ) as front
$$;
comment on function app.job_fronts(uuid[], text[], smallint[], timestamptz[], uuid[]) is
    'The first ready job of each of these lanes, looked for from its mark on; lanes without one are left out.';
grant execute on function app.job_lanes(uuid, text, smallint, integer),
    app.job_fronts(uuid[], text[], smallint[], timestamptz[], uuid[]) to clientele_hosting;

commit;

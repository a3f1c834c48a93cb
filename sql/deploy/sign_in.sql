-- Deploy clientele:sign_in to pg

begin;
set local lock_timeout = '500ms';
set local role clientele_owner;

-- global: a login belongs to no company. Only hashes, and nobody who acts inside a company sees them.
create table app.passwords (
    person_id  uuid not null,
    hash       text not null,
    version    bigint not null default 1,
    changed_at timestamptz not null default now(),
    constraint passwords_pk primary key (person_id),
    constraint passwords_person foreign key (person_id) references app.persons (id),
    constraint passwords_hash_form check (hash like '$argon2id$%' and char_length(hash) between 60 and 128)
);
comment on table app.passwords is 'What a person''s password is checked against; no row for somebody who never set one.';
comment on column app.passwords.person_id is 'The person.';
comment on column app.passwords.hash is 'Argon2id with its parameters and salt, as a PHC string.';
comment on column app.passwords.version is 'Counts the changes: who signs in while it is changed is refused. A new hash of the same password is none.';
comment on column app.passwords.changed_at is 'When the password was set.';
grant select, insert, update on app.passwords to clientele_hosting;

-- global: a session belongs to a person, who may act in many companies. It lasts half a day; the next one clears it away.
create table app.sessions (
    id           uuid not null default app.uuid_v7(),
    person_id    uuid not null,
    secret_hash  bytea not null,
    created_at   timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at   timestamptz not null,
    ended_at     timestamptz,
    network      text not null,
    user_agent   text not null,
    constraint sessions_pk primary key (id),
    constraint sessions_secret unique (secret_hash),
    constraint sessions_person foreign key (person_id) references app.persons (id),
    constraint sessions_hash_length check (octet_length(secret_hash) = 32),
    constraint sessions_expires_later check (expires_at > created_at),
    constraint sessions_network_length check (char_length(network) <= 50),
    constraint sessions_user_agent_length check (char_length(user_agent) <= 200)
);
create index sessions_by_person on app.sessions (person_id, id);
comment on table app.sessions is 'Browsers that are signed in.';
comment on column app.sessions.id is 'UUIDv7; stays where the secret is exchanged for a new one.';
comment on column app.sessions.person_id is 'Who is signed in.';
comment on column app.sessions.secret_hash is 'SHA-256 of the cookie''s value.';
comment on column app.sessions.created_at is 'When they signed in.';
comment on column app.sessions.last_seen_at is 'When it was last used, to the minute; too long without use ends it.';
comment on column app.sessions.expires_at is 'When it ends, however much it is used.';
comment on column app.sessions.ended_at is 'When it was ended before that; null while it was not.';
comment on column app.sessions.network is 'Network that they signed in from: 203.0.113.0/24.';
comment on column app.sessions.user_agent is 'What the browser called itself, at most 200 characters.';
grant select, insert, update, delete on app.sessions to clientele_hosting;

-- global: signing in comes before any company. The first request of a session in a company is an event of that company.
create table app.sign_ins (
    id         uuid not null default app.uuid_v7(),
    person_id  uuid not null,
    at         timestamptz not null default now(),
    deed       text not null,
    session_id uuid,
    network    text not null,
    user_agent text not null,
    constraint sign_ins_pk primary key (id),
    constraint sign_ins_person foreign key (person_id) references app.persons (id),
    constraint sign_ins_deed_known check (deed in (
        'signed_in', 'refused', 'signed_out', 'session_ended', 'session_rotated', 'password_changed',
        'invited', 'invitation_accepted', 'reset_issued', 'password_reset', 'factor_enrolled', 'factor_removed',
        'signed_on', 'provider_linked', 'provider_unlinked'
    )),
    constraint sign_ins_network_length check (char_length(network) <= 50),
    constraint sign_ins_user_agent_length check (char_length(user_agent) <= 200)
);
create index sign_ins_by_person on app.sign_ins (person_id, id);
comment on table app.sign_ins is 'Who proved who they are, when and from where, and who failed to: append-only, kept for 400 days.';
comment on column app.sign_ins.id is 'UUIDv7.';
comment on column app.sign_ins.person_id is 'Whose login it is.';
comment on column app.sign_ins.at is 'When it happened.';
comment on column app.sign_ins.deed is 'signed_in, refused, signed_out, session_ended, session_rotated, password_changed, invited, invitation_accepted, reset_issued, password_reset, factor_enrolled, factor_removed, signed_on, provider_linked or provider_unlinked.';
comment on column app.sign_ins.session_id is 'The session that it began, ended or came from; null for none.';
comment on column app.sign_ins.network is 'Network that it came from: 203.0.113.0/24; empty for the command line.';
comment on column app.sign_ins.user_agent is 'What the browser called itself, at most 200 characters.';
grant select, insert on app.sign_ins to clientele_hosting;

-- Nobody may delete what happened but this, which knows for how long it is kept.
create function app.forget_sign_ins(most integer) returns integer
language plpgsql volatile security definer
set search_path = ''
as $$
declare
    gone integer;
begin
    delete from app.sign_ins where id in (
        select s.id from app.sign_ins s where s.id < app.uuid_v7_floor(now() - interval '400 days')
        order by s.id limit most
    );
    get diagnostics gone = row_count;
    return gone;
end
$$;
comment on function app.forget_sign_ins(integer) is
    'Deletes what happened to logins more than 400 days ago, the oldest first, at most this many; returns how many.';
grant execute on function app.forget_sign_ins(integer) to clientele_hosting;

commit;

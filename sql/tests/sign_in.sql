-- Logins: hashes that nobody inside a company sees, and a record to which one can only add.
\set ON_ERROR_STOP 1
\set QUIET 1
begin;
\ir support/seed.sql
select plan(15);

create temporary table someone (id uuid) on commit drop;
with made as (insert into app.persons (name, email) values ('Someone', 'someone@logins.example') returning id)
insert into someone select id from made;
grant select on someone to clientele_hosting;

select is_empty(
    $$select r.name, t.name from unnest(array['clientele_api', 'clientele_worker', 'clientele_report', 'clientele_operator']) r (name)
      cross join unnest(array[
          'app.passwords', 'app.sessions', 'app.sign_ins', 'app.login_links', 'app.reset_requests', 'app.second_factors',
          'app.recovery_codes', 'app.access_tokens', 'app.identity_providers', 'app.provider_links'
      ]) t (name)
      where has_any_column_privilege(r.name, t.name, 'select, insert, update, references')$$,
    'who acts inside a company sees no login'
);

set local role clientele_hosting;
select lives_ok(
    $$insert into app.sign_ins (person_id, deed, network, user_agent) select id, 'refused', '', '' from someone$$, 'a deed is noted'
);
select throws_ok('update app.sign_ins set deed = ''signed_in''', '42501', null, 'and not rewritten');
select throws_ok('delete from app.sign_ins', '42501', null, 'and not deleted');
insert into app.sign_ins (id, person_id, deed, network, user_agent)
select app.uuid_v7_floor(now() - make_interval(days => days)), id, 'signed_in', '', ''
from someone, unnest(array[399, 401, 402]) as days;
select is(app.forget_sign_ins(1), 1, 'after 400 days a deed is forgotten, no more at once than was said');
select is(app.forget_sign_ins(10), 1, 'the others, too');
select is(app.forget_sign_ins(10), 0, 'and what is younger stays');
select throws_ok(
    $$insert into app.passwords (person_id, hash) select id, 'a password as it was typed, of more than sixty characters, as it happens' from someone$$,
    '23514', null, 'no password is kept that is no hash'
);
select throws_ok(
    $$insert into app.sessions (person_id, secret_hash, expires_at, network, user_agent)
      select id, 'the secret itself', now() + interval '1 hour', '', '' from someone$$,
    '23514', null, 'no secret is kept that is no hash'
);
select throws_ok(
    $$insert into app.sessions (person_id, secret_hash, expires_at, network, user_agent)
      select id, sha256('x'), now(), '', '' from someone$$,
    '23514', null, 'a session ends after it began'
);
select throws_ok(
    $$insert into app.access_tokens (secret_hash, key_id, expires_at) values (sha256('x'), app.uuid_v7(), now() + interval '1 day')$$,
    '23514', null, 'an access token is short-lived'
);
select throws_ok(
    $$insert into app.identity_providers (agency_id, issuer, client_id, sealed_secret, email_domain, allow_passwords)
      values (app.uuid_v7(), 'https://id.example/?x', 'clientele', sha256('x'), 'id.example', true)$$,
    '23514', null, 'a provider has an address without a query'
);
select throws_ok(
    $$insert into app.identity_providers (agency_id, issuer, client_id, sealed_secret, email_domain, allow_passwords)
      values (app.uuid_v7(), 'https://id.example', 'clientele', sha256('x'), 'ID.example', true)$$,
    '23514', null, 'and a domain in lower case'
);
select throws_ok('update app.provider_links set subject = ''x''', '42501', null, 'whom it means is never changed');
select throws_ok('update app.access_tokens set expires_at = now()', '42501', null, 'and is never changed');
reset role;

select * from finish();
rollback;

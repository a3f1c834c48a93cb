-- Revert clientele:search from pg

begin;
set local lock_timeout = '500ms';

drop function app.search(text, text[], integer);
drop policy search on app.customers;
drop policy search on app.contacts;
drop policy search on app.interactions;
revoke select on app.customers, app.contacts, app.interactions from clientele_search;
revoke select (company_id, id, owner_id, name, code, email, phone, note, state) on app.customers from clientele_search;
revoke select (company_id, id, customer_id, name, title, email, phone) on app.contacts from clientele_search;
revoke select (company_id, id, customer_id, summary, asked_for, promised) on app.interactions from clientele_search;
drop function app.search_query(uuid, text, integer);
drop function app.search_neighbours(text);
drop function app.search_terms(uuid, text, text, text);
drop function app.sound_terms(text, text);
drop function app.plain_terms(text, text);
drop function app.search_words(text);
drop function app.surname_reading(text);
drop function app.pinyin(text);

commit;

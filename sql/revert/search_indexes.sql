-- Revert clientele:search_indexes from pg

set lock_timeout = '500ms';

drop index concurrently if exists app.customers_by_term;
drop index concurrently if exists app.contacts_by_term;
drop index if exists app.interactions_by_term;

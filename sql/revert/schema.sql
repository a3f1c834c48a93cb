-- Revert clientele:schema from pg

begin;
set local lock_timeout = '500ms';

alter default privileges for role clientele_owner grant execute on functions to public;
drop function app.touch();
drop function app.make_partitions_ahead();
drop function app.protect_by(regclass, text, text);
drop function app.make_month_partition(regclass, date);
drop function app.protect(regclass, text, text);
drop function app.protect_with_customer(regclass, text, text);
drop function app.enter(uuid, uuid, text, text, text, text);
drop function app.uuid_v7_floor(timestamptz);
drop function app.uuid_v7();
drop function app.schema_version();
drop schema app;

commit;

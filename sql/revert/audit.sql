-- Revert clientele:audit from pg

begin;
set local lock_timeout = '500ms';

do $$
declare
    t record;
begin
    for t in
        select tgrelid::regclass as relation, tgname from pg_catalog.pg_trigger
        where not tgisinternal and tgparentid = 0
            and tgfoid in ('app.audit_changes()'::regprocedure, 'app.audit_key()'::regprocedure)
    loop
        execute format('drop trigger %I on %s', t.tgname, t.relation);
    end loop;
end
$$;
drop function app.audit_faults();
drop function app.audit_seal();
drop function app.audit_chain(bytea, bigint, integer, bytea);
drop function app.audit_key();
drop function app.audit(regclass, text, text, text);
drop function app.audit_changes();
drop function app.audit_note(uuid, text, text, text, jsonb, jsonb);
drop function app.audit_hash(uuid, timestamptz, uuid, uuid, uuid, text, text, text, text, jsonb, jsonb);
drop table app.audit_heads;
drop table app.audit_seals;
drop table app.audit_events;

commit;

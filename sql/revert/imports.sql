-- Revert clientele:imports from pg

begin;
set local lock_timeout = '500ms';

drop trigger operations_imports on app.operations;
drop function app.follow_operation();
drop table app.import_chunks;
drop table app.import_rejects;
drop table app.imports;

commit;

-- Revert clientele:imports from pg

begin;
set local lock_timeout = '2s';

drop table app.import_chunks;
drop table app.import_rejects;
drop table app.imports;

commit;

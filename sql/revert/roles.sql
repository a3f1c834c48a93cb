-- Revert clientele:roles from pg
-- Other databases of this cluster may use the roles: they lose their rights here and stay.

begin;
set local lock_timeout = '500ms';

do $$
begin
    execute format(
        'revoke all on database %I from clientele_owner, clientele_deploy, clientele_api, clientele_worker, '
        'clientele_hosting, clientele_report, clientele_operator',
        current_database()
    );
    execute format('grant connect, temporary on database %I to public', current_database());
end
$$;

commit;

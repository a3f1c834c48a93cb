import Postgres

extension HostingTransaction {
    /// Examines the server by its catalogue alone; changes nothing and reads no company's rows.
    public func diagnosis() async throws -> Diagnosis {
        Diagnosis(
            server: try await server(),
            roles: try await all(Diagnosis.roleQuery, Diagnosis.Role.init(row:)),
            tables: try await all(Diagnosis.tableQuery, Diagnosis.Table.init(row:)),
            excessGrants: try await all(Diagnosis.grantQuery, Diagnosis.Grant.init(row:)),
            horizon: try await one(Diagnosis.horizonQuery, Diagnosis.Horizon.init(row:))
        )
    }

    /// In two steps: a statement that names our schema cannot even be parsed where there is none.
    private func server() async throws -> Diagnosis.Server {
        let isDeployed = try await one("select to_regprocedure('app.schema_version()') is not null as answer") {
            try $0.get("answer", as: Bool.self)
        }
        let schema: SQL = isDeployed ? "app.schema_version()" : "null::text"
        return try await one(
            """
            select current_setting('server_version_num')::int as version, \(schema) as schema,
                extract(epoch from clock_timestamp())::float8 as clock
            """,
            Diagnosis.Server.init(row:)
        )
    }
}

extension Diagnosis {
    fileprivate static let roleQuery: SQL = """
        select wanted.name, r.oid is not null as found, coalesce(r.rolcanlogin, false) as logs_in,
            array_remove(array[
                case when r.rolsuper then 'superuser' end, case when r.rolbypassrls then 'bypassrls' end,
                case when r.rolcreatedb then 'createdb' end, case when r.rolcreaterole then 'createrole' end,
                case when r.rolreplication then 'replication' end
            ], null) as powers,
            coalesce(s.setconfig, '{}') as settings
        from unnest(array[
            'clientele_owner', 'clientele_deploy', 'clientele_api', 'clientele_worker', 'clientele_hosting',
            'clientele_search', 'clientele_report', 'clientele_operator'
        ]) with ordinality as wanted (name, place)
        left join pg_catalog.pg_roles r on r.rolname = wanted.name
        left join pg_catalog.pg_db_role_setting s on s.setrole = r.oid and s.setdatabase = 0
        order by wanted.place
        """

    // Company tables are those that carry company_id. A role that has a privilege on one and no policy sees nothing;
    // with two policies it sees what either allows.
    fileprivate static let tableQuery: SQL = """
        select c.oid::regclass::text as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
            array(
                select r.rolname::text
                from pg_catalog.pg_roles r
                where r.rolname in (
                        'clientele_api', 'clientele_worker', 'clientele_hosting', 'clientele_report',
                        'clientele_operator'
                    )
                    and (
                        has_table_privilege(r.oid, c.oid, 'select, insert, update, delete')
                        or has_any_column_privilege(r.oid, c.oid, 'select')
                    )
                    and 1 <> (
                        select count(*) from pg_catalog.pg_policy p where p.polrelid = c.oid and r.oid = any (p.polroles)
                    )
                order by r.rolname
            ) as unguarded,
            array(
                select p.polname::text
                from pg_catalog.pg_policy p
                where p.polrelid = c.oid
                    and p.polroles <> array[to_regrole('clientele_hosting')::oid]
                    and p.polroles <> array[to_regrole('clientele_search')::oid]
                    and pg_get_expr(p.polqual, p.polrelid)
                        !~ '^\\(*company_id = \\(current_setting\\(''app\\.company_id''::text\\)\\)::uuid\\)'
                order by p.polname
            ) as companyless
        from pg_catalog.pg_class c
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
        where c.relnamespace = to_regnamespace('app') and c.relkind in ('r', 'p')
        order by 1
        """

    fileprivate static let grantQuery: SQL = """
        select coalesce(nullif(a.grantee, 0)::regrole::text, 'public') as grantee, lower(a.privilege_type) as privilege,
            'table ' || c.oid::regclass as object
        from pg_catalog.pg_class c, aclexplode(c.relacl) a
        where c.relnamespace = to_regnamespace('app') and a.grantee <> c.relowner
            and (a.grantee = 0 or c.relispartition or a.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER'))
        union all
        select coalesce(nullif(a.grantee, 0)::regrole::text, 'public'), 'execute', 'function ' || p.oid::regprocedure
        from pg_catalog.pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where p.pronamespace = to_regnamespace('app') and a.grantee = 0
        union all
        select coalesce(nullif(a.grantee, 0)::regrole::text, 'public'), lower(a.privilege_type), 'schema ' || n.nspname
        from pg_catalog.pg_namespace n, aclexplode(n.nspacl) a
        where n.nspname = 'app' and a.grantee <> n.nspowner and (a.grantee = 0 or a.privilege_type = 'CREATE')
        union all
        select r.rolname::text, 'temporary', 'database ' || quote_ident(current_database())
        from pg_catalog.pg_roles r
        where r.rolname in ('clientele_api', 'clientele_worker', 'clientele_hosting', 'clientele_operator')
            and has_database_privilege(r.oid, current_database(), 'temporary')
        order by 3, 1, 2
        """

    fileprivate static let horizonQuery: SQL = """
        select coalesce(extract(epoch from now() - min(s.xact_start)), 0)::float8 as oldest,
            coalesce(max(age(s.backend_xmin)), 0)::int as age,
            count(*) filter (where s.backend_type is null and s.datid is not null)::int as hidden
        from pg_catalog.pg_stat_activity s
        where s.pid <> pg_backend_pid()
        """
}

extension Diagnosis.Server {
    fileprivate init(row: Row) throws {
        self.init(
            version: try row.get("version"),
            schemaVersion: try row.get("schema"),
            clock: try row.get("clock")
        )
    }
}

extension Diagnosis.Role {
    fileprivate init(row: Row) throws {
        self.init(
            name: try row.get("name"),
            exists: try row.get("found"),
            logsIn: try row.get("logs_in"),
            excessPowers: try row.get("powers"),
            settings: try row.get("settings")
        )
    }
}

extension Diagnosis.Table {
    fileprivate init(row: Row) throws {
        self.init(
            name: try row.get("name"),
            isEnabled: try row.get("enabled"),
            isForced: try row.get("forced"),
            rolesWithoutOnePolicy: try row.get("unguarded"),
            policiesWithoutCompany: try row.get("companyless")
        )
    }
}

extension Diagnosis.Grant {
    fileprivate init(row: Row) throws {
        self.init(
            grantee: try row.get("grantee"),
            privilege: try row.get("privilege"),
            object: try row.get("object")
        )
    }
}

extension Diagnosis.Horizon {
    fileprivate init(row: Row) throws {
        self.init(
            oldestTransaction: try row.get("oldest"),
            age: try row.get("age"),
            hiddenSessions: try row.get("hidden")
        )
    }
}

/// What the catalogue and the statistics of the server say about an installation; read by `clientele doctor`.
public struct Diagnosis: Sendable {
    /// The server itself.
    public let server: Server
    /// Every role that there should be; one that is missing has no attributes.
    public let roles: [Role]
    /// Every table and partition that holds rows of companies.
    public let tables: [Table]
    /// Privileges that nobody should have.
    public let excessGrants: [Grant]
    /// The transactions that keep old rows alive.
    public let horizon: Horizon

    /// Facts as they were read.
    public init(
        server: Server,
        roles: [Role],
        tables: [Table],
        excessGrants: [Grant],
        horizon: Horizon
    ) {
        self.server = server
        self.roles = roles
        self.tables = tables
        self.excessGrants = excessGrants
        self.horizon = horizon
    }

    /// Version, schema and clock of the server.
    public struct Server: Sendable {
        /// As `server_version_num`: 150014 is 15.14.
        public let version: Int
        /// What `app.schema_version()` says; nil where there is no schema.
        public let schemaVersion: String?
        /// The server's clock in seconds since 1970.
        public let clock: Double

        /// Facts as they were read.
        public init(
            version: Int,
            schemaVersion: String?,
            clock: Double
        ) {
            self.version = version
            self.schemaVersion = schemaVersion
            self.clock = clock
        }
    }

    /// One role of the installation.
    public struct Role: Sendable {
        /// The name, such as `clientele_api`.
        public let name: String
        /// Whether the role exists.
        public let exists: Bool
        /// Whether it may log in.
        public let logsIn: Bool
        /// Powers that no role of ours has: `superuser`, `bypassrls`, `createdb`, `createrole`, `replication`.
        public let excessPowers: [String]
        /// What `alter role … set` says, as `name=value`.
        public let settings: [String]

        /// Facts as they were read.
        public init(
            name: String,
            exists: Bool,
            logsIn: Bool,
            excessPowers: [String],
            settings: [String]
        ) {
            self.name = name
            self.exists = exists
            self.logsIn = logsIn
            self.excessPowers = excessPowers
            self.settings = settings
        }
    }

    /// The protection of one table or partition.
    public struct Table: Sendable {
        /// With its schema.
        public let name: String
        /// Whether row-level security is enabled.
        public let isEnabled: Bool
        /// Whether it binds the owner too.
        public let isForced: Bool
        /// Roles that have a privilege on the table and not exactly one policy; empty where all is well.
        public let rolesWithoutOnePolicy: [String]
        /// Policies of company roles that do not begin with the comparison of the company.
        public let policiesWithoutCompany: [String]

        /// Facts as they were read.
        public init(
            name: String,
            isEnabled: Bool,
            isForced: Bool,
            rolesWithoutOnePolicy: [String],
            policiesWithoutCompany: [String]
        ) {
            self.name = name
            self.isEnabled = isEnabled
            self.isForced = isForced
            self.rolesWithoutOnePolicy = rolesWithoutOnePolicy
            self.policiesWithoutCompany = policiesWithoutCompany
        }
    }

    /// A privilege on an object.
    public struct Grant: Sendable {
        /// Who has it; `public` for everybody.
        public let grantee: String
        /// What may be done.
        public let privilege: String
        /// What it may be done to, as a `revoke … on` spells it.
        public let object: String

        /// Facts as they were read.
        public init(
            grantee: String,
            privilege: String,
            object: String
        ) {
            self.grantee = grantee
            self.privilege = privilege
            self.object = object
        }
    }

    /// How far back the server has to remember.
    public struct Horizon: Sendable {
        /// Seconds since the oldest open transaction began; zero where there is none.
        public let oldestTransaction: Double
        /// Transactions since the oldest snapshot that is still needed.
        public let age: Int
        /// Sessions whose transactions the asking role may not see.
        public let hiddenSessions: Int

        /// Facts as they were read.
        public init(
            oldestTransaction: Double,
            age: Int,
            hiddenSessions: Int
        ) {
            self.oldestTransaction = oldestTransaction
            self.age = age
            self.hiddenSessions = hiddenSessions
        }
    }
}

import Glibc

/// One setting, declared once: where it comes from, what it means, what it is when nobody says.
public struct Setting: Sendable, Hashable {
    /// The key as swift-configuration writes it, "http.port".
    public let key: String
    /// The environment variable, and the name in a file: the key in capitals with underscores.
    public var environmentName: String { key.map { $0 == "." ? "_" : $0.uppercased() }.joined() }
    /// What it is when nobody says; nil where somebody must.
    public let defaultValue: String?
    /// What a value looks like.
    public let kind: Kind
    /// The unit of a number; empty for none.
    public let unit: String
    /// What it means, one sentence.
    public let meaning: String
    /// Whether the value must never be shown.
    public let isSecret: Bool

    /// What a value looks like.
    public enum Kind: Sendable, Hashable {
        /// Any text that is not empty.
        case text
        /// A text of at least this many characters.
        case secret(atLeast: Int)
        /// A whole number.
        case integer(ClosedRange<Int>)
        /// One of these words.
        case choice([String])
        /// Blocks of addresses in CIDR notation, with commas between them; may be empty.
        case networks
        /// `postgresql://…`, a connection string as libpq reads it.
        case databaseURL
        /// `https://…`; without TLS only on the machine itself.
        case webURL
        /// `someone@example.org`.
        case mailAddress
    }

    init(
        _ key: String,
        _ kind: Kind,
        default defaultValue: String? = nil,
        unit: String = "",
        secret isSecret: Bool = false,
        _ meaning: String
    ) {
        self.key = key
        self.kind = kind
        self.defaultValue = defaultValue
        self.unit = unit
        self.isSecret = isSecret
        self.meaning = meaning
    }

    /// Why a text is no value of this setting; nil where it is one.
    func fault(of value: String) -> String? {
        switch kind {
        case .text: value.isEmpty ? "must not be empty" : nil
        case .secret(let length): value.count < length ? "must have at least \(length) characters" : nil
        case .integer(let range):
            if let number = Int(value), range.contains(number) {
                nil
            } else {
                "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
            }
        case .choice(let words): words.contains(value) ? nil : "must be one of: \(words.joined(separator: ", "))"
        case .networks: value.split(separator: ",").allSatisfy(isBlock) ? nil : "must be blocks such as 10.20.0.0/16"
        case .webURL:
            ["https://", "http://localhost", "http://127.0.0.1"].contains { value.hasPrefix($0) && value != $0 }
                ? nil : "must begin with https://"
        case .mailAddress:
            value.utf8.contains(UInt8(ascii: "@")) && value.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x2C }
                ? nil : "must be one plain address"
        case .databaseURL:
            value.hasPrefix("postgresql://") || value.hasPrefix("postgres://")
                ? nil : "must be a connection string that begins with postgresql://"
        }
    }

    private func isBlock(_ text: Substring) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first.map(String.init), parts.count <= 2 else { return false }
        return [(AF_INET, 32), (AF_INET6, 128)].contains { family, bits in
            var bytes = [UInt8](repeating: 0, count: 16)
            guard inet_pton(family, address, &bytes) == 1 else { return false }
            return parts.count == 1 || Int(parts[1]).map { (0...bits).contains($0) } ?? false
        }
    }
}

extension Setting {
    /// Where the API connects.
    public static let databaseAPIURL = Setting(
        "database.api.url",
        .databaseURL,
        secret: true,
        "Connection string of the role clientele_api"
    )
    /// Where the worker connects.
    public static let databaseWorkerURL = Setting(
        "database.worker.url",
        .databaseURL,
        secret: true,
        "Connection string of the role clientele_worker"
    )
    /// Where hosting connects.
    public static let databaseHostingURL = Setting(
        "database.hosting.url",
        .databaseURL,
        secret: true,
        "Connection string of the role clientele_hosting"
    )
    /// Where the command line connects.
    public static let databaseOperatorURL = Setting(
        "database.operator.url",
        .databaseURL,
        secret: true,
        "Connection string of the role clientele_operator"
    )
    /// Connections of a process.
    public static let databasePoolSize = Setting(
        "database.pool.size",
        .integer(1...200),
        default: "8",
        unit: "connections",
        "Most connections that a process opens for its main role"
    )
    /// Whether statements are kept parsed.
    public static let databasePrepare = Setting(
        "database.prepare",
        .choice(["yes", "no"]),
        default: "yes",
        "Whether each connection keeps its statements parsed; no behind PgBouncer in transaction mode"
    )
    /// Whether short transactions are blocks.
    public static let databaseBlocks = Setting(
        "database.blocks",
        .choice(["yes", "no"]),
        default: "no",
        "Whether transactions of one round trip say begin and commit, too; yes on Citus"
    )
    /// Where the API reads what may be a little old.
    public static let databaseReplicaURL = Setting(
        "database.replica.url",
        .databaseURL,
        secret: true,
        "Connection string of the role clientele_api on a streaming replica, for reads that tolerate lag"
    )
    /// How old what is read on the replica may be.
    public static let databaseReplicaLag = Setting(
        "database.replica.lag",
        .integer(1...3600),
        default: "5",
        unit: "seconds",
        "How old what is read on the replica may be; what would be older is read on the primary"
    )
    /// Address of the API.
    public static let httpHost = Setting(
        "http.host",
        .text,
        default: "127.0.0.1",
        "Address that the API listens on; 0.0.0.0 for every interface"
    )
    /// Port of the API.
    public static let httpPort = Setting("http.port", .integer(1...65_535), default: "8080", "Port of the API")
    /// Who hands on requests.
    public static let httpProxies = Setting(
        "http.proxies",
        .networks,
        "Networks of the proxies in front of the API, whose X-Forwarded-For is believed: 10.20.0.0/16,192.0.2.7"
    )
    /// Port for the API's operators.
    public static let adminPort = Setting(
        "admin.port",
        .integer(1...65_535),
        default: "8081",
        "Port of /livez, /readyz and /metrics of the API process"
    )
    /// Port for the worker's operators.
    public static let workerAdminPort = Setting(
        "worker.admin.port",
        .integer(1...65_535),
        default: "8082",
        "Port of /livez, /readyz and /metrics of the worker process"
    )
    /// Jobs at once.
    public static let workerSlots = Setting(
        "worker.slots",
        .integer(1...500),
        default: "16",
        unit: "jobs",
        "Jobs that a worker process runs at once"
    )
    /// Months of history.
    public static let workerHistoryMonths = Setting(
        "worker.history.months",
        .integer(1...120),
        default: "12",
        unit: "months",
        "Whole months for which ended jobs are kept, besides the running one"
    )
    /// Signs cursors.
    public static let cursorSecret = Setting(
        "cursor.secret",
        .secret(atLeast: 32),
        secret: true,
        "Signs the cursors of lists and the marks of browsers; at least 32 characters, the same for every API process"
    )
    /// Requests of a key.
    public static let quotaKey = Setting(
        "quota.key",
        .integer(1...10_000_000),
        default: "6000",
        unit: "a minute",
        "Requests that one key may make, in each API process"
    )
    /// Requests into a company.
    public static let quotaCompany = Setting(
        "quota.company",
        .integer(1...10_000_000),
        default: "60000",
        unit: "a minute",
        "Requests that may be made into one company by all its keys, in each API process"
    )
    /// Keeps the secrets of webhooks.
    public static let webhookKey = Setting(
        "webhook.key",
        .secret(atLeast: 32),
        secret: true,
        "Encrypts the secrets of webhooks; at least 32 characters, the same for every API and worker process"
    )
    /// Receivers on the premises.
    public static let webhookNetworks = Setting(
        "webhook.networks",
        .networks,
        "Networks besides the public internet that webhooks may be sent to, also without TLS: 10.20.0.0/16,192.0.2.7"
    )
    /// Keeps second factors.
    public static let identityKey = Setting(
        "identity.key",
        .secret(atLeast: 32),
        secret: true,
        "Encrypts the secrets of second factors and of providers of sign-on; at least 32 characters, the same for every API process"
    )
    /// Providers on the premises.
    public static let signOnNetworks = Setting(
        "sign.on.networks",
        .networks,
        "Networks besides the public internet where providers of sign-on may be, also without TLS: 10.20.0.0/16,192.0.2.7"
    )
    /// Where people find the pages.
    public static let publicURL = Setting(
        "public.url",
        .webURL,
        "Address of the pages that links lead to: /invitation and /password-reset, with the secret behind #, and /sign-on; beside them is /v1"
    )
    /// What sends mail.
    public static let mailSendmail = Setting(
        "mail.sendmail",
        .text,
        "Path of a program that takes mail as sendmail does, such as /usr/sbin/sendmail; without it none is sent"
    )
    /// Who sends mail.
    public static let mailFrom = Setting(
        "mail.from",
        .mailAddress,
        "Address that mail comes from"
    )
    /// Least level of the log.
    public static let logLevel = Setting(
        "log.level",
        .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
        default: "info",
        "Least level that is written to the log"
    )
    /// Form of the log.
    public static let logFormat = Setting(
        "log.format",
        .choice(["json", "text"]),
        default: "json",
        "Lines of JSON, or text for reading in a terminal"
    )
    /// Path of a configuration file.
    public static let file = Setting(
        "clientele.config",
        .text,
        "Path of a file with any of these settings, a line NAME=value each; the environment wins over it"
    )

    /// Every setting, in the order of the documentation.
    public static let all: [Setting] = [
        databaseAPIURL, databaseWorkerURL, databaseHostingURL, databaseOperatorURL, databasePoolSize,
        databasePrepare, databaseBlocks, databaseReplicaURL, databaseReplicaLag, httpHost, httpPort, httpProxies,
        adminPort,
        workerAdminPort, workerSlots, workerHistoryMonths, cursorSecret, quotaKey, quotaCompany, webhookKey,
        webhookNetworks, identityKey, signOnNetworks, publicURL, mailSendmail, mailFrom, logLevel, logFormat, file,
    ]
}

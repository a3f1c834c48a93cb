public import FoundationEssentials

/// A browser that is signed in.
public struct Session: Hashable, Sendable {
    /// The id of a session; not secret, and the same after its secret was exchanged.
    public typealias ID = Identifier<Session>

    /// Its id.
    public let id: ID
    /// Who is signed in.
    public let personID: Person.ID
    /// When they signed in.
    public let createdAt: Date
    /// When it was last used, to the minute.
    public let lastSeenAt: Date
    /// When it ends, however much it is used.
    public let expiresAt: Date
    /// Where it began.
    public let origin: SignInOrigin

    /// A session as it is kept.
    public init(
        id: ID,
        personID: Person.ID,
        createdAt: Date,
        lastSeenAt: Date,
        expiresAt: Date,
        origin: SignInOrigin
    ) {
        self.id = id
        self.personID = personID
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.expiresAt = expiresAt
        self.origin = origin
    }

    /// Seconds after which one that is not used ends: half an hour.
    public static let idleLimit = 1_800
    /// Seconds after which every one ends: half a day.
    public static let lifetime = 43_200
    /// Sessions of one person at once; the one that was used the longest ago makes room for another.
    public static let mostOfOnePerson = 20
}

/// From where somebody signs in.
public struct SignInOrigin: Hashable, Sendable {
    /// The network in CIDR notation, "203.0.113.0/24"; empty for the command line.
    public let network: String
    /// What the browser calls itself.
    public let userAgent: String

    /// An origin; what is too long is cut off.
    public init(network: String, userAgent: String) {
        self.network = String(network.prefix(50))
        self.userAgent = String(String.UnicodeScalarView(userAgent.unicodeScalars.prefix(Self.userAgentLength)))
    }

    /// The operator of the installation.
    public static let commandLine = SignInOrigin(network: "", userAgent: "")
    /// Code points of a browser's name that are kept.
    public static let userAgentLength = 200
}

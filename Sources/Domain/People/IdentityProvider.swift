/// Who says who somebody is, for the people of one agency: a provider of OpenID Connect. The operator of the installation
/// sets it, because whoever does says whose addresses it vouches for.
public struct IdentityProvider: Hashable, Sendable {
    /// The agency whose people it is for: those who work for it and for no other.
    public let agency: Agency.ID
    /// The provider's name for itself, an address, letter by letter.
    public let issuer: String
    /// What it calls us.
    public let clientID: String
    /// Whose addresses it vouches for: what stands behind the @, in lower case.
    public let emailDomain: String
    /// Whether its people may sign in with a password as well.
    public let allowsPasswords: Bool

    /// A provider as it is kept, or set: refuses what cannot be one.
    public init(
        agency: Agency.ID,
        issuer: String,
        clientID: String,
        emailDomain: String,
        allowsPasswords: Bool
    ) throws(IdentityProviderError) {
        guard issuer.utf8.count <= Self.longestIssuer, WebURL(issuer) != nil, !issuer.utf8.contains(UInt8(ascii: "?"))
        else { throw .badIssuer }
        guard Self.clientLength.contains(clientID.unicodeScalars.count) else { throw .badClient }
        let domain = emailDomain.lowercased()
        guard domain.utf8.contains(UInt8(ascii: ".")), MailAddress("x@" + domain) != nil,
            domain.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty })
        else { throw .badDomain }
        self.agency = agency
        self.issuer = issuer
        self.clientID = clientID
        self.emailDomain = domain
        self.allowsPasswords = allowsPasswords
    }

    private static let longestIssuer = 500
    private static let clientLength = 1...255
    /// Bytes of a client's secret.
    public static let secretLength = 1...512

    /// Whether it vouches for an address.
    public func vouches(for email: String) -> Bool {
        Self.domain(of: email) == emailDomain
    }

    /// What stands behind the last @ of an address, in lower case.
    public static func domain(of email: String) -> String {
        email.split(separator: "@", omittingEmptySubsequences: false).last.map { $0.lowercased() } ?? ""
    }
}

/// Why a provider was refused.
public enum IdentityProviderError: DomainError {
    /// The issuer is no address of the web, or has a query.
    case badIssuer
    /// The client's id has no characters, or too many.
    case badClient
    /// The client's secret has no bytes, or too many.
    case badSecret
    /// The domain is no name with a dot, in ASCII.
    case badDomain
    /// Another agency's provider vouches for the domain.
    case domainTaken
    /// The installation has no key to keep the secret with, or another than it was kept with.
    case noKey
    /// The agency has none, or nobody vouches for the address.
    case none
    /// What came back answers no sign-on that this browser began, or one of too long ago.
    case unasked

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .badIssuer, .badClient, .badSecret, .badDomain, .none, .unasked: .invalid
        case .domainTaken, .noKey: .conflict
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .badIssuer: "sign_on.bad_issuer"
        case .badClient: "sign_on.bad_client"
        case .badSecret: "sign_on.bad_secret"
        case .badDomain: "sign_on.bad_domain"
        case .domainTaken: "sign_on.domain_taken"
        case .noKey: "sign_on.no_key"
        case .none: "sign_on.no_provider"
        case .unasked: "sign_on.state"
        }
    }

    /// For people.
    public var message: String {
        switch self {
        case .badIssuer: "The issuer is the provider's address, without query and fragment, such as https://id.example."
        case .badClient: "The client's id has 1 to 255 characters."
        case .badSecret: "The client's secret has 1 to 512 bytes."
        case .badDomain: "The domain is what stands behind the @, such as agency.example."
        case .domainTaken: "Another agency's provider vouches for this domain."
        case .noKey: "This installation cannot keep the secret: its operator has to set IDENTITY_KEY, and keep it."
        case .none: "No provider signs in people with this address."
        case .unasked: "This browser began no sign-on that this answers, or too long ago; begin again."
        }
    }
}

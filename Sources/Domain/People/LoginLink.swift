/// A link that lets a person set a password, once.
public enum LoginLink {
    /// What a link is good for; one for the one thing does not do the other.
    public enum Purpose: String, Hashable, Sendable, Codable, CaseIterable {
        /// Sets the first password.
        case invitation
        /// Sets another one.
        case reset

        /// Seconds for which it works: a week to accept an invitation, an hour to reset.
        public var lifetime: Int { self == .invitation ? 604_800 : 3_600 }

        /// The path of the page that it leads to.
        public var path: String { self == .invitation ? "invitation" : "password-reset" }
    }

    /// Who makes it. What a company or an agency made works only while the person works for nobody else: whoever has the
    /// link becomes that person, everywhere.
    public enum Issuer: Hashable, Sendable {
        /// The operator of the installation, or the person who asked for a message.
        case installation
        /// A company.
        case company(Company.ID)
        /// An agency.
        case agency(Agency.ID)
    }

    /// The link to the page below this address. The secret stands behind the number sign, which browsers send to nobody,
    /// so it comes into no log of a server.
    public static func url(_ secret: SecretToken, for purpose: Purpose, below address: String) -> String {
        let base = address.hasSuffix("/") ? String(address.dropLast()) : address
        return "\(base)/\(purpose.path)#\(secret.text)"
    }
}

/// Why a link was refused or not made.
public enum LoginLinkError: DomainError {
    /// There is no such link, it was used, it has expired, or its person works for others as well now.
    case dead
    /// The person has a password already.
    case hasPassword

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .dead: .invalid
        case .hasPassword: .conflict
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .dead: "link.dead"
        case .hasPassword: "invitation.has_password"
        }
    }

    /// For people.
    public var message: String {
        switch self {
        case .dead: "This link does not work any more; ask for another."
        case .hasPassword: "This person has a password already, and can ask for another themselves."
        }
    }
}

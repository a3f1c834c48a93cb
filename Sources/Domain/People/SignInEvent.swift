public import FoundationEssentials

/// Something that happened to a person's login.
public struct SignInEvent: Hashable, Sendable {
    /// The id of such an event.
    public typealias ID = Identifier<SignInEvent>

    /// Its id.
    public let id: ID
    /// What happened.
    public let deed: Deed
    /// When.
    public let at: Date
    /// The session that it began, ended or came from.
    public let session: Session.ID?
    /// From where.
    public let origin: SignInOrigin

    /// An event as it is kept.
    public init(id: ID, deed: Deed, at: Date, session: Session.ID?, origin: SignInOrigin) {
        self.id = id
        self.deed = deed
        self.at = at
        self.session = session
        self.origin = origin
    }

    /// What happened.
    public enum Deed: String, Hashable, Sendable, Codable, CaseIterable {
        /// Somebody signed in.
        case signedIn = "signed_in"
        /// Somebody tried to and could not prove who they are.
        case refused
        /// The person ended the session they were in.
        case signedOut = "signed_out"
        /// The person, or the operator, ended a session from elsewhere.
        case sessionEnded = "session_ended"
        /// A session's secret was exchanged.
        case sessionRotated = "session_rotated"
        /// The password was changed by somebody who knew the old one.
        case passwordChanged = "password_changed"
        /// A link was made with which the first password is set.
        case invited
        /// The first password was set with such a link.
        case invitationAccepted = "invitation_accepted"
        /// A link was made with which another password is set.
        case resetIssued = "reset_issued"
        /// Another password was set with such a link.
        case passwordReset = "password_reset"
        /// Signing in asks for a second factor from now on.
        case factorEnrolled = "factor_enrolled"
        /// Signing in asks for none any more.
        case factorRemoved = "factor_removed"
        /// Somebody signed in by the word of a provider.
        case signedOn = "signed_on"
        /// A provider vouched for the person's address for the first time; from now on it means them.
        case providerLinked = "provider_linked"
        /// The operator took that back.
        case providerUnlinked = "provider_unlinked"
    }
}

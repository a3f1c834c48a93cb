import Domain
import Hummingbird
import NIOCore
import Store

extension DomainErrorKind {
    /// The only place where a kind of refusal becomes a status.
    var status: HTTPResponse.Status {
        switch self {
        case .invalid: .unprocessableContent
        case .notFound: .notFound
        case .forbidden: .forbidden
        case .conflict: .conflict
        case .gone: .gone
        case .stale: .preconditionFailed
        case .preconditionRequired: .preconditionRequired
        case .tooLarge: .contentTooLarge
        case .unavailable: .serviceUnavailable
        }
    }
}

extension Problem {
    /// Any error as a problem. Whatever is not understood is our mistake (500), and says nothing about itself.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as any DomainError: self = Self.of(refusal)
        case is NIOTooManyBytesError: self = .bodyTooLarge
        case is DecodingError: self = .invalid([])
        case is CancellationError: self = .tookTooLong
        default: self = DatabaseFault(error).map(Self.of) ?? Problem(.internalServerError, "internal")
        }
    }

    /// The handler did not answer within its deadline.
    static let tookTooLong = Problem(
        .gatewayTimeout,
        "deadline",
        "It took too long and was stopped; nothing was changed."
    )

    /// A body, other than an upload, over the limit.
    static let bodyTooLarge = Problem(
        .contentTooLarge,
        "body.too_large",
        "A body has at most 2 MiB, 64 KiB where nobody is signed in."
    )

    /// An address of more than 8 KiB.
    static let addressTooLong = Problem(.uriTooLong, "uri.too_long", "An address has at most 8 KiB.")

    /// More than 100 header fields, or more than 32 KiB of them.
    static let headersTooLarge = Problem(
        .requestHeaderFieldsTooLarge,
        "headers.too_large",
        "A request has at most 100 header fields, of 32 KiB together."
    )

    /// What is no HTTP.
    static let malformed = Problem(.badRequest, "http.malformed", "This is not a request of HTTP/1.1.")

    /// A refusal of the domain. Every unknown thing is told with the same words.
    private static func of(_ refusal: any DomainError) -> Problem {
        if refusal.kind == .notFound { return .notFound }
        let problem = Problem(refusal.kind.status, refusal.code, refusal.message)
        return refusal.kind == .unavailable ? problem.with(.retryAfter, "5") : problem
    }

    private static func of(_ fault: DatabaseFault) -> Problem {
        switch fault {
        case .busy: Problem(.serviceUnavailable, "busy", "Too much is going on; try again.").with(.retryAfter, "1")
        case .away, .full:
            Problem(.serviceUnavailable, "database.away", "The database is away; try again.").with(.retryAfter, "5")
        case .deadline, .cancelled: .tookTooLong
        case .readOnly: Problem(.forbidden, "row.read_only", "You may see this, and not change it.")
        // As if the company were not there, which it is not any more.
        case .supportEnded: .notFound
        case .value: Problem(.unprocessableContent, "invalid.value", "A value cannot be stored.")
        }
    }
}

import Domain
import FoundationEssentials
import Hummingbird
import NIOCore

/// How an endpoint of OAuth refuses: RFC 6749, section 5.2. What is no refusal of a request, such as a database that is
/// away, stays a problem as everywhere.
struct OAuthRefusal: Encodable, Sendable {
    let error: Reason
    let errorDescription: String
    private let headers: HTTPFields

    /// The words of the RFC.
    enum Reason: String, Codable, CaseIterable {
        case invalidRequest = "invalid_request"
        case invalidClient = "invalid_client"
        case unauthorizedClient = "unauthorized_client"
        case unsupportedGrantType = "unsupported_grant_type"
        case invalidScope = "invalid_scope"
    }

    private enum CodingKeys: CodingKey {
        case error, errorDescription
    }

    /// The refusal that a problem is; nil where it is something else, or about the address.
    init?(_ problem: Problem) {
        guard [400, 401, 422].contains(problem.status.code),
            !problem.findings.contains(where: { $0.pointer.hasPrefix("/?") })
        else { return nil }
        if let reason = Reason(rawValue: problem.code) {
            error = reason
        } else if problem.findings.contains(where: { $0.pointer == "/grant_type" && $0.code == "choice" }) {
            error = .unsupportedGrantType
        } else {
            error = .invalidRequest
        }
        let places = problem.findings.map { "\($0.pointer.dropFirst()): \($0.code)" }
        errorDescription = places.isEmpty ? problem.detail ?? "" : places.joined(separator: ", ")
        headers = problem.headers
    }

    /// What is thrown for it: 401 where the client did not prove who it is, else 400.
    static func problem(_ reason: Reason, _ detail: String) -> Problem {
        let problem = Problem(reason == .invalidClient ? .unauthorized : .badRequest, reason.rawValue, detail)
        return reason == .invalidClient ? problem.with(.wwwAuthenticate, #"Basic realm="clientele""#) : problem
    }

    /// What is sent for it.
    var response: Response {
        var headers = headers
        headers[.contentType] = "application/json"
        headers[.cacheControl] = "no-store"
        // A refusal is made of texts; writing them cannot fail.
        let body = (try? JSONOutput.bytes(self)) ?? []
        return Response(
            status: error == .invalidClient ? .unauthorized : .badRequest,
            headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: body))
        )
    }
}

extension OAuthRefusal {
    /// Its part of the document.
    static let schema: JSON = [
        "type": "object",
        "description": "RFC 6749, section 5.2",
        "properties": [
            "error": ["type": "string", "enum": .array(Reason.allCases.map { .string($0.rawValue) })],
            "error_description": ["type": "string", "description": "About this occurrence, for people"],
        ],
        "required": ["error", "error_description"],
    ]

    static let described: JSON = [
        "description": "Refused, as OAuth says it",
        "headers": ["X-Request-Id": ["$ref": "#/components/headers/X-Request-Id"]],
        "content": [
            "application/json": [
                "schema": ["$ref": "#/components/schemas/OAuthRefusal"],
                "example": ["error": "invalid_scope", "error_description": "The key has not this scope."],
            ]
        ],
    ]

    /// Scopes that a token may have, with what they are for.
    static let scopes: JSON = .object(
        [.init(name: "read", value: "Whatever is read"), .init(name: "write", value: "Whatever is changed")]
            + Role.integration.permissions.map(\.rawValue).sorted().map {
                .init(name: $0, value: "Operations that need it")
            }
    )
}

import Crypto
import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Store

/// A request that may be repeated: the first answer is stored with its effect and given again for a day.
struct RepeatableRequest: Sendable {
    /// What names it: the bearer, the operation with its path, and the key that the caller chose.
    let name: StoredReply.Name
    /// SHA-256 of the body.
    let bodyHash: [UInt8]

    /// The request as a repeatable one; nil where it has no Idempotency-Key.
    init?(key header: String?, credential: Credential, operation: String, path: String, body: [UInt8]) throws(Problem) {
        guard let header else { return nil }
        let key = Self.unquoted(header.trimmingSpaces())
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem(
                .badRequest,
                "idempotency.key",
                "Idempotency-Key has 1 to 255 visible characters of ASCII, and no space."
            )
        }
        let pathHash = SHA256.hash(data: Array(path.utf8)).prefix(16).map { String($0, radix: 16) }.joined()
        name = StoredReply.Name(bearer: credential.id, operation: "\(operation) \(pathHash)", key: key)
        bodyHash = Array(SHA256.hash(data: body))
    }

    /// The header's value may be a quoted string of RFC 8941.
    private static func unquoted(_ text: String) -> String {
        text.count > 2 && text.first == "\"" && text.last == "\"" ? String(text.dropFirst().dropLast()) : text
    }

    /// The stored answer of an earlier, equal request; throws where that was refused, or the body was another.
    func replay(of stored: StoredReply?) throws(Problem) -> Answer? {
        guard let stored else { return nil }
        guard stored.bodyHash == bodyHash else {
            throw Problem(
                .unprocessableContent,
                "idempotency.other_body",
                "This Idempotency-Key came with another body."
            )
        }
        return try Self.replay(of: stored)
    }

    /// The stored answer, whatever the body was.
    static func replay(of stored: StoredReply) throws(Problem) -> Answer {
        let status = HTTPResponse.Status(code: stored.status)
        if stored.status >= 400 { throw Refused.problem(status, stored.body).with(.idempotencyReplayed, "true") }
        return Answer(
            status: status,
            body: stored.body.isEmpty ? nil : stored.body,
            version: stored.version,
            location: stored.location,
            isReplayed: true
        )
    }

    /// The answer in the form that is stored. One that shows a secret is not kept: a repetition is told so.
    func stored(_ answer: Answer, of endpoint: Endpoint) throws -> StoredReply {
        if endpoint.output?.isShownOnce == true {
            let body = try JSONOutput.bytes(
                Refused(code: "idempotency.shown_once", detail: "This was done already; its answer was shown once.")
            )
            return StoredReply(bodyHash: bodyHash, status: 409, version: nil, location: nil, body: body)
        }
        return StoredReply(
            bodyHash: bodyHash,
            status: answer.status.code,
            version: answer.version,
            location: answer.location,
            body: answer.body ?? []
        )
    }

    /// A refusal of the domain in the form that is stored; nil for what another try may mend.
    func stored(_ refusal: any DomainError) throws -> StoredReply? {
        guard refusal.kind != .unavailable else { return nil }
        let problem = Problem(refusal)
        let body = try JSONOutput.bytes(Refused(code: problem.code, detail: problem.detail))
        return StoredReply(bodyHash: bodyHash, status: problem.status.code, version: nil, location: nil, body: body)
    }

    /// What is kept of a refusal.
    private struct Refused: Codable {
        let code: String
        let detail: String?

        static func problem(_ status: HTTPResponse.Status, _ body: [UInt8]) -> Problem {
            do {
                let refused = try JSONInputDecoder.decode(Self.self, from: JSONParser.parse(body))
                return Problem(status, refused.code, refused.detail)
            } catch {
                return Problem(status, "refused")
            }
        }
    }

    /// The same request is being worked on at this moment.
    static let inFlight = Problem(.conflict, "idempotency.in_flight", "The same request is still being worked on.")
        .with(.retryAfter, "1")
}

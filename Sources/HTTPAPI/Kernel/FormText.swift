import HTTPTypes
import NIOCore

/// The text of a form: `grant_type=client_credentials&scope=customers%3Aread`, as programs send it to a token endpoint.
enum FormText {
    static let mediaType = "application/x-www-form-urlencoded"

    /// The parameters that are declared, as an object of texts. What nobody declared is ignored and what is empty counts as
    /// left out (RFC 6749, section 3.2); a parameter that comes twice is refused.
    static func value(_ buffer: ByteBuffer, _ schema: JSON) throws(Problem) -> JSON {
        guard let text = String(validating: buffer.readableBytesView, as: UTF8.self) else { throw malformed }
        let declared = Set(schema["properties"]?.members.map(\.name) ?? [])
        var members: [JSON.Member] = []
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Query.decoded(parts[0]), let value = Query.decoded(parts.count == 2 ? parts[1] : "") else {
                throw malformed
            }
            guard declared.contains(name) else { continue }
            guard !members.contains(where: { $0.name == name }) else {
                throw Problem(.badRequest, "form.repeated", "A parameter comes once.")
            }
            members.append(.init(name: name, value: .string(value)))
        }
        return .object(members.filter { $0.value != "" })
    }

    /// The JSON Schema of a form: other parameters are ignored, and none is null.
    static func schema<In: Described>(of type: In.Type) -> JSON {
        let described = In.schema
        return .object(described.members.filter { $0.name != "additionalProperties" })
    }

    private static let malformed = Problem(.badRequest, "form.malformed", "The body is not percent-encoded UTF-8.")
}

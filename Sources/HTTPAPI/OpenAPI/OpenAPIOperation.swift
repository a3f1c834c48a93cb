import Domain
import Hummingbird

/// One operation's part of the document.
struct OpenAPIOperation {
    let endpoint: Endpoint

    var json: JSON {
        var members: [JSON.Member] = [
            .init(name: "operationId", value: .string(endpoint.id)),
            .init(name: "summary", value: .string(endpoint.summary)),
            .init(name: "description", value: .string(description)),
            .init(name: "tags", value: [.string(endpoint.room)]),
        ]
        if endpoint.root.isOpen {
            members.append(.init(name: "security", value: []))
        } else {
            members.append(.init(name: "x-permission", value: .string(endpoint.permission.rawValue)))
            members.append(.init(name: "x-roles", value: .array(endpoint.roles.map { .string($0) })))
        }
        let parameters = pathParameters + queryParameters + headerParameters
        if !parameters.isEmpty { members.append(.init(name: "parameters", value: .array(parameters))) }
        if let input = endpoint.input { members.append(.init(name: "requestBody", value: Self.requestBody(input))) }
        members.append(.init(name: "responses", value: .object(successes + problems)))
        return .object(members)
    }

    private var description: String {
        endpoint.speaksOAuth
            ? "For programs that show a key: by HTTP Basic, or as client_id and client_secret in the body."
            : endpoint.root.isOpen
                ? "For anybody; nobody needs to be signed in."
                : "Needs \(endpoint.permission.rawValue), which these have: \(endpoint.roles.joined(separator: ", "))."
                    + (endpoint.isNoted ? " Who reads it is noted in the audit." : "")
    }

    private var pathParameters: [JSON] {
        endpoint.fullPath.split(separator: "/").filter { $0.hasPrefix(":") }.map { part in
            [
                "name": .string(String(part.dropFirst())), "in": "path", "required": true,
                "schema": .object(Schemas.uuid),
            ]
        }
    }

    private var queryParameters: [JSON] {
        endpoint.filters.map { filter in
            [
                "name": .string(filter.name), "in": "query", "required": .bool(filter.isRequired),
                "description": .string(filter.description), "schema": filter.schema,
            ]
        }
    }

    private var headerParameters: [JSON] {
        var headers: [JSON] = []
        if endpoint.isContested {
            headers.append([
                "name": "If-Match", "in": "header", "required": true, "description": "The ETag that was read",
                "schema": ["type": "string"], "example": "\"1\"",
            ])
        }
        if endpoint.takesIdempotencyKey {
            headers.append([
                "name": "Idempotency-Key", "in": "header", "required": .bool(endpoint.needsIdempotencyKey),
                "description": "Repeating the request with the same key gives the first answer again, for 24 hours",
                "schema": ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"],
                "example": "order-2026-11-22-0001",
            ])
        }
        if endpoint.isStream {
            headers.append([
                "name": "Last-Event-ID", "in": "header", "required": false,
                "description": "The id of the last event that was read: goes on behind it",
                "schema": ["type": "string", "pattern": "^([0-9]{1,18}-[0-9]{1,18})?$"], "example": "1842-1795334400",
            ])
        }
        if endpoint.output?.hasVersion == true, endpoint.method == .get {
            headers.append([
                "name": "If-None-Match", "in": "header", "required": false,
                "description": "Answers 304 where this is still the ETag", "schema": ["type": "string"],
            ])
        }
        return headers
    }

    private static func requestBody(_ input: Endpoint.Input) -> JSON {
        let content = input.mediaTypes.map { type in
            // Bytes have no type, only a form (OpenAPI 3.1, "Considerations for File Uploads").
            let schema: JSON =
                input.name.isEmpty
                ? ["contentMediaType": .string(type)] : ["$ref": .string("#/components/schemas/\(input.name)")]
            return JSON.Member(name: type, value: ["schema": schema])
        }
        return ["required": true, "content": .object(content)]
    }

    private var successes: [JSON.Member] {
        ([endpoint.status] + endpoint.otherStatuses).map(success)
    }

    private func success(_ status: HTTPResponse.Status) -> JSON.Member {
        var members: [JSON.Member] = [.init(name: "description", value: .string(endpoint.summary))]
        var headers: [JSON.Member] = [
            .init(name: "X-Request-Id", value: ["$ref": "#/components/headers/X-Request-Id"]),
            .init(name: "RateLimit", value: ["$ref": "#/components/headers/RateLimit"]),
        ]
        if endpoint.output?.hasVersion == true {
            headers.append(.init(name: "ETag", value: ["description": "The version", "schema": ["type": "string"]]))
        }
        if endpoint.root == .open, endpoint.output != nil, !endpoint.speaksOAuth {
            headers.append(
                .init(name: "Set-Cookie", value: ["description": "The session", "schema": ["type": "string"]])
            )
        }
        if endpoint.output?.hasLocation == true, status == .created || status == .accepted {
            let location: JSON = ["description": "Where to read it", "schema": ["type": "string"]]
            headers.append(.init(name: "Location", value: location))
        }
        members.append(.init(name: "headers", value: .object(headers)))
        if let output = endpoint.output {
            // Examples are written by the program itself; a test reads each of them.
            let example = (try? JSONParser.parse(output.example())) ?? .null
            let schema: JSON = ["$ref": .string("#/components/schemas/\(output.name)")]
            members.append(.init(name: "content", value: ["application/json": ["schema": schema, "example": example]]))
        }
        if endpoint.isStream {
            let stream: JSON = ["schema": ["type": "string"], "example": .string(EventStream.example)]
            members.append(.init(name: "content", value: ["text/event-stream": stream]))
        }
        return .init(name: String(status.code), value: .object(members))
    }

    /// The names of the shared problem answers, by status.
    static let problemNames: [(status: Int, name: String)] = [
        (400, "BadRequest"), (401, "NotSignedIn"), (403, "NotAllowed"), (404, "NotFound"), (406, "NotAcceptable"),
        (409, "Conflict"),
        (410, "Gone"), (412, "Stale"), (413, "TooLarge"), (414, "AddressTooLong"), (415, "UnsupportedMediaType"),
        (422, "Invalid"), (428, "PreconditionRequired"), (429, "TooManyRequests"), (431, "HeadersTooLarge"),
        (500, "OurMistake"), (503, "Busy"), (504, "TookTooLong"),
    ]

    private var problems: [JSON.Member] {
        var statuses: Set<Int> = [400, 401, 403, 406, 414, 422, 429, 431, 500, 503, 504]
        if endpoint.speaksOAuth { statuses.subtract([400, 401, 403]) }
        if endpoint.fullPath.contains(":") || endpoint.root == .wellKnown { statuses.insert(404) }
        if endpoint.input != nil { statuses.formUnion([413, 415]) }
        if endpoint.method != .get, !endpoint.speaksOAuth { statuses.insert(409) }
        if endpoint.isContested { statuses.formUnion([412, 428]) }
        if endpoint.isStream { statuses.insert(410) }
        var answers = Self.problemNames.filter { statuses.contains($0.status) }.map { status, name in
            JSON.Member(name: String(status), value: ["$ref": .string("#/components/responses/\(name)")])
        }
        if endpoint.speaksOAuth {
            let refused: JSON = ["$ref": "#/components/responses/OAuthRefused"]
            answers.insert(contentsOf: [.init(name: "400", value: refused), .init(name: "401", value: refused)], at: 0)
        }
        if endpoint.output?.hasVersion == true, endpoint.method == .get {
            answers.insert(.init(name: "304", value: ["description": "Still the version that was read"]), at: 0)
        }
        return answers
    }
}

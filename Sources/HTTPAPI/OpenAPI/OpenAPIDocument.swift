import Domain
import Hummingbird

/// The OpenAPI 3.1 document, made of the same declarations that route and validate.
struct OpenAPIDocument {
    let endpoints: [Endpoint]

    /// The whole document.
    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Clientele", "version": "1",
                "description": "The back office of agencies that run client-facing teams for several companies.",
                "license": ["name": "MIT", "identifier": "MIT"],
            ],
            "servers": [["url": "/", "description": "This installation"]],
            "security": [["apiKey": []], ["session": []], ["oauth": []]],
            "tags": .array(Set(endpoints.map(\.room)).sorted().map { ["name": .string($0)] }),
            "paths": paths,
            "components": [
                "securitySchemes": [
                    "apiKey": [
                        "type": "http", "scheme": "bearer",
                        "description": "An API key: clt_live_ and 47 more characters.",
                    ],
                    "oauth": [
                        "type": "oauth2",
                        "description":
                            "An integration's key exchanged for a token of ten minutes: clt_token_ and 43 more characters.",
                        "flows": ["clientCredentials": ["tokenUrl": "/v1/oauth/token", "scopes": OAuthRefusal.scopes]],
                    ],
                    "session": [
                        "type": "apiKey", "in": "cookie", "name": .string(SessionCookie.session),
                        "description":
                            "The cookie of a session. Every change besides sends X-CSRF-Token with its csrf_token.",
                    ],
                ],
                "schemas": schemas,
                "responses": .object(responses),
                "headers": [
                    "X-Request-Id": ["description": "Names this request in logs", "schema": ["type": "string"]],
                    "RateLimit": [
                        "description": "What is left: requests that may follow at once (r), seconds until all may (t)",
                        "schema": ["type": "string"], "example": "\"key\";r=5999;t=1, \"company\";r=59999;t=1",
                    ],
                    "Retry-After": ["description": "Seconds to wait", "schema": ["type": "integer"]],
                ],
            ],
        ]
    }

    private var paths: JSON {
        var order: [String] = []
        var operations: [String: [JSON.Member]] = [:]
        for endpoint in endpoints {
            let path = Self.template(endpoint.fullPath)
            if operations[path] == nil { order.append(path) }
            let operation = OpenAPIOperation(endpoint: endpoint).json
            operations[path, default: []].append(.init(name: endpoint.method.rawValue.lowercased(), value: operation))
        }
        return .object(order.map { .init(name: $0, value: .object(operations[$0] ?? [])) })
    }

    /// `:id` is `{id}` in the document.
    static func template(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }
            .joined(separator: "/")
    }

    private var schemas: JSON {
        var known: [JSON.Member] = [
            .init(name: "OAuthRefusal", value: OAuthRefusal.schema), .init(name: "Problem", value: Self.problem),
        ]
        for endpoint in endpoints {
            if let input = endpoint.input, !input.name.isEmpty, !known.contains(where: { $0.name == input.name }) {
                known.append(.init(name: input.name, value: input.schema))
            }
            if let output = endpoint.output, !known.contains(where: { $0.name == output.name }) {
                known.append(.init(name: output.name, value: output.schema()))
            }
        }
        return .object(known.sorted { $0.name < $1.name })
    }

    private static let problem: JSON = [
        "type": "object",
        "description": "RFC 9457",
        "properties": [
            "type": ["type": "string", "format": "uri"],
            "title": ["type": "string", "description": "What the status means, in the reader's language"],
            "status": ["type": "integer"],
            "detail": ["type": "string", "description": "About this occurrence, for people"],
            "instance": ["type": "string", "description": "The path that was asked for"],
            "code": ["type": "string", "description": "Stable, for programs"],
            "errors": [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": [
                        "pointer": [
                            "type": "string", "description": "JSON Pointer into the body; ?name for a parameter",
                        ],
                        "code": ["type": "string"],
                    ],
                    "required": ["pointer", "code"],
                ],
            ],
            "request_id": ["type": "string"],
        ],
        "required": ["type", "title", "status", "instance", "code", "request_id"],
    ]

    /// The problems that operations share, by status.
    private var responses: [JSON.Member] {
        [.init(name: "OAuthRefused", value: OAuthRefusal.described)]
            + OpenAPIOperation.problemNames.map { status, name in
                let example = Problem(.init(code: status), Self.exampleCode[status] ?? "invalid")
                    .content(in: .english, instance: "/v1/me", requestID: "7f3a9c1e-5d0b-4b53-9f0e-1d2c3b4a5f60")
                // A problem is made of texts and numbers; writing and reading it cannot fail.
                let value = (try? JSONOutput.bytes(example)).flatMap { try? JSONParser.parse($0) } ?? .null
                var headers: [JSON.Member] = [
                    .init(name: "X-Request-Id", value: ["$ref": "#/components/headers/X-Request-Id"])
                ]
                if [429, 503].contains(status) {
                    headers.append(.init(name: "Retry-After", value: ["$ref": "#/components/headers/Retry-After"]))
                }
                let response: JSON = [
                    "description": .string(ProblemTitle.of(status, in: .english)),
                    "headers": .object(headers),
                    "content": [
                        "application/problem+json": [
                            "schema": ["$ref": "#/components/schemas/Problem"], "example": value,
                        ]
                    ],
                ]
                return .init(name: name, value: response)
            }
    }

    private static let exampleCode: [Int: String] = [
        400: "json.malformed", 401: "unauthorized", 403: "forbidden", 404: "not_found", 406: "not_acceptable",
        409: "idempotency.in_flight", 412: "version.stale", 413: "body.too_large", 414: "uri.too_long",
        415: "media_type", 422: "invalid", 428: "if_match.required", 429: "quota.key", 431: "headers.too_large",
        500: "internal", 503: "busy", 504: "deadline",
    ]
}

import Foundation
import FoundationNetworking
import TestSupport
import Testing

/// An integrator's view of the API: a key, URLs, JSON.
struct APIClient {
    let base: String
    let key: String

    struct Answer {
        let status: Int
        let headers: [String: String]
        let body: JSON

        /// The body of an answer with the expected status.
        func expecting(_ wanted: Int, _ location: SourceLocation = #_sourceLocation) -> JSON {
            #expect(status == wanted, "\(body)", sourceLocation: location)
            return body
        }
    }

    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", path, nil, headers)
    }

    func post(_ path: String, _ body: [String: Any]? = nil, _ headers: [String: String] = [:]) async throws -> Answer {
        try await send("POST", path, try body.map { try JSONSerialization.data(withJSONObject: $0) }, headers)
    }

    func send(
        _ method: String,
        _ path: String,
        _ body: Data?,
        _ headers: [String: String] = [:],
        type: String = "application/json"
    ) async throws -> Answer {
        guard let url = URL(string: base + path) else { throw Program.Failure(description: "not a path: \(path)") }
        var request = URLRequest(url: url, timeoutInterval: 30)
        request.httpMethod = method
        request.httpBody = body
        request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
        if body != nil { request.setValue(type, forHTTPHeaderField: "Content-Type") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await URLSession.shared.data(for: request)
        guard let response = response as? HTTPURLResponse else { throw Program.Failure(description: "no HTTP answer") }
        var fields: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            fields[String(describing: name).lowercased()] = String(describing: value)
        }
        return Answer(
            status: response.statusCode,
            headers: fields,
            body: data.isEmpty ? JSON(NSNull()) : try JSON(parsing: data)
        )
    }
}

/// Plain requests.
enum HTTP {
    /// The status of a GET; nil where nobody answers.
    static func status(of address: String) async -> Int? {
        guard let url = URL(string: address) else { return nil }
        // Nobody may listen yet.
        let answer = try? await URLSession.shared.data(for: URLRequest(url: url, timeoutInterval: 5))
        return (answer?.1 as? HTTPURLResponse)?.statusCode
    }
}

/// Parsed JSON, read by name and position.
struct JSON: CustomStringConvertible {
    let value: Any

    init(_ value: Any) {
        self.value = value
    }

    init(parsing data: Data) throws {
        value = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
    }

    subscript(_ name: String) -> JSON { JSON((value as? [String: Any])?[name] ?? NSNull()) }
    subscript(_ index: Int) -> JSON {
        JSON((value as? [Any]).flatMap { index < $0.count ? $0[index] : nil } ?? NSNull())
    }

    var string: String? { value as? String }
    var int: Int? { (value as? NSNumber)?.intValue }
    var double: Double? { (value as? NSNumber)?.doubleValue }
    var bool: Bool? { value as? Bool }
    var array: [JSON] { (value as? [Any])?.map { JSON($0) } ?? [] }
    var isNull: Bool { value is NSNull }
    var description: String { String(describing: value) }
}

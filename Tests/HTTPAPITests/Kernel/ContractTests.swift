import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// The same questions for every operation that is declared, so that a new one cannot forget a rule.
@Suite(.database) struct ContractTests {
    /// The path of an operation, with this company and ids that name nothing.
    private func path(_ endpoint: Endpoint, _ company: Company.ID) -> String {
        endpoint.fullPath.split(separator: "/", omittingEmptySubsequences: false)
            .map {
                $0 == ":company" ? company.description : $0.hasPrefix(":") ? UUID().uuidString.lowercased() : String($0)
            }
            .joined(separator: "/")
    }

    /// Headers and body that let a request pass the gate as far as the body.
    private func ask(_ caller: Caller, _ endpoint: Endpoint, _ company: Company.ID, _ body: JSON = [:]) async throws
        -> Reply
    {
        var headers: HTTPFields = [:]
        if endpoint.isContested { headers[.ifMatch] = "\"1\"" }
        if let type = endpoint.input?.mediaTypes.first { headers[.contentType] = type }
        let sent = endpoint.input == nil ? nil : body
        return try await caller.ask(endpoint.method, path(endpoint, company), sent, headers: headers)
    }

    /// The body without what differs between two requests.
    private func comparable(_ reply: Reply) throws -> [JSON.Member] {
        try reply.json.members.filter { $0.name != "instance" && $0.name != "request_id" }
    }

    @Test func `without a key every operation answers 401`() async throws {
        try await TestAPI.run { client in
            for endpoint in Routes.all where !endpoint.root.isOpen {
                let reply = try await ask(client.stranger, endpoint, .make())
                #expect(reply.status == 401, "\(endpoint.id)")
                #expect(reply.headers[.wwwAuthenticate] != nil)
                #expect(reply.headers[.contentType] == "application/problem+json")
                let mistyped = Caller(client: client, key: "clt_live_Ab3dEf9h_0000000000000000000000000000000000000")
                #expect(try await ask(mistyped, endpoint, .make()).status == 401, "\(endpoint.id)")
            }
        }
    }

    @Test func `another company's operations answer as one that does not exist`() async throws {
        let (ours, theirs) = (try await Factory.company(), try await Factory.company())
        try await TestAPI.run { client in
            let stranger = try await client.caller(theirs.manager)
            let integration = try await client.caller(bearer: .integration(theirs.id))
            for endpoint in Routes.all where endpoint.root == .company {
                for caller in [stranger, integration] {
                    let (real, random) = (
                        try await ask(caller, endpoint, ours.id), try await ask(caller, endpoint, .make())
                    )
                    #expect(real.status == 404 && random.status == 404, "\(endpoint.id)")
                    #expect(try comparable(real) == comparable(random), "\(endpoint.id)")
                    #expect(real.headers[.contentLength] == random.headers[.contentLength])
                }
            }
        }
    }

    @Test func `a role that an operation does not name answers 403, any other passes`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            var callers: [(Role, Caller)] = [(.integration, try await client.caller(bearer: .integration(company.id)))]
            for role in Membership.roles {
                let member = try await Factory.member(of: company.id, role)
                callers.append((role, try await client.caller(member)))
            }
            for endpoint in Routes.all where endpoint.root == .company {
                for (role, caller) in callers {
                    let reply = try await ask(caller, endpoint, company.id, ["surprise": 1])
                    let isRefused = try reply.status == 403 && reply.code == "forbidden"
                    #expect(isRefused == !endpoint.roles.contains(role.rawValue), "\(endpoint.id) as \(role)")
                }
            }
        }
    }

    @Test func `agency operations are for the agency's people only`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            for endpoint in Routes.all where endpoint.root == .agency {
                #expect(try await ask(manager, endpoint, company.id).status == 403, "\(endpoint.id)")
            }
        }
    }

    @Test func `an unknown field or parameter answers 422 and names its place`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let owner = try await client.caller(try await Factory.member(of: company.id, .owner))
            let agency = try await client.agencyCaller(company.agency, role: .owner)
            for endpoint in Routes.all {
                let caller = endpoint.root == .agency ? agency : owner
                if let input = endpoint.input, input.mediaTypes == ["application/json"] {
                    let reply = try await ask(caller, endpoint, company.id, ["surprise": 1])
                    #expect(reply.status == 422, "\(endpoint.id)")
                    #expect(try reply.errors.contains("/surprise unknown_field"), "\(endpoint.id)")
                }
                var headers: HTTPFields = [:]
                if endpoint.isContested { headers[.ifMatch] = "\"1\"" }
                let reply = try await caller.ask(
                    endpoint.method,
                    path(endpoint, company.id) + "?surprise=1",
                    headers: headers
                )
                #expect(reply.status == 422, "\(endpoint.id)")
                #expect(try reply.errors.contains("/?surprise unknown_parameter"), "\(endpoint.id)")
            }
        }
    }

    @Test func `who is not signed in has less room`() {
        #expect(Set(Routes.all.filter { $0.root == .open }.map(\.bodyLimit)) == [64 * 1024])
        #expect(Routes.all.contains { $0.bodyLimit == 2 * 1024 * 1024 })
    }

    @Test func `bodies of another type, too large or malformed are refused`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let owner = try await client.caller(try await Factory.member(of: company.id, .owner))
            let agency = try await client.agencyCaller(company.agency, role: .owner)
            for endpoint in Routes.all {
                guard let input = endpoint.input else { continue }
                let (caller, path) = (endpoint.root == .agency ? agency : owner, path(endpoint, company.id))
                let wrong = try await caller.ask(endpoint.method, path, [:], headers: [.contentType: "image/png"])
                #expect(wrong.status == 415, "\(endpoint.id)")
                guard input.mediaTypes == ["application/json"] else { continue }
                let large = JSON.string(String(repeating: "x", count: endpoint.bodyLimit))
                #expect(try await caller.ask(endpoint.method, path, large).status == 413, "\(endpoint.id)")
            }
        }
    }

    @Test func `a contested change must say which version was read`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let owner = try await client.caller(try await Factory.member(of: company.id, .owner))
            let agency = try await client.agencyCaller(company.agency, role: .owner)
            for endpoint in Routes.all where endpoint.isContested {
                let (caller, path) = (endpoint.root == .agency ? agency : owner, path(endpoint, company.id))
                let missing = try await caller.ask(endpoint.method, path, endpoint.input == nil ? nil : [:])
                // A body whose fields are required is refused first.
                #expect([422, 428].contains(missing.status), "\(endpoint.id)")
                if missing.status == 428 { #expect(try missing.code == "if_match.required") }
            }
        }
    }

    @Test func `a method that a path does not have answers 405 with the methods that it has`() async throws {
        try await TestAPI.run { client in
            for (path, endpoints) in Dictionary(grouping: Routes.all, by: \.fullPath) {
                var allowed = Set(endpoints.map(\.method.rawValue) + ["OPTIONS"])
                if allowed.contains("GET") { allowed.insert("HEAD") }
                let real = path.replacing(":company", with: UUID().uuidString)
                for method in [HTTPRequest.Method.get, .put, .patch, .delete, .trace, .post]
                where !allowed.contains(method.rawValue) {
                    let reply = try await client.stranger.ask(method, real)
                    #expect(reply.status == 405, "\(method) \(path)")
                    let named = (reply.headers[.allow] ?? "").split(separator: ", ").map(String.init)
                    #expect(Set(named) == allowed && named.count == allowed.count)
                }
                let options = try await client.stranger.ask(.options, real)
                #expect(options.status == 204 && options.headers[.allow] != nil)
            }
        }
    }

    @Test func `what is not acceptable, and a path that is not declared, say so`() async throws {
        try await TestAPI.run { client in
            #expect(try await client.stranger.get("/v1/me/keys", headers: [.accept: "text/html"]).status == 406)
            for path in ["/", "/v2", "/v1/companies", "/v1/me/nothing", "/v1/nothing", "/v1/companies/x/y/z/a/b"] {
                let reply = try await client.stranger.get(path, headers: [.acceptLanguage: "zh-CN"])
                #expect(reply.status == 404, "\(path)")
                #expect(try reply.code == "not_found")
                #expect(try reply.text("title") == "未找到")
            }
        }
    }
}

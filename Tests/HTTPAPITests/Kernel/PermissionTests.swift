import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import Synchronization
import TestSupport
import Testing

@testable import HTTPAPI

/// Who may do what, tried from the declarations: an operation that is added is covered by itself.
@Suite(.database) struct PermissionTests {
    private static let operations = Routes.all.filter { $0.root == .company }

    private func ask(_ caller: Caller, _ endpoint: Endpoint, in company: Company.ID) async throws -> Reply {
        let path = endpoint.fullPath.replacing(":company", with: company.description)
            .split(separator: "/").map { $0.hasPrefix(":") ? Identifier<Company>.make().description : String($0) }
            .joined(separator: "/")
        var headers: HTTPFields = [:]
        if let type = endpoint.input?.mediaTypes.first { headers[.contentType] = type }
        return try await caller.ask(endpoint.method, "/" + path, ["surprise": 1], headers: headers)
    }

    @Test func `every operation needs a permission of the matrix, to read or to write`() {
        for endpoint in Routes.all {
            let verb = endpoint.method == .get ? "read" : "write"
            #expect(endpoint.permission.rawValue.hasSuffix(":" + verb), "\(endpoint.id)")
            #expect(!endpoint.roles.isEmpty, "\(endpoint.id)")
            #expect(endpoint.permission.roles.isEmpty == (endpoint.root == .agency), "\(endpoint.id)")
        }
    }

    @Test func `every permission opens something`() {
        #expect(Set(Routes.all.map(\.permission)) == Set(Permission.allCases))
    }

    @Test func `each permission opens the operations that need it, and no other`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            for permission in Permission.allCases.filter(\.isOfCompany) {
                let member = try await Factory.member(of: company.id, only: permission)
                let caller = try await client.caller(member)
                for endpoint in Self.operations {
                    let reply = try await ask(caller, endpoint, in: company.id)
                    let isRefused = try reply.status == 403 && reply.code == "forbidden"
                    let isOpen = endpoint.permission == permission || Permission.ofOneself.contains(endpoint.permission)
                    #expect(isRefused == !isOpen, "\(endpoint.id) with \(permission.rawValue)")
                }
            }
        }
    }

    @Test func `a key with one scope opens the operations that need it, and no other`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            for permission in Permission.allCases.filter(\.isOfCompany) {
                let owner = try await Factory.member(of: company.id, .owner)
                let scope = try #require(KeyScope(rawValue: permission.rawValue))
                let issued = try await database.withHosting { hosting in
                    let bearer = APIKey.Bearer.person(try #require(owner.person))
                    return try await hosting.issueKey(to: bearer, name: "One", expiresAt: nil, scopes: [scope])
                }
                let caller = Caller(client: client, key: issued.secret.text)
                for endpoint in Self.operations {
                    let reply = try await ask(caller, endpoint, in: company.id)
                    let isRefused = try reply.status == 403 && reply.code == "key.scope"
                    #expect(isRefused == (endpoint.permission != permission), "\(endpoint.id) with \(scope.rawValue)")
                }
            }
        }
    }

    @Test func `who is refused does not reach the handler`() async throws {
        let company = try await Factory.company()
        let reached = Mutex<[Permission]>([])
        let endpoints = Permission.allCases.filter(\.isOfCompany).map { permission in
            let path = permission.rawValue.replacing(":", with: "-")
            return Endpoint.get(path, path, "Notes that it was reached", needs: permission) { _ -> NoBody? in
                reached.withLock { $0.append(permission) }
                return NoBody()
            }
        }
        try await TestAPI.run(endpoints) { client in
            let caller = try await client.caller(try await Factory.member(of: company.id, only: .workRead))
            for endpoint in endpoints { _ = try await ask(caller, endpoint, in: company.id) }
        }
        #expect(reached.withLock { $0 } == [.workRead])
    }
}

import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// Who may do what, from a list that is written by hand and not from the declarations: each operation with the permission
/// that it needs, whether only those use it who see the whole company, and the built-in roles that may. A new operation needs a line in
/// Tests/Fixtures/permissions.csv.
@Suite(.database) struct PermissionMatrixTests {
    /// A line of the list.
    private struct Line {
        let permission: Permission
        let isOfWholeCompany: Bool
        let roles: Set<String>
    }

    /// Somebody who asks, and whom the list lets do something.
    private struct Asker {
        let name: String
        let caller: Caller
        let roots: Set<Endpoint.Root>
        let mayUse: @Sendable (Endpoint, Line) -> Bool
    }

    /// Somebody whom the gate let in or kept out against the list.
    private struct Fault: Hashable {
        let operation: String
        let asker: String
    }

    private static let operations = Routes.all.filter { !$0.root.isOpen }

    private static func lines() throws -> [String: Line] {
        let file = Fixture.root.appending(path: "Tests/Fixtures/permissions.csv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
        return try rows.reduce(into: [:]) { lines, row in
            let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            lines[cells[0]] = Line(
                permission: try #require(Permission(rawValue: cells[1]), "\(row)"),
                isOfWholeCompany: cells[2] == "company",
                roles: Set(cells[3].split(separator: " ").map(String.init))
            )
        }
    }

    /// A person with a role of the company's own.
    private func member(
        of company: Company.ID,
        may permissions: Set<Permission>,
        seeing visibility: Visibility
    ) async throws -> Person.ID {
        let person = try await database.withHosting {
            try await $0.findOrAddPerson(name: "Ann", email: "\(Factory.word())@people.example", locale: .english)
        }
        try await database.withCompany(company, as: .operator) { transaction in
            let role = try await transaction.insertRole(
                name: Factory.word(),
                base: .agent,
                visibility: visibility,
                permissions: permissions
            )
            _ = try await transaction.addMembership(
                of: person,
                role: .agent,
                roleID: role.id,
                team: nil,
                taskCapacity: nil
            )
        }
        return person.id
    }

    /// A key of a person for one thing only.
    private func key(of person: Person.ID, for permission: Permission, _ client: any TestClientProtocol) async throws
        -> Caller
    {
        let scope = try #require(KeyScope(rawValue: permission.rawValue))
        let issued = try await database.withHosting {
            try await $0.issueKey(to: .person(person), name: "One", expiresAt: nil, scopes: [scope])
        }
        return Caller(client: client, key: issued.secret.text)
    }

    /// The built-in roles, and the program.
    private func builtIn(_ company: StaffedCompany, _ client: any TestClientProtocol) async throws -> [Asker] {
        var askers: [Asker] = []
        for role in Membership.roles + [.integration] {
            let bearer: APIKey.Bearer
            if role == .integration {
                bearer = .integration(company.id)
            } else {
                bearer = .person(try #require(try await Factory.member(of: company.id, role).person))
            }
            askers.append(
                Asker(
                    name: role.rawValue,
                    caller: try await client.caller(bearer: bearer),
                    roots: [.company, .me, .agency]
                ) {
                    $1.roles.contains(role.rawValue)
                }
            )
        }
        return askers
    }

    /// Somebody who may nothing, and for each visibility somebody who may all that goes with it.
    private func own(_ company: StaffedCompany, _ client: any TestClientProtocol) async throws -> [Asker] {
        let nothing = try await member(of: company.id, may: [], seeing: .own)
        var askers = [
            Asker(name: "nothing", caller: try await client.caller(bearer: .person(nothing)), roots: [.company, .me]) {
                $0.root == .me || Permission.ofOneself.contains($1.permission)
            }
        ]
        let all = Set(Permission.allCases.filter(\.isOfCompany))
        for visibility in Visibility.allCases {
            let permissions = visibility == .company ? all : all.subtracting(Permission.companyWide)
            let person = try await member(of: company.id, may: permissions, seeing: visibility)
            askers.append(
                Asker(
                    name: "all that goes with \(visibility)",
                    caller: try await client.caller(bearer: .person(person)),
                    roots: [.company, .me]
                ) { visibility == .company || !$1.isOfWholeCompany }
            )
        }
        return askers
    }

    /// Keys of an owner and of the agency for one thing, and the agency's own people.
    private func narrowed(_ company: StaffedCompany, _ client: any TestClientProtocol) async throws -> [Asker] {
        let owner = try #require(try await Factory.member(of: company.id, .owner).person)
        var askers: [Asker] = []
        for permission in [Permission.selfRead, .workRead] {
            askers.append(
                Asker(
                    name: "owner for \(permission.rawValue)",
                    caller: try await key(of: owner, for: permission, client),
                    roots: [.company, .me]
                ) { $1.permission == permission }
            )
        }
        let staff = try await database.withHosting { hosting in
            let email = "\(Factory.word())@agency.example"
            let person = try await hosting.findOrAddPerson(name: "Operator", email: email, locale: .english)
            try await hosting.setAgencyMember(person.id, of: company.agency, role: .operator)
            return person.id
        }
        for permission in [Permission.agencyRead, .jobsRead] {
            askers.append(
                Asker(
                    name: "agency for \(permission.rawValue)",
                    caller: try await key(of: staff, for: permission, client),
                    roots: [.agency]
                ) { $1.permission == permission }
            )
        }
        for role in Agency.Role.allCases {
            let caller = try await client.agencyCaller(company.agency, role: role)
            askers.append(
                Asker(name: "agency_\(role.rawValue)", caller: caller, roots: [.agency]) {
                    $1.roles.contains("agency_\(role.rawValue)")
                }
            )
        }
        return askers
    }

    private func isRefused(_ asker: Asker, _ endpoint: Endpoint, in company: Company.ID) async throws -> Bool {
        let path = endpoint.fullPath.replacing(":company", with: company.description)
            .split(separator: "/").map { $0.hasPrefix(":") ? Identifier<Company>.make().description : String($0) }
            .joined(separator: "/")
        var headers: HTTPFields = [:]
        if let type = endpoint.input?.mediaTypes.first { headers[.contentType] = type }
        let reply = try await asker.caller.ask(endpoint.method, "/" + path, ["surprise": 1], headers: headers)
        return try reply.status == 403 && ["forbidden", "key.scope"].contains(reply.code)
    }

    /// What these declarations do that the list does not say.
    private func faults(_ endpoints: [Endpoint]) async throws -> Set<Fault> {
        let lines = try Self.lines()
        let company = try await Factory.company()
        return try await TestAPI.run(endpoints) { client in
            let askers =
                try await builtIn(company, client) + own(company, client) + narrowed(company, client)
            var faults: Set<Fault> = []
            for endpoint in endpoints {
                let line = try #require(
                    lines[endpoint.id],
                    "\(endpoint.id) has no line in Tests/Fixtures/permissions.csv"
                )
                for asker in askers where asker.roots.contains(endpoint.root) {
                    if try await isRefused(asker, endpoint, in: company.id) == asker.mayUse(endpoint, line) {
                        faults.insert(Fault(operation: endpoint.id, asker: asker.name))
                    }
                }
            }
            return faults
        }
    }

    @Test func `each operation lets in whom the list names, by role and visibility and key, and nobody else`()
        async throws
    {
        #expect(try Self.lines().keys.sorted() == Self.operations.map(\.id).sorted())
        let faults = try await faults(Self.operations)
        #expect(faults == [])
    }

    /// All at once: what is found out about an operation depends on its own declaration only.
    @Test func `the permission of any one operation cannot be dropped unnoticed`() async throws {
        let faults = try await faults(Self.operations.map { $0.needing($0.dropped) })
        for endpoint in Self.operations {
            let askers = Set(faults.filter { $0.operation == endpoint.id }.map(\.asker))
            #expect(!askers.isEmpty, "\(endpoint.id)")
            if endpoint.root == .company, !Permission.ofOneself.contains(endpoint.permission) {
                #expect(askers.contains("nothing"), "\(endpoint.id)")
            }
        }
    }
}

extension Endpoint {
    /// What stands for no permission at all: one that everybody has who gets so far.
    fileprivate var dropped: Permission {
        switch root {
        case .agency: permission == .agencyRead ? .jobsRead : .agencyRead
        default: Permission.ofOneself.contains(permission) ? .workRead : .selfRead
        }
    }

    /// The same operation behind another permission.
    fileprivate func needing(_ permission: Permission) -> Endpoint {
        Endpoint(
            method: method,
            root: root,
            path: path,
            id: id,
            summary: summary,
            needs: permission,
            filters: filters,
            input: input,
            output: output,
            status: status,
            otherStatuses: otherStatuses,
            isContested: isContested,
            runner: runner,
            speaksOAuth: speaksOAuth,
            toleratesLag: toleratesLag,
            room: room,
            subject: subject
        )
    }
}

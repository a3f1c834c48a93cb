import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// Each check behind the gate, tried by somebody whom it keeps out: with it they are refused as the rule says, and with it
/// dropped they are not. Whoever adds a rule has to say here how it would be broken: the switch knows all of them.
@Suite(.database) struct RuleTests {
    @Test(arguments: Rule.allCases)
    func `a check that is dropped is missed`(rule: Rule) async throws {
        try await TestAPI.run { client in
            let attack = try await RuleAttack(client).attack(on: rule)
            let kept = try await attack.ask()
            #expect(try kept.code == attack.refusal, "\(rule): \(String(decoding: kept.body, as: UTF8.self))")
            let dropped = try await Rule.$dropped.withValue(rule) { try await attack.ask() }
            let code = dropped.status < 300 ? nil : try dropped.code
            // Behind some rules stands another, a policy or a constraint of the table, and refuses in its own words.
            #expect(code != attack.refusal, "\(rule): \(dropped.status)")
        }
    }
}

/// A company, and those who would do in it what they must not.
private struct RuleAttack {
    /// What somebody tries, and the code with which it is refused.
    struct Attack {
        let refusal: String
        let ask: @Sendable () async throws -> Reply
    }

    let client: any TestClientProtocol
    let company: StaffedCompany
    let other: StaffedCompany
    /// Gives places, roles, keys and support, and may read customers.
    let clerk: Caller
    /// Works for the agency.
    let helper: Caller
    /// Allows more than the clerk has, and as much.
    let wide: CustomRole.ID
    let narrow: CustomRole.ID

    private var path: String { "/v1/companies/\(company.id)/" }
    private var hosted: String { "/v1/agency/companies/\(company.id)" }
    private static let missing = "permission.not_held.customers.write"
    private static let first: HTTPFields = [.ifMatch: "\"1\""]

    init(_ client: any TestClientProtocol) async throws {
        self.client = client
        (company, other) = (try await Factory.company(), try await Factory.company())
        helper = try await client.agencyCaller(company.agency)
        wide = try await Self.role(in: company.id, [.customersRead, .customersWrite])
        narrow = try await Self.role(in: company.id, [.customersRead])
        let all: Set<Permission> = [
            .customersRead, .keysWrite, .peopleRead, .peopleWrite, .rolesRead, .rolesWrite, .supportRead, .supportWrite,
        ]
        clerk = try await Self.member(of: company.id, try await Self.role(in: company.id, all), client).caller
    }

    func attack(on rule: Rule) async throws -> Attack {
        switch rule {
        case .makesRole, .changesRole, .deletesRole, .givesOwnView, .roleSeesCompany: try await onRoles(rule)
        case .givesPlace, .changesPlaceTo, .changesPlaceFrom, .endsPlace, .writesRolesToGiveGiving:
            try await onPlaces(rule)
        case .issuesIntegrationKey, .givesNoWholeKey, .givesOwnScopes: try await onKeys(rule)
        case .givesSupport, .approvesSupport: try await onSupport(rule)
        case .agencyHosts, .placesNobodyOfAgencies, .actsForWhoWorksHere, .actsForWhoWorksNowhereElse,
            .actsForStaffByOwner:
            try await byAgency(rule)
        case .makesLinkForOwn, .takesLinkOfOwn: try await onLinks(rule)
        case .sharesOwn, .sharesWithMember, .givesTasksToNobodyElse: try await onCustomers(rule)
        case .gateAsksRole, .gateAsksKey: try await atGate(rule)
        }
    }

    private func onRoles(_ rule: Rule) async throws -> Attack {
        let more: JSON = ["customers:read", "customers:write"]
        let (clerk, path) = (clerk, path)
        switch rule {
        case .makesRole:
            let role: JSON = ["name": "More", "base": "agent", "permissions": more]
            return Attack(refusal: Self.missing) { try await clerk.post(path + "roles", role) }
        case .changesRole:
            let one = path + "roles/\(narrow)"
            return Attack(refusal: Self.missing) { try await clerk.patch(one, ["permissions": more], version: 1) }
        case .deletesRole:
            let one = path + "roles/\(wide)"
            return Attack(refusal: Self.missing) { try await clerk.ask(.delete, one, headers: Self.first) }
        case .givesOwnView:
            let role = try await Self.role(in: company.id, [.rolesRead, .rolesWrite], seeing: .team)
            let leader = try await Self.member(of: company.id, role, client).caller
            let view: JSON = ["name": "More", "base": "agent", "visibility": "company"]
            return Attack(refusal: "visibility.not_held.company") { try await leader.post(path + "roles", view) }
        default:
            let owner = try await client.caller(try await Factory.member(of: company.id, .owner))
            let role: JSON = ["name": "More", "base": "agent", "visibility": "own", "permissions": ["audit:read"]]
            return Attack(refusal: "role.needs_company") { try await owner.post(path + "roles", role) }
        }
    }

    private func onPlaces(_ rule: Rule) async throws -> Attack {
        let (clerk, path) = (clerk, path)
        let (wider, same): (JSON, JSON) = (["role_id": .string("\(wide)")], ["role_id": .string("\(narrow)")])
        switch rule {
        case .givesPlace:
            let newcomer = Self.newcomer(wide)
            return Attack(refusal: Self.missing) { try await clerk.post(path + "memberships", newcomer) }
        case .changesPlaceTo:
            let place = path + "memberships/\(try await Self.member(of: company.id, narrow, client).id)"
            return Attack(refusal: Self.missing) { try await clerk.patch(place, wider, version: 1) }
        case .changesPlaceFrom:
            let place = path + "memberships/\(try await Self.member(of: company.id, wide, client).id)"
            return Attack(refusal: Self.missing) { try await clerk.patch(place, same, version: 1) }
        case .endsPlace:
            let place = path + "memberships/\(try await Self.member(of: company.id, wide, client).id)"
            return Attack(refusal: Self.missing) { try await clerk.ask(.delete, place, headers: Self.first) }
        default:
            let giving = try await Self.role(in: company.id, [.peopleWrite])
            let giver = try await Self.member(of: company.id, giving, client).caller
            let newcomer = Self.newcomer(giving)
            return Attack(refusal: "permission.not_held.roles.write") {
                try await giver.post(path + "memberships", newcomer)
            }
        }
    }

    private func onKeys(_ rule: Rule) async throws -> Attack {
        let (clerk, path) = (clerk, path)
        guard rule != .issuesIntegrationKey else {
            let key: JSON = ["name": "Till", "scopes": ["customers:write"]]
            return Attack(refusal: Self.missing) { try await clerk.post(path + "integration-keys", key) }
        }
        let hand = try await scoped("self:write")
        let key: JSON = rule == .givesNoWholeKey ? ["name": "All"] : ["name": "One", "scopes": ["customers:read"]]
        return Attack(refusal: "key.scope_not_held") { try await hand.post("/v1/me/keys", key) }
    }

    private func onSupport(_ rule: Rule) async throws -> Attack {
        let (clerk, path) = (clerk, path)
        var wish: JSON = ["permissions": ["work:read"], "reason": "An import fails", "hours": 2]
        guard rule == .givesSupport else {
            let asked = try await helper.post(hosted + "/support-grants", wish).text("id")
            return Attack(refusal: "permission.not_held.work.read") {
                try await clerk.post(path + "support-grants/\(asked)/approval")
            }
        }
        let email = try await email(of: helper)
        if case .object(let members) = wish {
            wish = .object(members + [.init(name: "email", value: .string(email))])
        }
        return Attack(refusal: "permission.not_held.work.read") { [wish] in
            try await clerk.post(path + "support-grants", wish)
        }
    }

    private func byAgency(_ rule: Rule) async throws -> Attack {
        let (helper, hosted) = (helper, hosted)
        func keys(of person: Person.ID) -> @Sendable () async throws -> Reply {
            { try await helper.post(hosted + "/memberships/\(person)/keys", ["name": "x"]) }
        }
        switch rule {
        case .agencyHosts:
            let stranger = try await client.agencyCaller(other.agency)
            return Attack(refusal: "not_found") { try await stranger.get(hosted) }
        case .placesNobodyOfAgencies:
            let member: JSON = ["name": "Me", "email": .string(try await email(of: helper)), "role": "agent"]
            return Attack(refusal: "membership.works_for_agency") {
                try await helper.post(hosted + "/memberships", member)
            }
        case .actsForWhoWorksHere:
            let sister = try await Factory.company(of: company.agency)
            return Attack(refusal: "not_found", ask: keys(of: try #require(sister.agent.person)))
        case .actsForWhoWorksNowhereElse:
            let person = try #require(company.agent.person)
            try await enrol(person, in: other.id)
            return Attack(refusal: "person.not_ours", ask: keys(of: person))
        default:
            let colleague = try await client.agencyCaller(company.agency)
            let person = try #require(try await credential(of: colleague).person)
            try await enrol(person, in: company.id)
            return Attack(refusal: "person.not_ours", ask: keys(of: person))
        }
    }

    private func onLinks(_ rule: Rule) async throws -> Attack {
        let owner = try await client.caller(try await Factory.member(of: company.id, .owner))
        let person = try #require(company.agent.person)
        let invitation = path + "memberships/\(person)/invitation"
        guard rule == .takesLinkOfOwn else {
            try await enrol(person, in: other.id)
            return Attack(refusal: "person.not_ours") { try await owner.post(invitation) }
        }
        let token = try await owner.post(invitation).text("token")
        try await enrol(person, in: other.id)
        let body: JSON = ["token": .string(token), "password": "a password of this test, long enough"]
        let stranger = client.stranger
        return Attack(refusal: "link.dead") { try await stranger.post("/v1/invitations/acceptance", body) }
    }

    private func onCustomers(_ rule: Rule) async throws -> Attack {
        let path = path
        let agent = try await client.caller(company.agent), colleague = try await client.caller(company.colleague)
        let id = try await agent.post(path + "customers", ["name": "Lin"]).text("id")
        let shares = path + "customers/\(id)/shares"
        func share(with person: Principal) throws -> JSON {
            [
                "person_id": .string("\(try #require(person.person))"), "level": "read", "reason": "on leave",
                "expires_at": .string(Date.now.addingTimeInterval(3600).formatted(.iso8601)),
            ]
        }
        switch rule {
        case .sharesOwn:
            #expect(try await agent.post(shares, share(with: company.colleague)).status == 201)
            let onward = try share(with: company.manager)
            return Attack(refusal: "share.not_held") { try await colleague.post(shares, onward) }
        case .sharesWithMember:
            let outward = try share(with: other.agent)
            return Attack(refusal: "share.person_unknown") { try await agent.post(shares, outward) }
        default:
            let task: JSON = [
                "customer_id": .string(id), "title": "Call", "due_on": "2030-01-02",
                "assignee_id": .string("\(try #require(company.colleague.person))"),
            ]
            return Attack(refusal: "task.assignee_not_eligible") { try await agent.post(path + "tasks", task) }
        }
    }

    private func atGate(_ rule: Rule) async throws -> Attack {
        let (path, clerk) = (path, clerk)
        guard rule == .gateAsksKey else {
            return Attack(refusal: "forbidden") { try await clerk.get(path + "tasks") }
        }
        let hand = try await scoped("work:read")
        return Attack(refusal: "key.scope") { try await hand.get(path + "customers") }
    }
}

extension RuleAttack {
    private static func role(
        in company: Company.ID,
        _ permissions: Set<Permission>,
        seeing visibility: Visibility = .company
    ) async throws -> CustomRole.ID {
        try await database.withCompany(company, as: .operator) {
            try await $0.insertRole(
                name: Factory.word(),
                base: .manager,
                visibility: visibility,
                permissions: permissions
            ).id
        }
    }

    /// Somebody with a role of the company's own.
    private static func member(
        of company: Company.ID,
        _ role: CustomRole.ID,
        _ client: any TestClientProtocol
    ) async throws -> (id: Person.ID, caller: Caller) {
        let person = try await database.withHosting {
            try await $0.findOrAddPerson(name: "Ann", email: "\(Factory.word())@people.example", locale: .english)
        }
        _ = try await database.withCompany(company, as: .operator) {
            try await $0.addMembership(of: person, role: .manager, roleID: role, team: nil, taskCapacity: nil)
        }
        return (person.id, try await client.caller(bearer: .person(person.id)))
    }

    private static func newcomer(_ role: CustomRole.ID) -> JSON {
        ["name": "Bo", "email": .string("\(Factory.word())@people.example"), "role_id": .string("\(role)")]
    }

    /// A key of an owner for one thing.
    private func scoped(_ scope: String) async throws -> Caller {
        let owner = try await Factory.member(of: company.id, .owner)
        let issued = try await database.withHosting {
            try await $0.issueKey(
                to: .person(try #require(owner.person)),
                name: "One",
                expiresAt: nil,
                scopes: [try #require(KeyScope(rawValue: scope))]
            )
        }
        return Caller(client: client, key: issued.secret.text)
    }

    private func credential(of caller: Caller) async throws -> Credential {
        let secret = try #require(caller.key.flatMap(APIKeySecret.init))
        return try #require(try await database.withHosting { try await $0.credential(hash: secret.hash) })
    }

    private func email(of caller: Caller) async throws -> String {
        let person = try #require(try await credential(of: caller).person)
        return try #require(try await database.withHosting { try await $0.person(person) }).email
    }

    private func enrol(_ person: Person.ID, in company: Company.ID) async throws {
        let known = try #require(try await database.withHosting { try await $0.person(person) })
        try await Factory.enrol(known, in: company, .agent)
    }
}

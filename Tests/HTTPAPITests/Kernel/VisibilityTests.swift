import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// Whose customers somebody sees, tried with every operation that is declared: nothing of a customer that they do not see
/// is in any answer, and nothing of it changes.
@Suite(.ownDatabase) struct VisibilityTests {
    /// A customer of somebody, with a row in everything that hangs on customers; the ids of all of it.
    private struct Holding {
        let customer: String
        let ids: [String: String]
    }

    /// Somebody who looks, and which of the holdings they see.
    private struct Viewer {
        let visibility: Visibility
        let caller: Caller
        let person: Person.ID
        let sees: Set<Int>
    }

    private struct Place {
        let company: StaffedCompany
        let holdings: [Holding]
        let teams: [String]
        let owners: [Principal]
    }

    private static let operations = Routes.all.filter { $0.root == .company }

    /// Four customers: of the viewer, of somebody in the viewer's team, of somebody in the team below, of somebody elsewhere.
    private static let seen: [Visibility: Set<Int>] = [
        .own: [0], .team: [0, 1], .subtree: [0, 1, 2], .company: [0, 1, 2, 3],
    ]

    /// What may be done by somebody who does not see the whole company.
    private static let narrow = Set(Permission.allCases.filter(\.isOfCompany)).subtracting(Permission.companyWide)

    private func hold(_ owner: Person.ID, in company: Company.ID, code: Int) throws -> Holding {
        let names = ["customers", "contacts", "interactions", "orders", "tasks", "churn-warnings", "shares"]
        let ids = Dictionary(uniqueKeysWithValues: names.map { ($0, Identifier<Company>.make().description) })
        func id(_ name: String) -> String { "'\(ids[name] ?? "")'" }
        let (place, person, customer) = ("'\(company)'", "'\(owner)'", id("customers"))
        try testDatabase.psql(
            """
            insert into app.customers (company_id, id, code, name, owner_id)
                values (\(place), \(customer), '\(code)', 'Customer \(code)', \(person));
            insert into app.customer_owners (company_id, customer_id, owner_id, reason)
                values (\(place), \(customer), \(person), 'first');
            insert into app.contacts (company_id, id, customer_id, name)
                values (\(place), \(id("contacts")), \(customer), 'Contact');
            insert into app.interactions (company_id, id, customer_id, person_id, kind, summary, happened_at)
                values (\(place), \(id("interactions")), \(customer), \(person), 'call', 'Called', now());
            insert into app.orders (company_id, id, customer_id, source, number, ordered_at, ordered_on, amount_minor)
                values (\(place), \(id("orders")), \(customer), 'api', '\(code)', now(), current_date, 1250);
            insert into app.order_lines (company_id, order_id, position, product)
                values (\(place), \(id("orders")), 1, 'Tea');
            insert into app.customer_scores (
                company_id, customer_id, order_count, order_days, first_on, last_on, monetary_minor, repeat_minor, rfm,
                expected_year, lifetime_minor, potential, risk, stage, stage_since, tier, tier_since, tier_cause,
                tier_policy_id, tier_reached
            ) values (
                \(place), \(customer), 1, 1, current_date, current_date, 1250, 0, 513, 0, 1000, 1, 'high', 'new',
                current_date, 'A', current_date, 'policy', (select id from app.tier_policies where company_id = \(place)), 1
            );
            insert into app.stage_changes (company_id, customer_id, from_stage, since, to_stage, changed_on)
                values (\(place), \(customer), 'new', current_date - 90, 'mature', current_date);
            insert into app.tier_overrides (company_id, customer_id, tier, reason, expires_on)
                values (\(place), \(customer), 'A', 'friend of the house', current_date + 30);
            insert into app.churn_warnings (
                company_id, id, customer_id, last_on, raised_on, due_on, rhythm_days, late_days, silent_days, order_days,
                risk, lifetime_minor, play, model_number
            ) values (
                \(place), \(id("churn-warnings")), \(customer), current_date - 90, current_date, current_date + 3, 30, 60,
                90, 4, 'high', 1000, 'call', 1
            );
            insert into app.tasks (company_id, id, customer_id, assignee_id, kind, title, due_on)
                values (\(place), \(id("tasks")), \(customer), \(person), 'manual', 'Look', current_date);
            insert into app.customer_shares (company_id, id, customer_id, person_id, level, reason, expires_at)
                values (\(place), \(id("shares")), \(customer), \(person), 'read', 'no matter', now() + interval '1 day');
            """
        )
        return Holding(customer: ids["customers"] ?? "", ids: ids)
    }

    private func stage() async throws -> Place {
        let company = try await Factory.company()
        let teams = try await database.withCompany(company.id, as: .operator) { transaction in
            try await transaction.ensureDefaultTierPolicy()
            let west = try await transaction.insertTeam(name: "West", parent: nil)
            let north = try await transaction.insertTeam(name: "North", parent: west.id)
            let east = try await transaction.insertTeam(name: "East", parent: nil)
            return [west, north, east].map(\.id.description)
        }
        var owners: [Principal] = []
        var holdings: [Holding] = []
        for team in [0, 0, 1, 2] {
            let owner = try await Factory.member(of: company.id, .agent)
            let person = try #require(owner.person)
            try seat(person, in: company.id, teams[team])
            holdings.append(try hold(person, in: company.id, code: holdings.count))
            owners.append(owner)
        }
        try testDatabase.psql(
            """
            insert into app.scorings (
                company_id, as_of, policy_id, customers, changed, tier_moves, warnings, condensed, model_number, carries_on
            ) select company_id, current_date, id, 4, 4, 0, 4, 4, 1, true from app.tier_policies
                where company_id = '\(company.id)'
            """
        )
        return Place(company: company, holdings: holdings, teams: teams, owners: owners)
    }

    private func seat(_ person: Person.ID, in company: Company.ID, _ team: String) throws {
        try testDatabase.psql(
            "update app.memberships set team_id = '\(team)' where company_id = '\(company)' and person_id = '\(person)'"
        )
    }

    /// The owner of the first customer, with all permissions that their visibility allows.
    private func viewer(_ visibility: Visibility, of place: Place, _ client: any TestClientProtocol) async throws
        -> Viewer
    {
        let person = try #require(place.owners[0].person)
        let may = visibility == .company ? Self.narrow.union(Permission.companyWide) : Self.narrow
        let role = try await database.withCompany(place.company.id, as: .operator) { transaction in
            try await transaction.insertRole(
                name: Factory.word(),
                base: .agent,
                visibility: visibility,
                permissions: may
            )
        }
        try testDatabase.psql(
            """
            update app.memberships set role_id = '\(role.id)'
            where company_id = '\(place.company.id)' and person_id = '\(person)'
            """
        )
        return Viewer(
            visibility: visibility,
            caller: try await client.caller(bearer: .person(person)),
            person: person,
            sees: Self.seen[visibility] ?? []
        )
    }

    /// Asks an operation about something of a customer; nil where it is about nothing that hangs on customers.
    private func ask(_ viewer: Viewer, _ endpoint: Endpoint, _ place: Place, about holding: Holding) async throws
        -> Reply?
    {
        var path = endpoint.fullPath.replacing(":company", with: place.company.id.description)
        let parts = endpoint.path.split(separator: "/").map(String.init)
        if let position = parts.firstIndex(of: ":id") {
            guard let id = holding.ids[parts[position - 1]] else { return nil }
            path = path.replacing(":id", with: id)
        }
        var headers: HTTPFields = [:]
        if endpoint.isContested { headers[.ifMatch] = "\"1\"" }
        let body = endpoint.input.map { input in
            Sample.value(input.schema) { name in
                name == "customer_id" ? holding.customer : viewer.person.description
            }
        }
        return try await viewer.caller.ask(endpoint.method, path, body, headers: headers)
    }

    private func checksum(_ place: Place, of holding: Holding) throws -> String {
        try testDatabase.psql(
            """
            select md5(string_agg(x::text, ',')) from (
                select c::text from app.customers c where id = '\(holding.customer)'
                union all select t::text from app.contacts t where customer_id = '\(holding.customer)'
                union all select t::text from app.interactions t where customer_id = '\(holding.customer)'
                union all select t::text from app.orders t where customer_id = '\(holding.customer)'
                union all select t::text from app.tasks t where customer_id = '\(holding.customer)'
                union all select t::text from app.churn_warnings t where customer_id = '\(holding.customer)'
                union all select t::text from app.tier_overrides t where customer_id = '\(holding.customer)'
                union all select t::text from app.customer_owners t where customer_id = '\(holding.customer)'
                union all select t::text from app.customer_shares t where customer_id = '\(holding.customer)' order by 1
            ) as x
            """
        )
    }

    @Test(arguments: Visibility.allCases)
    func `an answer holds nothing of a customer that is not seen, whatever is asked`(visibility: Visibility)
        async throws
    {
        let place = try await stage()
        try await TestAPI.run { client in
            let viewer = try await viewer(visibility, of: place, client)
            var shown: Set<Int> = []
            for endpoint in Self.operations where endpoint.method == .get {
                for (number, holding) in place.holdings.enumerated() {
                    guard let reply = try await ask(viewer, endpoint, place, about: holding) else { continue }
                    let text = String(decoding: reply.body, as: UTF8.self)
                    let isSeen = viewer.sees.contains(number)
                    let isWide = Permission.companyWide.contains(endpoint.permission) && visibility != .company
                    #expect((reply.status == 403) == isWide && reply.status < 500, "\(endpoint.id)")
                    if isWide { continue }
                    if endpoint.path.contains(":id"), !isSeen { #expect(reply.status == 404, "\(endpoint.id)") }
                    guard reply.status == 200 else { continue }
                    for (other, hidden) in place.holdings.enumerated() {
                        let isNamed = hidden.ids.values.contains { text.contains($0) }
                        if isNamed { shown.insert(other) }
                        #expect(!isNamed || viewer.sees.contains(other), "\(endpoint.id) shows \(other)")
                    }
                }
            }
            #expect(shown == viewer.sees)
        }
    }

    @Test(arguments: Visibility.allCases)
    func `counts and searches find what is seen`(visibility: Visibility) async throws {
        let place = try await stage()
        try await TestAPI.run { client in
            let viewer = try await viewer(visibility, of: place, client)
            let path = "/v1/companies/\(place.company.id)/"
            for list in ["customers?q=customer&", "scores?", "churn-warnings?"] {
                let counted = try await viewer.caller.get(path + list + "count=true").json["count"]
                #expect(counted == .integer(Int64(viewer.sees.count)), "\(list)")
            }
        }
    }

    @Test(arguments: [Visibility.own, .team, .subtree])
    func `nothing changes of a customer that is not seen`(visibility: Visibility) async throws {
        let place = try await stage()
        let hidden = Set(0..<4).subtracting(Self.seen[visibility] ?? []).sorted()
        let before = try hidden.map { try checksum(place, of: place.holdings[$0]) }
        try await TestAPI.run { client in
            let viewer = try await viewer(visibility, of: place, client)
            for endpoint in Self.operations where endpoint.method != .get && endpoint.path != "memberships" {
                if case .upload = endpoint.runner { continue }
                for number in hidden {
                    let reply = try await ask(viewer, endpoint, place, about: place.holdings[number])
                    if endpoint.path.contains(":id"), let reply { #expect(reply.status == 404, "\(endpoint.id)") }
                }
            }
        }
        #expect(try hidden.map { try checksum(place, of: place.holdings[$0]) } == before)
    }
}

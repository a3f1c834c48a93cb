import Domain
import FoundationEssentials
import Hummingbird
import Store

/// Support grants: how the agency's people act inside a company without a place in it.
enum SupportEndpoints {
    /// The company's side: it gives, sees and ends them.
    static let all: [Endpoint] = [
        .list(
            "support-grants",
            "listSupportGrants",
            "Which of the agency's people may act here, might, or might have, newest first",
            filters: [.choice("state", SupportGrant.State.self, "Only these")]
        ) { scope in
            let slice = try scope.slice(after: SupportGrant.ID.self)
            let rows = try await scope.company.supportGrants(
                scope.query.choice("state"),
                before: slice.after,
                limit: slice.fetch
            )
            return try scope.page(rows, slice, key: \.id) { SupportGrantBody($0) }
        },
        .get("support-grants/:id", "getSupportGrant", "One support grant") { scope in
            try await scope.company.supportGrant(scope.id()).map(SupportGrantBody.init)
        },
        .post("support-grants", "giveSupportGrant", "Let one of the agency's people act here for some hours") {
            (input: NewSupportGrant, scope) in
            let agency = try await scope.company.hostedCompany().agencyID
            let person = try await scope.hosting { try await $0.agencyPerson(email: input.email, of: agency) }
            guard let person else { throw SupportError.personUnknown }
            return try await SupportGrantBody(scope.company.giveSupport(to: person, input.wish))
        },
        .post("support-grants/:id/approval", "approveSupportGrant", "Give what was asked for", status: .ok) {
            scope -> SupportGrantBody? in
            let given = try await scope.company.approveSupport(scope.id())
            return SupportGrantBody(given)
        },
        .delete(
            "support-grants/:id",
            "endSupportGrant",
            "End a support grant before its time, or refuse what was asked for",
            contested: false
        ) { scope in
            try await scope.company.endSupport(scope.id())
        },
    ]

    /// The agency's side: its people ask for them, see and end them.
    static let hosted: [Endpoint] = [
        .agency.list(
            "companies/:id/support-grants",
            "listHostedSupportGrants",
            "Which of my agency's people may act in a hosted company, newest first"
        ) { scope in
            let company = try await scope.hostedCompany().id
            let slice = try scope.slice(after: SupportGrant.ID.self)
            let rows = try await scope.withCompany(company) {
                try await $0.supportGrants(before: slice.after, limit: slice.fetch)
            }
            return try scope.page(rows, slice, key: \.id) { HostedSupportGrantBody($0, in: company) }
        },
        .agency.get("companies/:id/support-grants/:grant", "getHostedSupportGrant", "One support grant") { scope in
            let (company, id) = (try await scope.hostedCompany().id, try scope.id("grant", of: SupportGrant.self))
            return try await scope.withCompany(company) { try await $0.supportGrant(id) }
                .map { HostedSupportGrantBody($0, in: company) }
        },
        .agency.post(
            "companies/:id/support-grants",
            "askForSupportGrant",
            "Ask a hosted company to let me act in it for some hours",
            needs: .staffWrite
        ) { (input: NewSupportWish, scope) in
            let (company, wish) = (try await scope.hostedCompany().id, try input.wish)
            guard let asking = scope.call.credential.person,
                let person = try await scope.hosting({ try await $0.person(asking) })
            else { throw SupportError.personUnknown }
            return try await scope.withCompany(company) {
                try await HostedSupportGrantBody($0.askForSupport(of: person, wish), in: company)
            }
        },
        .agency.delete(
            "companies/:id/support-grants/:grant",
            "endHostedSupportGrant",
            "End a support grant before its time, or take back what was asked for",
            needs: .staffWrite,
            contested: false
        ) { scope in
            let (company, id) = (try await scope.hostedCompany().id, try scope.id("grant", of: SupportGrant.self))
            try await scope.withCompany(company) { try await $0.endSupport(id) }
        },
    ]
}

struct SupportGrantBody: Body {
    let id: SupportGrant.ID
    let personID: Person.ID
    let name: String
    let permissions: [String]
    let reason: String
    let hours: Int
    let state: SupportGrant.State
    let askedAt: Date
    let givenAt: Date?
    let givenBy: Person.ID?
    let expiresAt: Date?
    let endedAt: Date?

    init(_ grant: SupportGrant) {
        id = grant.id
        personID = grant.personID
        name = grant.name
        permissions = grant.permissions.map(\.rawValue).sorted()
        reason = grant.reason
        hours = grant.hours
        state = grant.state
        askedAt = grant.askedAt
        givenAt = grant.givenAt
        givenBy = grant.givenBy
        expiresAt = grant.expiresAt
        endedAt = grant.endedAt
    }

    var location: String? { "support-grants/\(id)" }

    static let example = SupportGrantBody(
        SupportGrant(
            id: Examples.id(9),
            personID: Examples.person,
            name: "Ada Operator",
            permissions: [.customersRead, .importsRead],
            reason: "The nightly import fails",
            hours: 2,
            state: .ended,
            askedAt: Examples.instant,
            givenAt: Examples.instant,
            givenBy: Examples.person,
            expiresAt: Examples.instant,
            endedAt: Examples.instant
        )
    )
    static let notes = [
        "person_id": "The agency's person",
        "name": "What they are called",
        "permissions": "What they may do, of the whole company",
        "hours": "For how long, from when it is given",
        "state": "asked: for a week; live: they may act; ended: by the clock or by hand, refused, or not answered",
        "given_by": "Who gave it; absent for the operator of the installation",
        "expires_at": "When it ends by the clock",
        "ended_at": "When it was ended by hand, or refused; absent otherwise",
    ]
}

/// A support grant as the agency sees it: the same properties.
struct HostedSupportGrantBody: Body {
    let company: Company.ID
    let grant: SupportGrantBody

    init(_ grant: SupportGrant, in company: Company.ID) {
        self.company = company
        self.grant = SupportGrantBody(grant)
    }

    private init(_ grant: SupportGrantBody, in company: Company.ID) {
        self.company = company
        self.grant = grant
    }

    func encode(to encoder: any Encoder) throws { try grant.encode(to: encoder) }

    var location: String? { "companies/\(company)/support-grants/\(grant.id)" }
    static let example = HostedSupportGrantBody(.example, in: Examples.company)
    static let notes = SupportGrantBody.notes
}

struct NewSupportWish: Described {
    let permissions: [String]
    let reason: String
    let hours: Int

    var wish: SupportGrant.Wish {
        get throws { try SupportGrant.Wish(permissions: .init(named: permissions), reason: reason, hours: hours) }
    }

    static let fields: [Field<Self>] = [
        .supportPermissions(\.permissions),
        .text("reason", \.reason, SupportGrant.reasonLength, "Why; the company and its audit keep it"),
        .integer("hours", \.hours, SupportGrant.hoursRange.wire, "For how long, from when it is given"),
    ]
}

struct NewSupportGrant: Described {
    let email: String
    let permissions: [String]
    let reason: String
    let hours: Int

    var wish: SupportGrant.Wish {
        get throws { try SupportGrant.Wish(permissions: .init(named: permissions), reason: reason, hours: hours) }
    }

    static let fields: [Field<Self>] = [
        .text("email", \.email, Person.emailLength, "Address of somebody who works for the agency"),
        .supportPermissions(\.permissions),
        .text("reason", \.reason, SupportGrant.reasonLength, "Why; the audit keeps it"),
        .integer("hours", \.hours, SupportGrant.hoursRange.wire, "For how long, from now"),
    ]
}

extension Field {
    /// Permissions that a support grant may hold.
    fileprivate static func supportPermissions(_ property: KeyPath<Body, [String]>) -> Self {
        let known = Permission.allCases.filter(\.isSupportable).map(\.rawValue)
        let pattern = "^(" + known.joined(separator: "|") + ")$"
        return .words("permissions", property, 1...known.count, each: pattern, "What they may do, and nothing else") {
            known.contains($0)
        }
    }
}

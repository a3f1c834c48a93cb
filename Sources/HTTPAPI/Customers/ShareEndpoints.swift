import Domain
import FoundationEssentials
import Store

/// Customers lent to colleagues.
enum ShareEndpoints {
    static let all: [Endpoint] = [
        .list("customers/:id/shares", "listCustomerShares", "With whom a customer is or was shared, newest first") {
            scope in
            let slice = try scope.slice(after: CustomerShare.ID.self)
            let rows = try await scope.company.shares(of: scope.id(), before: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: \.id) { ShareBody($0) }
        },
        .post("customers/:id/shares", "shareCustomer", "Share a customer with a colleague until a time") {
            (input: NewShare, scope) in
            try await ShareBody(
                scope.company.shareCustomer(
                    scope.id(),
                    with: input.personID,
                    input.level,
                    reason: input.reason,
                    until: input.expiresAt
                )
            )
        },
        .list("shares", "listShares", "What I shared and what is shared with me, newest first") { scope in
            let slice = try scope.slice(after: CustomerShare.ID.self)
            let rows = try await scope.company.shares(before: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: \.id) { ShareBody($0) }
        },
        .get("shares/:id", "getShare", "One share") { scope in
            try await scope.company.share(scope.id()).map(ShareBody.init)
        },
        .delete("shares/:id", "revokeShare", "Take a share back before its time", contested: false) { scope in
            try await scope.company.revokeShare(scope.id())
        },
    ]
}

struct ShareBody: Body {
    let id: CustomerShare.ID
    let customerID: Customer.ID
    let personID: Person.ID
    let level: CustomerShare.Level
    let reason: String
    let sharedBy: Person.ID?
    let createdAt: Date
    let expiresAt: Date
    let revokedAt: Date?

    init(_ share: CustomerShare) {
        id = share.id
        customerID = share.customerID
        personID = share.personID
        level = share.level
        reason = share.reason
        sharedBy = share.sharedBy
        createdAt = share.createdAt
        expiresAt = share.expiresAt
        revokedAt = share.revokedAt
    }

    var location: String? { "shares/\(id)" }

    static let example = ShareBody(
        CustomerShare(
            id: Examples.id(8),
            customerID: Examples.id(1),
            personID: Examples.person,
            level: .write,
            reason: "Covers my leave",
            sharedBy: Examples.person,
            createdAt: Examples.instant,
            expiresAt: Examples.instant,
            revokedAt: Examples.instant
        )
    )
    static let notes = [
        "person_id": "With whom it is shared",
        "level": "read: see it, with all that hangs on it; write: change it as its owner may, but not share it on",
        "shared_by": "Who shared it; absent for an integration",
        "revoked_at": "When it was taken back; absent otherwise",
    ]
}

struct NewShare: Described {
    let personID: Person.ID
    let level: CustomerShare.Level
    let reason: String
    let expiresAt: Date

    static let fields: [Field<Self>] = [
        .id("person_id", \.personID, "With whom: somebody at work in the company"),
        .choice("level", \.level, "read, or write as its owner may"),
        .text("reason", \.reason, CustomerShare.reasonLength, "Why; the audit keeps it"),
        .timestamp("expires_at", \.expiresAt, "Until when, at most 366 days from now"),
    ]
}

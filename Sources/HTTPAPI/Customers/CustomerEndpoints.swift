import Domain
import Hummingbird
import Store

/// Whom the company serves, and who is responsible for them.
enum CustomerEndpoints {
    static let all: [Endpoint] = [
        .list("customers", "listCustomers", "Customers by name", filters: filters) { scope in
            let slice = try scope.slice(after: CustomerPosition.self)
            let rows = try await scope.company.customers(
                CustomerFilter(scope.query),
                after: slice.after,
                limit: slice.fetch
            )
            return try scope.page(rows, slice, key: \.position) { CustomerBody($0.customer) }
        },
        .get("customers/:id", "getCustomer", "One customer") { scope in
            try await scope.company.customer(scope.id()).map(CustomerBody.init)
        },
        .post("customers", "createCustomer", "Add a customer") { (input: NewCustomer, scope) in
            // An agent adds customers of their own; anybody else's would be invisible to them at once.
            let owner = scope.principal.owner(asked: input.ownerID)
            return try await CustomerBody(scope.company.insertCustomer(input.draft, owner: owner))
        },
        .bulk("customers/bulk", "createCustomers", "Add many customers at once") { (input: NewCustomer, scope) in
            let owner = scope.principal.owner(asked: input.ownerID)
            return try await CustomerBody(scope.company.insertCustomer(input.draft, owner: owner))
        },
        .patch("customers/:id", "changeCustomer", "Change a customer") {
            (input: CustomerPatch, scope) -> CustomerBody? in
            guard let old = try await scope.company.customer(scope.id()) else { return nil }
            return try await CustomerBody(
                scope.company.changeCustomer(old.id, input.applied(to: old), expecting: try scope.version)
            )
        },
        .post("customers/:id/archival", "archiveCustomer", "Stop serving a customer; everything is kept", status: .ok) {
            scope in
            try await CustomerBody(scope.company.archiveCustomer(scope.id()))
        },
        .delete("customers/:id/archival", "restoreCustomer", "Serve an archived customer again", contested: false) {
            scope in
            _ = try await scope.company.restoreCustomer(scope.id())
        },
        .post(
            "customers/:id/ownership",
            "changeCustomerOwner",
            "Give a customer to an agent, or to nobody",
            needs: .ownershipWrite,
            status: .ok
        ) { (input: NewOwner, scope) in
            let id: Customer.ID = try scope.id()
            _ = try await scope.company.changeOwner(of: id, to: input.ownerID, reason: input.reason)
            return try await scope.company.customer(id).map(CustomerBody.init)
        },
        .list("customers/:id/owners", "listCustomerOwners", "Who was responsible for a customer, newest first") {
            scope in
            let slice = try scope.slice(after: CustomerOwner.ID.self)
            let rows = try await scope.company.owners(of: scope.id(), before: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: \.id) { CustomerOwnerBody($0) }
        },
    ]

    private static let filters: [Filter] = [
        .choice("state", Customer.State.self, "active where absent"),
        .id("owner_id", "Only this person's"),
        .text("tier", 1...20, "Only this tier"),
        .text("q", 1...100, "Only those whose name or code begins with this, in upper or lower case"),
    ]
}

extension CustomerFilter {
    fileprivate init(_ query: Query) {
        self.init(
            state: query.choice("state") ?? .active,
            ownerID: query.id("owner_id"),
            tier: query.text("tier"),
            prefix: query.text("q")
        )
    }
}

extension Principal {
    /// Who owns a customer that somebody adds: whoever does not see the whole company makes none that they do not see.
    fileprivate func owner(asked: Person.ID?) -> Person.ID? {
        switch visibility {
        case .own: person
        case .team, .subtree: asked ?? person
        case .company: asked
        }
    }
}

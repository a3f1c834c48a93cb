import Domain
import FoundationEssentials
import Store
import TestSupport
import Testing

@Suite(.database) struct CustomerQueriesTests {
    private func add(_ name: String, code: String? = nil, owner: Person.ID? = nil, to company: StaffedCompany)
        async throws
        -> Customer
    {
        try await database.withCompany(company.id, as: company.manager) {
            try await $0.insertCustomer(CustomerDraft(code: code, name: name), owner: owner)
        }
    }

    @Test func `a customer is kept as it was given`() async throws {
        let company = try await Factory.company()
        let draft = CustomerDraft(
            code: "C-1",
            kind: .organisation,
            name: "华东贸易",
            email: "a@b.example",
            phone: "12345",
            note: "vip"
        )
        let made = try await database.withCompany(company.id, as: company.manager) {
            try await $0.insertCustomer(draft)
        }
        let read = try await database.withCompany(company.id, as: company.manager) { try await $0.customer(made.id) }
        #expect(read == made)
        #expect((made.code, made.kind, made.name, made.note) == ("C-1", .organisation, "华东贸易", "vip"))
        #expect((made.state, made.version, made.ownerID) == (.active, 1, nil))
    }

    @Test func `another company sees and changes nothing`() async throws {
        let ours = try await Factory.company(), theirs = try await Factory.company()
        let customer = try await add("Ann", to: ours)
        try await database.withCompany(theirs.id, as: theirs.manager) { company async throws in
            #expect(try await company.customer(customer.id) == nil)
            #expect(try await company.customers(CustomerFilter(), limit: 10).isEmpty)
            await #expect(throws: CustomerError.unknown) { _ = try await company.archiveCustomer(customer.id) }
            await #expect(throws: CustomerError.unknown) { _ = try await company.orders(of: customer.id, limit: 1) }
        }
    }

    @Test func `an agent sees the customers they own and what belongs to them`() async throws {
        let company = try await Factory.company()
        let own = try await add("Own", owner: company.agent.person, to: company)
        let other = try await add("Other", owner: company.colleague.person, to: company)
        let contact = try await database.withCompany(company.id, as: company.manager) {
            try await $0.insertContact(ContactDraft(name: "Li"), of: other.id)
        }
        try await database.withCompany(company.id, as: company.agent) { transaction async throws in
            #expect(try await transaction.customers(CustomerFilter(), limit: 10).map(\.customer.id) == [own.id])
            #expect(try await transaction.customer(other.id) == nil)
            #expect(try await transaction.contact(contact.id) == nil)
            await #expect(throws: CustomerError.unknown) {
                _ = try await transaction.insertInteraction(InteractionDraft(kind: .call, summary: "x"), with: other.id)
            }
        }
    }

    @Test func `lists go by name, page by page, and find by prefix of name or code`() async throws {
        let company = try await Factory.company()
        for (name, code) in [("bob", "X-3"), ("Ann", "X-1"), ("Zoe", "x-2"), ("安", "Y-1"), ("ann", "Y-2")] {
            _ = try await add(name, code: code, to: company)
        }
        try await database.withCompany(company.id, as: company.manager) { transaction async throws in
            var names: [String] = []
            var after: CustomerPosition?
            repeat {
                let page = try await transaction.customers(CustomerFilter(), after: after, limit: 2)
                names += page.map(\.customer.name)
                after = page.last?.position
            } while after != nil
            #expect(names == ["Ann", "ann", "bob", "Zoe", "安"])
            func found(_ prefix: String) async throws -> [String] {
                try await transaction.customers(CustomerFilter(prefix: prefix), limit: 10).map(\.customer.name)
            }
            #expect(try await found("AN") == ["Ann", "ann"])
            #expect(try await found("X-") == ["Ann", "bob", "Zoe"])
            #expect(try await found("安") == ["安"])
            #expect(try await found("n%") == [])
        }
    }

    @Test func `a change needs the version that was read`() async throws {
        let company = try await Factory.company()
        let old = try await add("Ann", code: "C-1", to: company)
        _ = try await add("Bob", code: "C-2", to: company)
        try await database.withCompany(company.id, as: company.manager) { transaction async throws in
            let new = try await transaction.changeCustomer(
                old.id,
                CustomerDraft(code: "C-1", name: "Anna"),
                expecting: 1
            )
            #expect((new.name, new.version) == ("Anna", 2))
            await #expect(throws: CustomerError.stale) {
                _ = try await transaction.changeCustomer(old.id, CustomerDraft(name: "x"), expecting: 1)
            }
        }
        await #expect(throws: CustomerError.codeTaken) {
            _ = try await database.withCompany(company.id, as: company.manager) {
                try await $0.changeCustomer(old.id, CustomerDraft(code: "C-2", name: "x"), expecting: 2)
            }
        }
    }

    @Test func `an archived customer is left alone until it is restored`() async throws {
        let company = try await Factory.company()
        let customer = try await add("Ann", to: company)
        try await database.withCompany(company.id, as: company.manager) { transaction async throws in
            let archived = try await transaction.archiveCustomer(customer.id)
            #expect(archived.state == .archived && archived.archivedAt != nil)
            #expect(try await transaction.archiveCustomer(customer.id) == archived)
            await #expect(throws: CustomerError.archived) {
                _ = try await transaction.insertContact(ContactDraft(name: "Li"), of: customer.id)
            }
            #expect(try await transaction.customers(CustomerFilter(), limit: 10).isEmpty)
            #expect(try await transaction.customers(CustomerFilter(state: .archived), limit: 10).count == 1)
            #expect(try await transaction.restoreCustomer(customer.id).archivedAt == nil)
        }
    }

    @Test func `changes of the owner are remembered`() async throws {
        let company = try await Factory.company()
        let customer = try await add("Ann", owner: company.agent.person, to: company)
        try await database.withCompany(company.id, as: company.manager) { transaction async throws in
            _ = try await transaction.changeOwner(of: customer.id, to: company.colleague.person, reason: "handover")
            #expect(
                try await transaction.changeOwner(of: customer.id, to: company.colleague.person, reason: "x") == nil
            )
            _ = try await transaction.changeOwner(of: customer.id, to: nil, reason: "left")
            let history = try await transaction.owners(of: customer.id, limit: 10)
            #expect(history.map(\.ownerID) == [nil, company.colleague.person, company.agent.person])
            #expect(history.map(\.reason) == ["left", "handover", "created"])
            #expect(history.first?.changedBy == company.manager.person)
            await #expect(throws: CustomerError.ownerUnknown) {
                _ = try await transaction.changeOwner(of: customer.id, to: .make(), reason: "x")
            }
        }
    }

    @Test func `contacts are changed and taken away`() async throws {
        let company = try await Factory.company()
        let customer = try await add("Firm", to: company)
        try await database.withCompany(company.id, as: company.manager) { transaction async throws in
            let contact = try await transaction.insertContact(ContactDraft(name: "Li", title: "CFO"), of: customer.id)
            let changed = try await transaction.changeContact(contact.id, ContactDraft(name: "Li Fang"), expecting: 1)
            #expect((changed.details.name, changed.details.title, changed.version) == ("Li Fang", nil, 2))
            await #expect(throws: CustomerError.stale) { try await transaction.deleteContact(contact.id, expecting: 1) }
            try await transaction.deleteContact(contact.id, expecting: 2)
            #expect(try await transaction.contacts(of: customer.id, limit: 10).isEmpty)
            await #expect(throws: CustomerError.contactUnknown) {
                try await transaction.deleteContact(contact.id, expecting: 2)
            }
        }
    }

    @Test func `interactions come newest first, page by page`() async throws {
        let company = try await Factory.company()
        let customer = try await add("Ann", owner: company.agent.person, to: company)
        try await database.withCompany(company.id, as: company.agent) { transaction async throws in
            for hour in [3, 1, 2] {
                _ = try await transaction.insertInteraction(
                    InteractionDraft(
                        kind: hour == 2 ? .visit : .call,
                        summary: "\(hour)",
                        askedFor: "a",
                        promised: "p"
                    ),
                    with: customer.id,
                    happenedAt: Date(timeIntervalSince1970: 1_780_000_000 + Double(hour) * 3600)
                )
            }
            let first = try await transaction.interactions(with: customer.id, limit: 2)
            #expect(first.map(\.details.summary) == ["3", "2"])
            #expect(first.allSatisfy { $0.personID == company.agent.person })
            let after = first.last.map(Interaction.Position.init)
            #expect(
                try await transaction.interactions(with: customer.id, after: after, limit: 2).map(\.details.summary)
                    == ["1"]
            )
            #expect(
                try await transaction.interactions(with: customer.id, kind: .visit, limit: 2).map(\.details.summary)
                    == ["2"]
            )
        }
    }

    @Test func `limits of the domain are the limits of the table`() async throws {
        let company = try await Factory.company()
        func add(_ draft: CustomerDraft) async throws {
            _ = try await database.withCompany(company.id, as: company.manager) { try await $0.insertCustomer(draft) }
        }
        func text(_ length: Int) -> String { String(repeating: "客", count: length) }
        try await add(
            CustomerDraft(
                code: text(Customer.codeLength.upperBound),
                name: text(Customer.nameLength.upperBound),
                email: text(Customer.emailLength.upperBound),
                phone: text(Customer.phoneLength.upperBound),
                note: text(Customer.noteLength.upperBound)
            )
        )
        for draft in [
            CustomerDraft(code: text(Customer.codeLength.upperBound + 1), name: "x"),
            CustomerDraft(name: text(Customer.nameLength.upperBound + 1)), CustomerDraft(name: ""),
            CustomerDraft(name: "x", email: text(Customer.emailLength.upperBound + 1)),
            CustomerDraft(name: "x", phone: text(Customer.phoneLength.upperBound + 1)),
            CustomerDraft(name: "x", note: text(Customer.noteLength.upperBound + 1)),
        ] {
            await #expect(throws: (any Error).self) { try await add(draft) }
        }
    }
}

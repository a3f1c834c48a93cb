public import Domain
import FoundationEssentials
public import Store
import Testing

/// A company with a manager and two agents; a test that needs isolation makes two.
public struct StaffedCompany: Sendable {
    /// The company.
    public let id: Company.ID
    /// Its agency.
    public let agency: Agency.ID
    /// Who manages it.
    public let manager: Principal
    /// Who works in it.
    public let agent: Principal
    /// Who works in it, too.
    public let colleague: Principal

    /// A company that is staffed already.
    public init(id: Company.ID, agency: Agency.ID, manager: Principal, agent: Principal, colleague: Principal) {
        self.id = id
        self.agency = agency
        self.manager = manager
        self.agent = agent
        self.colleague = colleague
    }
}

/// Makes what tests need, with the program's own statements.
public enum Factory {
    /// A word that no other test uses.
    public static func word(_ prefix: String = "t") -> String {
        prefix + Identifier<Company>.make().description.replacing("-", with: "").suffix(16)
    }

    /// A staffed company in an agency of its own.
    public static func company(
        in database: Database = database,
        timeZone: String = "UTC",
        currency: String = "USD",
        locale: Language = .english
    ) async throws -> StaffedCompany {
        let agency = try await database.withHosting { try await $0.insertAgency(name: word(), id: .make()).id }
        return try await company(of: agency, in: database, timeZone: timeZone, currency: currency, locale: locale)
    }

    /// A staffed company of an agency.
    public static func company(
        of agency: Agency.ID,
        in database: Database = database,
        timeZone: String = "UTC",
        currency: String = "USD",
        locale: Language = .english
    ) async throws -> StaffedCompany {
        let draft = try CompanyDraft(
            name: word("Company "),
            slug: word(),
            locale: locale,
            timeZone: timeZone,
            currency: try #require(Currency(currency))
        )
        let id = Company.ID.make()
        try await database.withHosting { _ = try await $0.insertCompany(draft, id: id, agency: agency) }
        return StaffedCompany(
            id: id,
            agency: agency,
            manager: try await member(of: id, .manager, in: database),
            agent: try await member(of: id, .agent, in: database),
            colleague: try await member(of: id, .agent, in: database)
        )
    }

    /// A new person with a place in a company.
    public static func member(
        of company: Company.ID,
        _ role: Role,
        in database: Database = database,
        name: String = "Someone"
    ) async throws -> Principal {
        let person = try await database.withHosting {
            try await $0.findOrAddPerson(name: name, email: "\(word())@people.example", locale: .english)
        }
        try await enrol(person, in: company, role, database: database)
        return Principal(person: person.id, role: role)
    }

    /// A new person whose role in a company allows one thing, and who sees the whole company.
    public static func member(of company: Company.ID, only permission: Permission) async throws -> Principal {
        let person = try await database.withHosting {
            try await $0.findOrAddPerson(name: "Someone", email: "\(word())@people.example", locale: .english)
        }
        try await database.withCompany(company, as: .operator) { transaction in
            let role = try await transaction.insertRole(
                name: word(),
                base: .manager,
                visibility: .company,
                permissions: [permission]
            )
            _ = try await transaction.addMembership(
                of: person,
                role: .manager,
                roleID: role.id,
                team: nil,
                taskCapacity: nil
            )
        }
        return Principal(person: person.id, role: .manager, permissions: [permission])
    }

    /// Gives a person a place in a company.
    public static func enrol(
        _ person: Person,
        in company: Company.ID,
        _ role: Role,
        database: Database = database
    ) async throws {
        _ = try await database.withCompany(company, as: .operator) {
            try await $0.addMembership(of: person, role: role, team: nil, taskCapacity: nil)
        }
    }
}

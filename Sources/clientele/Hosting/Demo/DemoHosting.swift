import Domain
import Store

/// Hosts and staffs the demo. Every step looks first whether it was done before: one that was interrupted goes on.
struct DemoHosting {
    let database: Database

    /// Hosts a company with its people, and gives keys to its manager and first agent.
    func host(_ plan: DemoCompany) async throws -> DemoFile.Company {
        let company = try await hostedCompany(plan)
        for person in [plan.manager] + plan.agents {
            try await staff(company, with: person)
        }
        return DemoFile.Company(
            id: company.description,
            name: plan.name,
            managerKey: try await freshKey(of: plan.manager),
            agentKey: try await freshKey(of: plan.agents[0])
        )
    }

    /// Whether this database issued the keys of the file: another DATABASE_URL may be given than the last time.
    func knows(_ file: DemoFile) async throws -> Bool {
        for text in file.companies.flatMap({ [$0.managerKey, $0.agentKey] }) {
            guard let secret = APIKeySecret(text) else { return false }
            guard try await database.withHosting({ try await $0.credential(hash: secret.hash) }) != nil else {
                return false
            }
        }
        return true
    }

    private func hostedCompany(_ plan: DemoCompany) async throws -> Company.ID {
        let draft = try CompanyDraft(
            name: plan.name,
            slug: plan.slug,
            locale: plan.locale,
            timeZone: plan.timeZone,
            currency: plan.currency
        )
        return try await database.withHosting { hosting in
            if let company = try await hosting.company(slug: plan.slug) { return company.id }
            let agency =
                if let first = try await hosting.agencies().first { first } else {
                    try await hosting.insertAgency(name: DemoPlan.agency, id: .make())
                }
            return try await hosting.insertCompany(draft, id: .make(), agency: agency.id).id
        }
    }

    private func staff(_ company: Company.ID, with plan: DemoPerson) async throws {
        let person = try await database.withHosting { hosting in
            try await hosting.findOrAddPerson(name: plan.name, email: plan.email, locale: plan.locale)
        }
        try await database.withCompany(company, as: .operator) { company in
            guard try await company.membership(person.id) == nil else { return }
            _ = try await company.addMembership(of: person, role: plan.role, team: nil, taskCapacity: nil)
        }
    }

    /// A new key, in place of those that an interrupted start has issued and lost.
    private func freshKey(of plan: DemoPerson) async throws -> String {
        try await database.withHosting { hosting in
            let person = try await hosting.findOrAddPerson(name: plan.name, email: plan.email, locale: plan.locale)
            for key in try await hosting.keys(of: .person(person.id)) where key.name == DemoPlan.agency {
                _ = try await hosting.revokeKey(key.id, of: .person(person.id))
            }
            return try await hosting.issueKey(to: .person(person.id), name: DemoPlan.agency, expiresAt: nil).secret.text
        }
    }
}

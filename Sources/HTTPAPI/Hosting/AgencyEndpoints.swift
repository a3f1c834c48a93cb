import Domain
import Store

/// What an agency does with the companies that it hosts.
enum AgencyEndpoints {
    static let all: [Endpoint] = [
        .agency.get("", "getAgency", "My agency") { scope in
            try await scope.hosting { try await $0.agency(scope.agency) }.map { AgencyBody($0, role: scope.role) }
        },
        .agency.list("companies", "listHostedCompanies", "The companies that my agency hosts, the oldest first") {
            scope in
            let slice = try scope.slice(after: Company.ID.self)
            let rows = try await scope.hosting { hosting in
                try await hosting.companies(of: scope.agency, after: slice.after, limit: slice.fetch)
            }
            return try scope.page(rows, slice, key: \.id) { HostedCompanyBody(CompanyBody($0)) }
        },
        .agency.get("companies/:id", "getHostedCompany", "One company that my agency hosts") { scope in
            try await HostedCompanyBody(CompanyBody(scope.hostedCompany()))
        },
        .agency.post("companies", "hostCompany", "Host a company") { (input: NewCompany, scope) in
            let draft = try input.draft
            return try await scope.hosting { hosting in
                try await HostedCompanyBody(
                    CompanyBody(hosting.insertCompany(draft, id: .make(), agency: scope.agency))
                )
            }
        },
        .agency.patch(
            "companies/:id",
            "changeHostedCompany",
            "Change, suspend or resume a company that my agency hosts"
        ) {
            (input: HostedCompanyPatch, scope) in
            let (company, version) = (try await scope.hostedCompany().id, try scope.version)
            return try await scope.hosting { hosting in
                try await HostedCompanyBody(
                    CompanyBody(hosting.changeCompany(company, input.change, expecting: version))
                )
            }
        },
        .agency.post(
            "companies/:id/memberships",
            "staffHostedCompany",
            "Give a person who works for no agency a place in a hosted company",
            needs: .staffWrite
        ) { (input: NewMembership, scope) in
            let company = try await scope.hostedCompany()
            let person = try await scope.hosting { hosting in
                let person = try await hosting.findOrAddPerson(
                    name: input.name,
                    email: input.email,
                    locale: input.locale ?? company.locale
                )
                try await hosting.requireNoAgencyMember(person.id)
                return person
            }
            return try await scope.withCompany(company.id) { transaction in
                let membership = try await transaction.addMembership(
                    of: person.called(input.name, reading: input.locale),
                    role: transaction.role(input.role, or: input.roleID),
                    roleID: input.roleID,
                    team: input.teamID,
                    taskCapacity: input.taskCapacity
                )
                return HostedMembershipBody(MembershipBody(membership), in: company.id)
            }
        },
        .agency.post(
            "companies/:id/memberships/:person/keys",
            "issueKeyForMember",
            "Issue a key to somebody who works only in companies of my agency",
            needs: .staffWrite
        ) { (input: NewKey, scope) in
            let company = try await scope.hostedCompany().id
            let person = try scope.id("person", of: Person.self)
            let scopes = try input.scopes(within: scope.call.credential.scopes)
            return try await scope.hosting { hosting in
                try await hosting.requireStaff(person, in: company, of: scope.agency, for: scope.role)
                return try await IssuedKeyBody(
                    hosting.issueKey(
                        to: .person(person),
                        name: input.name,
                        expiresAt: input.expiresAt,
                        scopes: scopes
                    )
                )
            }
        },
    ]
}

extension AgencyScope {
    /// The company in the path, where the agency hosts it.
    func hostedCompany() async throws -> Company {
        let id = try id(of: Company.self)
        guard let company = try await hosting({ try await $0.company(id) }),
            Rule.agencyHosts.holds(company.agencyID == agency)
        else {
            throw HostingError.companyUnknown
        }
        return company
    }
}

import Domain
import Store

/// Who works in the company.
enum MembershipEndpoints {
    static let all: [Endpoint] = [
        .list(
            "memberships",
            "listMemberships",
            "Who works in the company",
            filters: [
                .choice("role", of: Membership.roles.map(\.rawValue), "Only this role"),
                .choice("state", Membership.State.self, "Only this state"),
                .id("team_id", "Only this team"),
            ]
        ) { scope in
            let slice = try scope.slice(after: Person.ID.self)
            let rows = try await scope.company.memberships(
                role: scope.query.choice("role"),
                state: scope.query.choice("state"),
                team: scope.query.id("team_id"),
                after: slice.after,
                limit: slice.fetch
            )
            return try scope.page(rows, slice, key: \.personID) { MembershipBody($0) }
        },
        .get("memberships/:id", "getMembership", "One person's place in the company") { scope in
            try await scope.company.membership(scope.id()).map(MembershipBody.init)
        },
        .post("memberships", "addMembership", "Give a person a place in the company") {
            (input: NewMembership, scope) in
            let locale = try await input.locale == nil ? scope.company.hostedCompany().locale : input.locale
            let person = try await scope.hosting { hosting in
                try await hosting.findOrAddPerson(name: input.name, email: input.email, locale: locale ?? .english)
            }
            return try await MembershipBody(
                scope.company.addMembership(
                    of: person.called(input.name, reading: input.locale),
                    role: scope.company.role(input.role, or: input.roleID),
                    roleID: input.roleID,
                    team: input.teamID,
                    taskCapacity: input.taskCapacity
                )
            )
        },
        .patch("memberships/:id", "changeMembership", "Change a person's place in the company") {
            (input: MembershipPatch, scope) in
            try await MembershipBody(
                scope.company.changeMembership(scope.id(), input.change, expecting: try scope.version)
            )
        },
        .delete("memberships/:id", "endMembership", "End a person's place in the company") { scope in
            _ = try await scope.company.endMembership(scope.id(), expecting: try scope.version)
        },
    ]
}

extension Person {
    /// The person under the name and in the language that a company gives them.
    func called(_ name: String, reading locale: Language?) -> Person {
        Person(id: id, name: name, email: email, locale: locale ?? self.locale, createdAt: createdAt)
    }
}

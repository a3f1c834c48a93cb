import Domain
import Hummingbird
import Store

/// Links that let a person set a password: invitations, and for who forgot theirs.
enum LinkEndpoints {
    /// Made by those who run a company or its agency.
    static let invitations: [Endpoint] = [
        .post(
            "memberships/:id/invitation",
            "inviteMember",
            "Make a link with which somebody who works here only sets their first password",
            needs: .rolesWrite
        ) { scope in
            guard let member = try await scope.company.membership(scope.id()), member.state == .active else {
                return nil as InvitationBody?
            }
            try await scope.company.noteInvitation(of: member.personID)
            let (company, origin) = (scope.company.company, scope.call.client.origin)
            let made = try await scope.hosting {
                try await $0.makeLink(.invitation, for: member.personID, by: .company(company), from: origin)
            }
            return InvitationBody(made, below: scope.call.identity.publicURL)
        }
    ]

    /// Made by the agency.
    static let staffInvitations: [Endpoint] = [
        .agency.post(
            "companies/:id/memberships/:person/invitation",
            "inviteStaff",
            "Make a link with which somebody who works only in companies of my agency sets their first password",
            needs: .staffWrite
        ) { scope in
            let company = try await scope.hostedCompany().id
            let person = try scope.id("person", of: Person.self)
            let made = try await scope.hosting { hosting in
                try await hosting.requireStaff(person, in: company, of: scope.agency, for: scope.role)
                return try await hosting.makeLink(
                    .invitation,
                    for: person,
                    by: .agency(scope.agency),
                    from: scope.call.client.origin
                )
            }
            try await scope.withCompany(company) { try await $0.noteInvitation(of: person) }
            return InvitationBody(made, below: scope.call.identity.publicURL)
        }
    ]

    /// For anybody.
    static let open: [Endpoint] = [
        .open("invitations/acceptance", "acceptInvitation", "Set my first password with a link", status: .noContent) {
            (input: PasswordByLink, scope) in
            try await scope.setPassword(input, for: .invitation)
        },
        .open("password-resets", "requestPasswordReset", "Have a link sent to set another password", status: .accepted)
        { (input: NewReset, scope) in
            try await scope.requestReset(input.email)
        },
        .open(
            "password-resets/completion",
            "completePasswordReset",
            "Set another password with a link; signs out everywhere",
            status: .noContent
        ) { (input: PasswordByLink, scope) in
            try await scope.setPassword(input, for: .reset)
        },
    ]
}

extension OpenScope {
    /// The same answer after the same time, whether there is such a login or not.
    fileprivate func requestReset(_ email: String) async throws -> NoBody {
        let end = ContinuousClock.now + identity.answerTime
        try identity.throttle.take([.network(client.origin.network)])
        try await hosting { try await $0.requestReset(email: email) }
        try await Task.sleep(until: end)
        return NoBody()
    }

    fileprivate func setPassword(_ input: PasswordByLink, for purpose: LoginLink.Purpose) async throws -> NoBody {
        let lanes: [SignInThrottle.Lane] = [.network(client.origin.network)]
        try identity.throttle.take(lanes)
        guard let secret = SecretToken(input.token),
            let person = try await hosting({ try await $0.holder(of: secret, for: purpose) })
        else { throw LoginLinkError.dead }
        let password = try Password(input.password, for: person.email)
        let hash = try await identity.passwords.hash(password)
        _ = try await hosting {
            try await $0.setPassword(hash: hash, with: secret, for: purpose, from: client.origin)
        }
        identity.throttle.giveBack(lanes)
        identity.signIn.forget()
        return NoBody()
    }
}

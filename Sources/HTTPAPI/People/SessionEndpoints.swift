import Domain
import Hummingbird
import Store

/// Signing in with a password, and the sessions that come of it.
enum SessionEndpoints {
    static let all: [Endpoint] = [
        .open("session", "signIn", "Sign in with address and password") { (input: NewSession, scope) in
            try await scope.signIn(input)
        },
        .me.get("", "getMe", "Who I am, and the session that I am in") { scope in
            let current = scope.call.credential.session
            let (login, sessions) = try await scope.hosting { hosting in
                (try await hosting.login(of: scope.person), try await hosting.sessions(of: scope.person))
            }
            return login.map { login in
                MeBody(
                    person: SelfBody(login.person),
                    session: sessions.first { $0.id == current }.map { SessionBody($0, current: current) },
                    csrfToken: scope.call.csrfToken
                )
            }
        },
        .me.get("sessions", "listMySessions", "Where I am signed in") { scope in
            let sessions = try await scope.hosting { try await $0.sessions(of: scope.person) }
            return SessionsBody(items: sessions.map { SessionBody($0, current: scope.call.credential.session) })
        },
        .me.delete(
            "sessions",
            "endMyOtherSessions",
            "Sign out everywhere else",
            contested: false
        ) { scope in
            let current = scope.call.credential.session
            _ = try await scope.hosting {
                try await $0.endSessions(of: scope.person, except: current, from: scope.call.client.origin)
            }
            scope.call.identity.signIn.forget()
        },
        .me.delete("sessions/:id", "endMySession", "Sign out somewhere", contested: false) {
            scope in
            try await scope.end(scope.id(of: Session.self), as: .sessionEnded)
        },
        .me.delete("session", "signOut", "Sign out here", contested: false) { scope in
            guard let current = scope.call.credential.session else { throw SessionError.none }
            try await scope.end(current, as: .signedOut)
        },
        .me.post("session/rotation", "rotateMySession", "Give my session another secret") {
            scope in
            guard let current = scope.call.credential.session else { throw SessionError.none }
            let renewed = try await scope.hosting { hosting in
                try await hosting.renew(current, of: scope.person, from: scope.call.client.origin)
            }
            scope.call.identity.signIn.forget()
            return renewed
        },
        .me.put("password", "changeMyPassword", "Change my password; signs out everywhere else", contested: false) {
            (input: NewPassword, scope) in
            try await scope.changePassword(input)
        },
        .me.list("sign-ins", "listMySignIns", "What happened to my login, the newest first") { scope in
            let slice = try scope.slice(after: SignInEvent.ID.self)
            let rows = try await scope.hosting { hosting in
                try await hosting.signIns(of: scope.person, before: slice.after, limit: slice.fetch)
            }
            return try scope.page(rows, slice, key: \.id) { SignInEventBody($0) }
        },
    ]
}

extension PersonScope {
    fileprivate func end(_ session: Session.ID, as deed: SignInEvent.Deed) async throws {
        try await hosting {
            try await $0.endSession(session, of: person, as: deed, from: call.client.origin)
        }
        call.identity.signIn.forget()
    }

    /// Sets another password, ends every other session, and gives this one another secret.
    fileprivate func changePassword(_ input: NewPassword) async throws -> PasswordChangedBody {
        guard let email = try await hosting({ try await $0.person(person) })?.email else { throw Problem.notFound }
        let password = try Password(input.password, for: email)
        _ = try await requirePassword(input.currentPassword)
        let newHash = try await call.identity.passwords.hash(password)
        let current = call.credential.session
        let renewed = try await hosting { hosting in
            try await hosting.setPassword(hash: newHash, of: person)
            try await hosting.note(.passwordChanged, of: person, session: current, from: call.client.origin)
            try await hosting.endSessions(of: person, except: current, from: call.client.origin)
            guard let current else { return nil as SignedInBody? }
            return try await hosting.renew(current, of: person, from: call.client.origin)
        }
        call.identity.signIn.forget()
        return PasswordChangedBody(renewed)
    }
}

extension HostingTransaction {
    fileprivate func renew(
        _ session: Session.ID,
        of person: Person.ID,
        from origin: SignInOrigin
    ) async throws -> SignedInBody {
        let (session, secret) = try await rotateSession(session, of: person, from: origin)
        guard let person = try await self.person(person) else { throw Problem.notFound }
        return SignedInBody(person, session, secret)
    }
}

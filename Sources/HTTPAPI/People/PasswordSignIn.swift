import Domain
import Hummingbird
import Store

extension OpenScope {
    /// How a try ended whose password was right.
    private enum Outcome {
        case signedIn(Session, SecretToken)
        case changedMeanwhile
        case codeMissing
        case codeWrong
        case passwordsForbidden
    }

    /// Signs in; whoever cannot prove who they are gets one answer, after one time, whether there is such a login or not.
    func signIn(_ input: NewSession) async throws -> SignedInBody {
        let end = ContinuousClock.now + identity.answerTime
        let login = try await hosting { try await $0.login(email: input.email) }
        let lanes = lanes(of: login, email: input.email)
        try identity.throttle.take(lanes)
        let isRight: Bool
        do {
            isRight = try await identity.passwords.isRight(input.password, for: login?.passwordHash)
        } catch {
            // Nothing was tried.
            identity.throttle.giveBack(lanes)
            throw error
        }
        guard let login, let hash = login.passwordHash, isRight else {
            throw try await refusal("sign_in.refused", "Address and password do not fit.", login, at: end)
        }
        identity.throttle.giveBack(lanes)
        // A known browser has one lane, which counts its codes as well.
        let codeLanes = input.code == nil ? [] : lanes.count == 1 ? lanes : [.code(login.person.id)]
        try identity.throttle.take(codeLanes)
        let newHash = try await identity.passwords.rehash(input.password, of: hash)
        switch try await begin(login, code: input.code, hash, newHash) {
        case .signedIn(let session, let secret):
            identity.throttle.giveBack(codeLanes)
            let mark = identity.devices.mark(for: login.person.id)
            return SignedInBody(login.person, session, secret, device: mark)
        case .codeMissing:
            throw Self.unauthorized("second_factor.required", "Send a code of your second factor as well.")
        case .codeWrong:
            throw try await refusal("second_factor.refused", "This is not a code that works now.", login, at: end)
        case .passwordsForbidden:
            throw Problem(.forbidden, "sign_in.provider_only", "Sign in through your organisation.")
        case .changedMeanwhile:
            throw try await refusal("sign_in.refused", "Address and password do not fit.", login, at: end)
        }
    }

    /// Everything that a session needs, in one transaction: the password is still the same, and the code is used up.
    private func begin(_ login: Login, code: String?, _ hash: String, _ newHash: String?) async throws -> Outcome {
        let person = login.person.id
        return try await hosting { hosting in
            guard try await hosting.holdPassword(login.passwordVersion, of: person) else { return .changedMeanwhile }
            guard try await hosting.mayUsePassword(login.person) else {
                try await hosting.note(.refused, of: person, from: client.origin)
                return .passwordsForbidden
            }
            if let factor = try await hosting.secondFactor(of: person), factor.confirmedAt != nil {
                guard let code else { return .codeMissing }
                guard try await hosting.spend(code, of: person, factor, in: identity.vault) else { return .codeWrong }
            }
            if let newHash { try await hosting.rehash(of: person, from: hash, to: newHash) }
            let (session, secret) = try await hosting.beginSession(of: person, from: client.origin)
            return .signedIn(session, secret)
        }
    }

    /// The lanes that a try for a login takes. An address without a login has the same ones.
    private func lanes(of login: Login?, email: String) -> [SignInThrottle.Lane] {
        if let person = login?.person.id, let mark = client.device,
            let device = identity.devices.device(mark, of: person)
        {
            return [.device(device)]
        }
        let account = login?.person.id.description ?? email.lowercased()
        let network = client.origin.network
        return [.account(account, network: network), .strangers(account), .network(network)]
    }

    /// Writes down that somebody was refused, and waits: writing takes longer than having nothing to write.
    private func refusal(
        _ code: String,
        _ detail: String,
        _ login: Login?,
        at end: ContinuousClock.Instant
    ) async throws -> Problem {
        let person = login?.person.id
        try await hosting { try await $0.note(.refused, of: person, from: client.origin) }
        try await Task.sleep(until: end)
        return Self.unauthorized(code, detail)
    }

    private static func unauthorized(_ code: String, _ detail: String) -> Problem {
        Problem(.unauthorized, code, detail).with(.wwwAuthenticate, #"Bearer realm="clientele""#)
    }
}

extension PersonScope {
    /// The person's login, where this is their present password; a wrong one counts as when signing in.
    func requirePassword(_ text: String) async throws -> Login {
        guard let login = try await hosting({ try await $0.login(of: person) }) else { throw Problem.notFound }
        guard let hash = login.passwordHash else { throw PasswordError.noneYet }
        let network = call.client.origin.network
        let lanes: [SignInThrottle.Lane] = [.account(person.description, network: network), .network(network)]
        try call.identity.throttle.take(lanes)
        guard try await call.identity.passwords.isRight(text, for: hash) else {
            try await hosting { try await $0.note(.refused, of: person, from: call.client.origin) }
            throw PasswordError.wrong
        }
        call.identity.throttle.giveBack(lanes)
        return login
    }
}

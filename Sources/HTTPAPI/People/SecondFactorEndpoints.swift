import Domain
import FoundationEssentials
import Hummingbird
import Store

/// A person's second factor: an authenticator, and recovery codes for when it is lost.
enum SecondFactorEndpoints {
    static let all: [Endpoint] = [
        .me.get("second-factor", "getMySecondFactor", "Whether signing in asks me for a second factor") { scope in
            SecondFactorBody(try await scope.hosting { try await $0.secondFactor(of: scope.person) })
        },
        .me.post("second-factor", "beginSecondFactor", "Make a secret for my authenticator") {
            (input: PresentPassword, scope) in
            let vault = try scope.call.identity.requireVault()
            let login = try await scope.requirePassword(input.currentPassword)
            let secret = try await scope.hosting { try await $0.beginSecondFactor(of: scope.person, in: vault) }
            return NewSecondFactorBody(secret, email: login.person.email)
        },
        .me.post(
            "second-factor/confirmation",
            "confirmSecondFactor",
            "Show a first code; from then on signing in asks for one, and everywhere else is signed out"
        ) { (input: FactorCode, scope) in
            let vault = try scope.call.identity.requireVault()
            let origin = scope.call.client.origin
            let codes = try await scope.counting { hosting in
                let codes = try await hosting.confirmSecondFactor(
                    of: scope.person,
                    code: input.code,
                    in: vault,
                    from: origin
                )
                try await hosting.endSessions(of: scope.person, except: scope.call.credential.session, from: origin)
                return codes
            }
            scope.call.identity.signIn.forget()
            return RecoveryCodesBody(recoveryCodes: codes)
        },
        .me.post("second-factor/removal", "removeSecondFactor", "Take my second factor away", status: .ok) {
            (input: FactorRemoval, scope) in
            _ = try await scope.requirePassword(input.currentPassword)
            let vault = scope.call.identity.vault
            try await scope.counting { hosting in
                guard let factor = try await hosting.secondFactor(of: scope.person), factor.confirmedAt != nil else {
                    throw SecondFactorError.none
                }
                guard try await hosting.spend(input.code, of: scope.person, factor, in: vault) else {
                    throw SecondFactorError.wrong
                }
                try await hosting.removeSecondFactor(of: scope.person, from: scope.call.client.origin)
            }
            return SecondFactorBody(nil)
        },
    ]
}

extension Identity {
    /// The vault; refuses where the installation has none.
    func requireVault() throws(SecondFactorError) -> FactorVault {
        guard let vault else { throw .noKey }
        return vault
    }
}

extension PersonScope {
    /// Does something that a code is shown for; a wrong one counts.
    fileprivate func counting<Result: Sendable>(
        _ work: @Sendable (HostingTransaction) async throws -> Result
    ) async throws -> Result {
        let lanes: [SignInThrottle.Lane] = [.code(person)]
        try call.identity.throttle.take(lanes)
        do {
            let result = try await hosting(work)
            call.identity.throttle.giveBack(lanes)
            return result
        } catch SecondFactorError.wrong {
            try await hosting { try await $0.note(.refused, of: person, from: call.client.origin) }
            throw SecondFactorError.wrong
        } catch {
            // No code was tried.
            call.identity.throttle.giveBack(lanes)
            throw error
        }
    }
}

struct SecondFactorBody: Body {
    let confirmedAt: Date?
    let recoveryCodesLeft: Int

    init(_ factor: SecondFactor?) {
        self.init(confirmedAt: factor?.confirmedAt, recoveryCodesLeft: factor?.recoveryCodesLeft ?? 0)
    }

    private init(confirmedAt: Date?, recoveryCodesLeft: Int) {
        self.confirmedAt = confirmedAt
        self.recoveryCodesLeft = recoveryCodesLeft
    }

    static let example = SecondFactorBody(confirmedAt: Examples.instant, recoveryCodesLeft: 9)
    static let notes = [
        "confirmed_at": "Since when signing in asks for a code; absent where it does not",
        "recovery_codes_left": "Recovery codes that were not used yet",
    ]
}

struct NewSecondFactorBody: Body {
    let secret: String
    let uri: String

    init(_ secret: [UInt8], email: String) {
        let text = TimeCode.base32(secret)
        self.init(secret: text, uri: Self.uri(text, email))
    }

    private init(secret: String, uri: String) {
        self.secret = secret
        self.uri = uri
    }

    /// The key URI that authenticators read from a QR code.
    private static func uri(_ secret: String, _ email: String) -> String {
        let label = email.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || "-._~@".contains(character))
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(character) : "%" + (byte < 16 ? "0" : "") + digits
        }.joined()
        return "otpauth://totp/Clientele:\(label)?secret=\(secret)&issuer=Clientele&algorithm=SHA1&digits=6&period=30"
    }

    static let example = NewSecondFactorBody(
        Array(1...UInt8(TimeCode.secretLength)),
        email: "xiaoming@lantern.example"
    )
    static let notes = [
        "secret": "What the authenticator is told, in base 32; shown this once",
        "uri": "The same as a key URI, for a QR code",
    ]
    static let isShownOnce = true
}

struct RecoveryCodesBody: Body {
    let recoveryCodes: [String]

    static let example = RecoveryCodesBody(recoveryCodes: ["7k2m-9qxa-1t4c-0wzr"])
    static let notes = ["recovery_codes": "Each takes the place of one code, once; shown this once"]
    static let isShownOnce = true
}

struct PresentPassword: Described {
    let currentPassword: String

    static let fields: [Field<Self>] = [
        .text("current_password", \.currentPassword, 1...Password.longest, "The present password")
    ]
}

struct FactorCode: Described {
    let code: String

    static let fields: [Field<Self>] = [
        .text("code", \.code, TimeCode.digits...TimeCode.digits, "What the authenticator shows")
    ]
}

struct FactorRemoval: Described {
    let currentPassword: String
    let code: String

    static let fields: [Field<Self>] =
        [
            .text("current_password", \.currentPassword, 1...Password.longest, "The present password"),
            .text("code", \.code, TimeCode.digits...40, "What the authenticator shows, or a recovery code"),
        ]
}

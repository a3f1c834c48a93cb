import Domain
import Store

/// What proves who somebody is, and who tries too often.
struct Identity: Sendable {
    let signIn: SignIn
    let passwords: PasswordHasher
    let throttle: SignInThrottle
    let devices: DeviceSigner
    /// Networks of those who hand on requests to us.
    let proxies: [NetworkRange]
}

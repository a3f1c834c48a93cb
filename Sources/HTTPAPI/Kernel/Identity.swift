import Domain
import SignOn
import Store

/// What proves who somebody is, and who tries too often.
struct Identity: Sendable {
    let signIn: SignIn
    let passwords: PasswordHasher
    let throttle: SignInThrottle
    let devices: DeviceSigner
    /// Networks of those who hand on requests to us.
    let proxies: [NetworkRange]
    /// Where people find the pages that links lead to; nil where the installation has none.
    let publicURL: String?
    /// Keeps the secrets of second factors; nil where the installation has no key for it.
    let vault: FactorVault?
    /// Asks providers who somebody is.
    let relyingParty: RelyingParty
    /// Ties a sign-on to the browser that began it.
    let signOns: SignOnSigner
    /// Keeps what providers know us by; nil where the installation has no key for it.
    let providerVault: ProviderVault?
    /// After how long an answer comes that must not tell by its time whether there is a login.
    let answerTime: Duration
}

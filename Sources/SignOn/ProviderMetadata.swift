import Domain
import FoundationEssentials

/// What a provider says of itself (OpenID Connect Discovery 1.0), as far as it is needed.
struct ProviderMetadata: Sendable {
    let authorizationEndpoint: WebURL
    let tokenEndpoint: WebURL
    let keys: WebURL
    /// Whether the client's secret goes into the form; else into the header, which is what nobody needs to announce.
    let takesSecretInForm: Bool
    /// Whether answers name the provider (RFC 9207).
    let namesItself: Bool

    /// Where a provider says it.
    static func address(of issuer: String) -> WebURL? {
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        return WebURL(base + "/.well-known/openid-configuration")
    }

    /// Reads what was said; nil where it is incomplete, or about somebody else.
    init?(_ json: [UInt8], of issuer: String) {
        guard let said = Said(json), said.issuer == issuer,
            let authorization = WebURL(said.authorizationEndpoint), let token = WebURL(said.tokenEndpoint),
            let keys = WebURL(said.jwksURI)
        else { return nil }
        authorizationEndpoint = authorization
        tokenEndpoint = token
        self.keys = keys
        let methods = said.methods ?? ["client_secret_basic"]
        takesSecretInForm = !methods.contains("client_secret_basic") && methods.contains("client_secret_post")
        namesItself = said.namesItself ?? false
    }

    private struct Said: Decodable {
        let issuer: String
        let authorizationEndpoint: String
        let tokenEndpoint: String
        let jwksURI: String
        let methods: [String]?
        let namesItself: Bool?

        private enum CodingKeys: String, CodingKey {
            case issuer
            case authorizationEndpoint = "authorization_endpoint"
            case tokenEndpoint = "token_endpoint"
            case jwksURI = "jwks_uri"
            case methods = "token_endpoint_auth_methods_supported"
            case namesItself = "authorization_response_iss_parameter_supported"
        }

        init?(_ json: [UInt8]) {
            do {
                self = try JSONDecoder().decode(Self.self, from: Data(json))
            } catch {
                return nil
            }
        }
    }
}

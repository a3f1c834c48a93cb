import Domain

/// What this installation tells programs that speak OAuth of itself: RFC 8414, section 2. The issuer is `PUBLIC_URL`.
struct OAuthMetadataBody: Body {
    let issuer: String
    let tokenEndpoint: String
    let revocationEndpoint: String
    let serviceDocumentation: String
    let grantTypesSupported: [NewAccessToken.Grant]
    let responseTypesSupported: [String]
    let scopesSupported: [String]
    let tokenEndpointAuthMethodsSupported: [Method]
    let revocationEndpointAuthMethodsSupported: [Method]

    /// How a client shows its secret.
    enum Method: String, Codable, CaseIterable {
        case basic = "client_secret_basic"
        case post = "client_secret_post"
    }

    /// That of an installation which is reached at an address.
    init(publicURL address: String) {
        issuer = address.hasSuffix("/") ? String(address.dropLast()) : address
        let root = issuer + Endpoint.Root.open.rawValue
        tokenEndpoint = "\(root)/\(OAuthEndpoints.tokenPath)"
        revocationEndpoint = "\(root)/\(OAuthEndpoints.revocationPath)"
        serviceDocumentation = issuer + "/docs"
        grantTypesSupported = NewAccessToken.Grant.allCases
        responseTypesSupported = []
        scopesSupported = OAuthRefusal.scopes.members.map(\.name)
        tokenEndpointAuthMethodsSupported = Method.allCases
        revocationEndpointAuthMethodsSupported = Method.allCases
    }

    static let example = OAuthMetadataBody(publicURL: "https://clientele.example")
    static let notes = [
        "issuer": "Where this installation is",
        "response_types_supported": "None: there is no page on which somebody would allow something",
        "scopes_supported": "read, write, or operations one by one, by the permission that they need",
    ]
}

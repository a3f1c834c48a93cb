import Domain
import Hummingbird
import Store

/// Where the caller stands with regard to an operation: their place in the company, or themselves, or the agency.
enum Seat: Sendable {
    case company(Company.ID, Principal, Language)
    case person(Person.ID, [Credential.Membership], Language)
    case agency(Agency.ID, Agency.Role, Language)

    /// Finds the place; 404 where there is none, 403 where its role may not use the operation.
    init(_ endpoint: Endpoint, _ credential: Credential, _ parameters: Parameters) throws(Problem) {
        switch endpoint.root {
        case .company: self = try Self.company(endpoint, credential, parameters)
        case .me: self = try Self.person(endpoint, credential)
        case .agency: self = try Self.agency(endpoint, credential)
        }
        guard credential.scopes.allow(endpoint.scope) else { throw Self.outOfScope }
    }

    /// The language of the person there.
    var locale: Language {
        switch self {
        case .company(_, _, let language), .person(_, _, let language), .agency(_, _, let language): language
        }
    }

    private static let outOfScope = Problem(.forbidden, "key.scope", "This key has not the scope for it.")
    private static let forbidden = Problem(.forbidden, "forbidden", "Your role may not do this.")

    private static func company(
        _ endpoint: Endpoint,
        _ credential: Credential,
        _ parameters: Parameters
    ) throws(Problem) -> Self {
        guard let text = parameters.get("company"), text.utf8.count == 36, let company = Company.ID(text) else {
            throw .notFound
        }
        guard let membership = credential.membership(in: company) else { throw .notFound }
        guard endpoint.roles.contains(membership.role.rawValue) else { throw forbidden }
        let principal = membership.principal(person: credential.person, key: credential.key)
        return .company(company, principal, membership.locale)
    }

    private static func person(_ endpoint: Endpoint, _ credential: Credential) throws(Problem) -> Self {
        guard let person = credential.person else { throw forbidden }
        let memberships = credential.memberships.filter { endpoint.roles.contains($0.role.rawValue) }
        return .person(person, memberships, credential.locale)
    }

    private static func agency(_ endpoint: Endpoint, _ credential: Credential) throws(Problem) -> Self {
        guard let agency = credential.agency, let role = credential.agencyRole else { throw forbidden }
        guard endpoint.roles.contains(role.rawValue) else { throw forbidden }
        return .agency(agency, role, credential.locale)
    }
}

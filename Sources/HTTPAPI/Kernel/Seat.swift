import Domain
import FoundationEssentials
import Hummingbird
import Store

/// Where the caller stands with regard to an operation: their place in the company, or themselves, or the agency.
enum Seat: Sendable {
    case company(Company.ID, Principal, Language)
    case person(Person.ID, [Credential.Membership], Language)
    case agency(Agency.ID, Agency.Role, Language)

    /// Finds the place; 404 where there is none, 403 where its role has not the permission that the operation needs, or the
    /// key has not the scope. Nothing of a handler runs before.
    init(_ endpoint: Endpoint, _ credential: Credential, _ parameters: Parameters) throws(Problem) {
        switch endpoint.root {
        case .company: self = try Self.company(endpoint, credential, parameters)
        case .me: self = try Self.person(endpoint, credential)
        case .agency: self = try Self.agency(endpoint, credential)
        case .open, .wellKnown: throw Problem(.internalServerError, "internal")
        }
        guard Rule.gateAsksKey.holds(credential.scopes.allow(endpoint.permission)) else {
            throw Self.outOfScope(endpoint.permission)
        }
    }

    /// The language of the person there.
    var locale: Language {
        switch self {
        case .company(_, _, let language), .person(_, _, let language), .agency(_, _, let language): language
        }
    }

    private static func outOfScope(_ needed: Permission) -> Problem {
        Problem(.forbidden, "key.scope", "This key has not the scope \(needed.rawValue).")
    }

    private static func forbidden(_ needed: Permission) -> Problem {
        Problem(.forbidden, "forbidden", "Your role has not the permission \(needed.rawValue).")
    }

    private static func company(
        _ endpoint: Endpoint,
        _ credential: Credential,
        _ parameters: Parameters
    ) throws(Problem) -> Self {
        guard let text = parameters.get("company"), text.utf8.count == 36, let company = Company.ID(text) else {
            throw .notFound
        }
        guard let membership = credential.membership(in: company) else { throw .notFound }
        if let support = membership.support, support.expiresAt <= Date.now { throw .notFound }
        guard Rule.gateAsksRole.holds(membership.permissions.contains(endpoint.permission)) else {
            throw forbidden(endpoint.permission)
        }
        return .company(company, credential.principal(in: membership), membership.locale)
    }

    private static func person(_ endpoint: Endpoint, _ credential: Credential) throws(Problem) -> Self {
        guard let person = credential.person else { throw forbidden(endpoint.permission) }
        let memberships = credential.memberships.filter {
            $0.support == nil && $0.permissions.contains(endpoint.permission)
        }
        return .person(person, memberships, credential.locale)
    }

    private static func agency(_ endpoint: Endpoint, _ credential: Credential) throws(Problem) -> Self {
        guard let agency = credential.agency, let role = credential.agencyRole else {
            throw forbidden(endpoint.permission)
        }
        guard role.permissions.contains(endpoint.permission) else { throw forbidden(endpoint.permission) }
        return .agency(agency, role, credential.locale)
    }
}

import Domain
import FoundationEssentials

struct AgencyBody: Body {
    let id: Agency.ID
    let name: String
    let role: Agency.Role
    let createdAt: Date

    init(_ agency: Agency, role: Agency.Role) {
        id = agency.id
        name = agency.name
        self.role = role
        createdAt = agency.createdAt
    }

    static let example = AgencyBody(
        Agency(id: Examples.agency, name: "Harbour Client Teams", createdAt: Examples.instant),
        role: .operator
    )
    static let notes = ["role": "What I may do in it"]
}

/// A company as its agency sees it: the same properties.
struct HostedCompanyBody: Body {
    let company: CompanyBody

    init(_ company: CompanyBody) {
        self.company = company
    }

    func encode(to encoder: any Encoder) throws { try company.encode(to: encoder) }

    var entityVersion: Int64? { company.entityVersion }
    var location: String? { "companies/\(company.id)" }
    static let example = HostedCompanyBody(.example)
    static let notes = CompanyBody.notes
}

/// A place in a company as its agency sees it: the same properties.
struct HostedMembershipBody: Body {
    let company: Company.ID
    let membership: MembershipBody

    init(_ membership: MembershipBody, in company: Company.ID) {
        self.company = company
        self.membership = membership
    }

    func encode(to encoder: any Encoder) throws { try membership.encode(to: encoder) }

    var entityVersion: Int64? { membership.entityVersion }
    var location: String? { "/v1/companies/\(company)/memberships/\(membership.personID)" }
    static let example = HostedMembershipBody(.example, in: Examples.company)
    static let notes = MembershipBody.notes
}

struct NewCompany: Described {
    let name: String
    let slug: String
    let locale: Language
    let timeZone: String
    let currency: Currency

    var draft: CompanyDraft {
        get throws {
            try CompanyDraft(name: name, slug: slug, locale: locale, timeZone: timeZone, currency: currency)
        }
    }

    static let fields: [Field<Self>] = [
        .text("name", \.name, Company.nameLength, "Display name"),
        .text("slug", \.slug, Company.slugLength, "Short name: lower-case letters, digits and hyphens, unique"),
        .choice("locale", \.locale, "Language of what the company's people read"),
        .text("time_zone", \.timeZone, Company.timeZoneLength, "IANA name, such as Asia/Shanghai"),
        .currency("currency", \.currency, "Of every amount of the company; cannot be changed later"),
    ]
}

struct HostedCompanyPatch: Described {
    let name: String?
    let locale: Language?
    let timeZone: String?
    let state: Company.State?

    var change: CompanyChange { CompanyChange(name: name, locale: locale, timeZone: timeZone, state: state) }

    static let fields: [Field<Self>] = [
        .text("name", \.name, Company.nameLength, "Display name"),
        .choice("locale", \.locale, "Language of what the company's people read"),
        .text("time_zone", \.timeZone, Company.timeZoneLength, "IANA name, such as Asia/Shanghai"),
        .choice("state", \.state, "Nobody acts in a suspended company, and its jobs are dropped"),
    ]
}

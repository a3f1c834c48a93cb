import Domain
import FoundationEssentials

struct CompanyBody: Body {
    let id: Company.ID
    let name: String
    let slug: String
    let locale: Language
    let timeZone: String
    let currency: Currency
    let state: Company.State
    let version: Int64
    let createdAt: Date
    let updatedAt: Date

    init(_ company: Company) {
        id = company.id
        name = company.name
        slug = company.slug
        locale = company.locale
        timeZone = company.timeZone
        currency = company.currency
        state = company.state
        version = company.version
        createdAt = company.createdAt
        updatedAt = company.updatedAt
    }

    var entityVersion: Int64? { version }

    static let example = CompanyBody(.example)
    static let notes = [
        "slug": "Short name, unique in the installation",
        "time_zone": "IANA name; days of orders and due dates are days of this zone",
        "currency": "Of every amount of the company",
        "state": "Nobody acts in a suspended company, and its jobs are dropped",
    ]
}

extension Company {
    fileprivate static let example = Company(
        id: Examples.company,
        agencyID: Examples.agency,
        name: "Lantern Tea",
        slug: "lantern-tea",
        locale: .chinese,
        timeZone: "Asia/Shanghai",
        currency: .cny,
        state: .active,
        version: 1,
        createdAt: Examples.instant,
        updatedAt: Examples.instant
    )
}

struct CompanyPatch: Described {
    let name: String?
    let locale: Language?
    let timeZone: String?

    var change: CompanyChange { CompanyChange(name: name, locale: locale, timeZone: timeZone) }

    static let fields: [Field<Self>] = [
        .text("name", \.name, Company.nameLength, "Display name"),
        .choice("locale", \.locale, "Language of what the company's people read"),
        .text("time_zone", \.timeZone, Company.timeZoneLength, "IANA name, such as Asia/Shanghai"),
    ]
}

struct CompanySettingsBody: Body {
    let workingDays: [Int]
    let taskCapacity: Int
    let churnDueDays: Int
    let valueMargin: Double
    let valueDiscount: Double
    let valueMonths: Int
    let scoredAt: Date?
    let version: Int64

    init(_ settings: CompanySettings) {
        workingDays = settings.workingDays
        taskCapacity = settings.taskCapacity
        churnDueDays = settings.churnDueDays
        valueMargin = settings.valueTerms.margin
        valueDiscount = settings.valueTerms.annualDiscountRate
        valueMonths = settings.valueTerms.horizonMonths
        scoredAt = settings.scoredAt
        version = settings.version
    }

    var entityVersion: Int64? { version }

    static let example = CompanySettingsBody(
        CompanySettings(
            workingDays: [1, 2, 3, 4, 5],
            taskCapacity: 60,
            churnDueDays: 3,
            valueTerms: .standard,
            scoredAt: Examples.instant,
            version: 1
        )
    )
    static let notes = [
        "working_days": "ISO days of the week (1 Monday to 7 Sunday) on which tasks fall due",
        "task_capacity": "Open weighted tasks an agent carries before being passed over",
        "churn_due_days":
            "Days from a churn warning to its due date; half where much is at stake, twice where little is",
        "value_margin": "Share of the revenue that counts as a customer's value",
        "value_discount": "Interest of a year by which later value counts less: 0.1 is 10 %",
        "value_months": "Months ahead over which a customer's lifetime value is summed",
        "scored_at": "End of the last complete scoring",
    ]
}

struct CompanySettingsPatch: Described {
    let workingDays: [Int]?
    let taskCapacity: Int?
    let churnDueDays: Int?
    let valueMargin: Double?
    let valueDiscount: Double?
    let valueMonths: Int?

    static let fields: [Field<Self>] = [
        .integers("working_days", \.workingDays, 1...7, each: 1...7, "ISO days of the week on which tasks fall due"),
        .integer(
            "task_capacity",
            \.taskCapacity,
            CompanySettings.taskCapacityRange.wire,
            "Open weighted tasks an agent carries"
        ),
        .integer(
            "churn_due_days",
            \.churnDueDays,
            CompanySettings.churnDueDaysRange.wire,
            "Days from a churn warning to its due date"
        ),
        .number(
            "value_margin",
            \.valueMargin,
            ValueTerms.marginRange,
            "Share of the revenue that counts as a customer's value"
        ),
        .number(
            "value_discount",
            \.valueDiscount,
            ValueTerms.discountRange,
            "Interest of a year by which later value counts less: 0.1 is 10 %"
        ),
        .integer(
            "value_months",
            \.valueMonths,
            ValueTerms.monthRange.wire,
            "Months ahead over which a customer's lifetime value is summed"
        ),
    ]
}

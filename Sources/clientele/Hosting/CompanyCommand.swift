public import ArgumentParser
public import Domain
import Foundation
import Store

/// Hosts companies.
struct CompanyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "company",
        abstract: "Host companies and look at them.",
        subcommands: [Create.self, List.self, Show.self]
    )
}

extension CompanyCommand {
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Host a company.")

        @Option(help: "Id or name of the agency; may be left out where there is only one.")
        var agency: String?
        @Option(help: "Display name.")
        var name: String
        @Option(help: "Short name: lower-case letters, digits and hyphens; unique.")
        var slug: String
        @Option(help: "Language of what the company's people read: en or zh-CN.")
        var locale = Language.english
        @Option(help: "IANA time zone, such as Asia/Shanghai.")
        var timeZone = "UTC"
        @Option(help: "ISO 4217 code of every amount of the company; cannot be changed later.")
        var currency: Currency
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let draft = try CompanyDraft(
                name: name,
                slug: slug,
                locale: locale,
                timeZone: timeZone,
                currency: currency
            )
            let company = try await OperatorDatabase.with { database in
                try await database.withHosting { hosting in
                    let agency = try await hosting.agency(named: agency)
                    return try await hosting.insertCompany(draft, id: .make(), agency: agency.id)
                }
            }
            try output.show(CompanyLine(company)) { $0.line }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the companies, the oldest first.")

        @Option(help: "Only those of this agency, by id or name.")
        var agency: String?
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let companies = try await OperatorDatabase.with { database in
                try await database.withHosting { hosting in
                    let only = if let agency { try await hosting.agency(named: agency).id } else { Agency.ID?.none }
                    return try await hosting.companies(of: only, after: nil, limit: 100_000)
                }
            }
            try output.show(companies.map(CompanyLine.init)) { $0.line }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one company.")

        @Argument(help: "Id or short name of the company.")
        var company: String
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let hosted = try await OperatorDatabase.with { database in
                try await database.withHosting { try await $0.company(named: company) }
            }
            try output.show(CompanyLine(hosted)) { $0.page }
        }
    }
}

/// A company as the command line shows it.
private struct CompanyLine: Encodable {
    let id: Company.ID
    let agencyID: Agency.ID
    let name: String
    let slug: String
    let locale: Language
    let timeZone: String
    let currency: Currency
    let state: Company.State
    let createdAt: Date

    init(_ company: Company) {
        id = company.id
        agencyID = company.agencyID
        name = company.name
        slug = company.slug
        locale = company.locale
        timeZone = company.timeZone
        currency = company.currency
        state = company.state
        createdAt = company.createdAt
    }

    var line: String { "\(id)  \(slug)  \(name)  \(currency)  \(state.rawValue)" }

    var page: String {
        """
        id         \(id)
        agency     \(agencyID)
        name       \(name)
        slug       \(slug)
        locale     \(locale.rawValue)
        time zone  \(timeZone)
        currency   \(currency)
        state      \(state.rawValue)
        hosted     \(createdAt.formatted(.iso8601))
        """
    }
}

extension Currency: ExpressibleByArgument {
    /// Reads the code, such as CNY.
    public init?(argument: String) { self.init(argument) }
}

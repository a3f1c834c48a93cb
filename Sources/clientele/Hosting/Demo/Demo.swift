import Domain
import Foundation
import Settings
import Store

/// The demo agency: hosted once, found again the next time.
struct Demo {
    let installation: Installation
    private let file: DemoFile

    /// Hosts the demo with its purchase histories, or finds the one of the last time.
    static func host(_ installation: Installation, url: String) async throws -> Demo {
        if var file = try PrivateFile.read(DemoFile.self, from: installation.demo),
            try await OperatorDatabase.with(installation.reader(), { try await DemoHosting(database: $0).knows(file) })
        {
            file.url = url
            try PrivateFile.write(file, to: installation.demo)
            return Demo(installation: installation, file: file)
        }
        Terminal.say(
            "Hosting the demo: \(DemoPlan.recordShop.name) and \(DemoPlan.teaShop.name).",
            "正在建立演示数据：\(DemoPlan.recordShop.name) 和 \(DemoPlan.teaShop.name)。"
        )
        let file = try await OperatorDatabase.with(installation.reader()) { database in
            let hosting = DemoHosting(database: database)
            var companies: [DemoFile.Company] = []
            for (plan, orders) in [
                (DemoPlan.recordShop, try recordShopOrders(installation)), (DemoPlan.teaShop, try teaShopOrders()),
            ] {
                let company = try await hosting.host(plan)
                try await DemoImport(installation: installation).run(orders, plan, into: company)
                if let id = Company.ID(company.id) {
                    try await DemoFirstTask(database: database, plan: plan).plan(in: id)
                }
                companies.append(company)
            }
            return DemoFile(url: url, companies: companies)
        }
        try PrivateFile.write(file, to: installation.demo)
        return Demo(installation: installation, file: file)
    }

    /// Has the worker score both companies; their work is planned behind it.
    func score() async throws {
        try await OperatorDatabase.with(installation.reader()) { database in
            for company in companies {
                try await database.withCompany(company, as: .operator) { company in
                    _ = try await company.enqueue(.scoreCompany, ScoreCompany())
                }
            }
        }
    }

    /// Prints where the demo is, who may enter and what to ask it, as soon as there is work to show.
    func introduce() async throws {
        let task = try await OperatorDatabase.with(installation.reader()) { database in
            try await awaitScores(database)
            return try await firstTask(database)
        }
        Terminal.say(DemoIntroduction(file: file, task: task).text)
    }

    private var companies: [Company.ID] { file.companies.compactMap { Company.ID($0.id) } }

    /// Returns when both companies have been scored once; gives up after half a minute, for it is only a demo.
    private func awaitScores(_ database: Database) async throws {
        for company in companies {
            for _ in 0..<150 {
                let day = try await database.readCompany(company, as: .operator) { try await $0.scoredDay() }
                if day != nil { break }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    /// The path of a task of today of the agent of both companies, in the first of them; nil where all are done.
    private func firstTask(_ database: Database) async throws -> String? {
        let agent = try await database.withHosting { try await $0.person(email: DemoPlan.sharedAgent.email) }
        guard let agent, let company = companies.first else { return nil }
        let tasks = try await database.readCompany(company, as: Principal(person: agent.id, role: .agent)) { company in
            try await company.worklist(through: nil, after: nil, limit: 1)
        }
        return tasks.first.map { "/v1/companies/\(company)/tasks/\($0.item.task.id)" }
    }

    private static func recordShopOrders(_ installation: Installation) throws -> String {
        let fixture = installation.root.appending(path: "Tests/Fixtures/cdnow/orders.csv")
        return try RecordShop(lastDay: yesterday()).csv(from: String(contentsOf: fixture, encoding: .utf8))
    }

    private static func teaShopOrders() throws -> String {
        TeaShop(lastDay: try yesterday()).csv()
    }

    /// Yesterday everywhere on Earth but in the last hours of UTC.
    private static func yesterday() throws -> CalendarDate {
        let today = Int((Date().timeIntervalSince1970 / 86_400).rounded(.down))
        guard let day = CalendarDate(dayNumber: today - 1) else {
            throw UpError(
                "This machine's clock shows no day of the calendar.",
                "本机时钟显示的日期无效。"
            )
        }
        return day
    }
}

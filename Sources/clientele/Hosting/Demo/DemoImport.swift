import Domain
import Foundation

/// Brings a purchase history into a company of the demo, by the same command that everybody uses.
struct DemoImport {
    let installation: Installation

    /// Imports the orders; the second time changes nothing.
    func run(_ orders: String, _ plan: DemoCompany, into company: DemoFile.Company) async throws {
        let folder = installation.state.appending(path: "demo")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "\(plan.slug).csv")
        // The file of an interrupted start is taken again: made on another day it would have other dates.
        if !FileManager.default.fileExists(atPath: file.path) {
            try PrivateFile.write(Data(orders.utf8), to: file)
        }
        let clientele = Tool(
            name: "clientele",
            folder: installation.programs,
            environment: ["CLIENTELE_CONFIG": installation.settings.path]
        )
        try await clientele.run(["import", "orders", "--company", company.id, file.path])
    }
}

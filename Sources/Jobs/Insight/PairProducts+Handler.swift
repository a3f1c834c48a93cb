import Domain
import Store

extension JobHandler {
    /// Counts which products of a company are bought together, in one transaction.
    static let pairProducts = JobHandler.on(.pairProducts) { _, context in
        let pairs = try await context.withCompany(deadline: .seconds(1800)) { try await $0.pairProducts() }
        context.report(done: pairs, total: pairs)
        try context.report(result: ["pairs": pairs])
        return .done
    }
}

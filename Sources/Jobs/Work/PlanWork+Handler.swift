import Domain
import Store

extension JobHandler {
    /// Plans a company's work in one transaction.
    static let planWork = JobHandler.on(.planWork) { _, context in
        let summary = try await context.withCompany(deadline: .seconds(1800)) { transaction in
            try await transaction.planWork { done, total in context.report(done: done, total: total) }
        }
        try context.report(result: summary)
        return .done
    }
}

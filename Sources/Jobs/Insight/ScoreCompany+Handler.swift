import Domain
import Store

extension JobHandler {
    /// Scores a company in one transaction, and has its work planned.
    static let scoreCompany = JobHandler.on(.scoreCompany) { job, context in
        let summary = try await context.withCompany(deadline: .seconds(1800)) { transaction in
            let summary = try await transaction.scoreCustomers(
                asOf: job.asOf,
                demand: job.recompute == true ? .anew : []
            ) {
                context.report(done: $0, total: $1)
            }
            try await transaction.enqueueUnlessReady(.planWork, PlanWork())
            return summary
        }
        context.report(done: summary.customers, total: summary.customers)
        try context.report(result: summary)
        return .done
    }
}

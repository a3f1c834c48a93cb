import Domain
import Store

extension JobHandler {
    /// Lets planned work follow its customers.
    static let followCustomers = JobHandler.on(.followCustomers) { job, context in
        try await context.withCompany { try await $0.followCustomers(job.customers) }
        return .done
    }
}

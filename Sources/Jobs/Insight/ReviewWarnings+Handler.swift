import Domain
import Store

extension JobHandler {
    /// Reviews the churn warnings of past months of a company, in one transaction.
    static let reviewWarnings = JobHandler.on(.reviewWarnings) { _, context in
        let months = try await context.withCompany(deadline: .seconds(1800)) { try await $0.reviewWarnings() }
        context.report(done: months, total: months)
        try context.report(result: ["reviews": months])
        return .done
    }
}

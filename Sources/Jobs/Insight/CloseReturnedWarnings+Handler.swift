import Domain
import Store

extension JobHandler {
    /// Closes the warnings of customers who came back, with the tasks that came of them.
    static let closeReturnedWarnings = JobHandler.on(.closeReturnedWarnings) { _, context in
        try await context.withCompany { try await $0.closeReturnedWarnings() }
        return .done
    }
}

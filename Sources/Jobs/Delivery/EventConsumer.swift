import Domain
import FoundationEssentials
import Store

/// Something in the program that follows events. It is handed them in the order of their subjects, in the transaction
/// that takes them out of the outbox, and does no more than enqueue jobs: what may fail has its retries there.
struct EventConsumer: Sendable {
    /// The types that it wants. Their triggers must be of the sort 'always'.
    let types: Set<String>
    /// Takes a run of events; may see one again only where the transaction was rolled back.
    let take: @Sendable ([Event], CompanyTransaction) async throws -> Void

    init(_ types: EventType..., take: @escaping @Sendable ([Event], CompanyTransaction) async throws -> Void) {
        self.types = Set(types.map(\.rawValue))
        self.take = take
    }

    /// Every consumer of the program.
    static let all: [EventConsumer] = [ordersArrived, importFinished, customersMoved]

    /// Customers who came back are not called any more, a few seconds after their order and not in the night.
    private static let ordersArrived = EventConsumer(.ordersArrived) { _, transaction in
        try await transaction.enqueueUnlessReady(
            .closeReturnedWarnings,
            CloseReturnedWarnings(),
            runAfter: .seconds(2)
        )
    }

    /// New orders change scores at once, in a company that was scored before; the first scoring is somebody's wish, or
    /// the night's.
    private static let importFinished = EventConsumer(.importFinished) { events, transaction in
        let last = try events.last { event in
            try JSONDecoder().decode(FinishedImport.self, from: Data(event.data.utf8)).rowsInserted > 0
        }
        guard let last, try await transaction.wasScored(before: last.id) else { return }
        try await transaction.enqueueUnlessReady(.scoreCompany, ScoreCompany())
    }

    /// Planned work follows customers who were given to another agent, and ends with those who were archived.
    private static let customersMoved = EventConsumer(.customerOwnerChanged, .customerArchived) { events, transaction in
        let customers = Set(events.map { Customer.ID($0.subject) })
        try await transaction.enqueue(.followCustomers, FollowCustomers(customers: Array(customers)))
    }
}

/// What matters of an import's event; the names are those of the columns.
private struct FinishedImport: Decodable {
    let rowsInserted: Int

    enum CodingKeys: String, CodingKey {
        case rowsInserted = "rows_inserted"
    }
}

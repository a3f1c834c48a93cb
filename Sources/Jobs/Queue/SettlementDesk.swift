import Domain
import Store

/// Ended attempts that are still to be written, company by company, so that one statement writes many.
actor SettlementDesk {
    private var pending: [Company.ID: [JobSettlement]] = [:]
    private var order: [Company.ID] = []
    private var writers: [CheckedContinuation<Void, Never>] = []
    private var isClosed = false

    /// Leaves an ended attempt to the writers.
    func submit(_ settlement: JobSettlement, of company: Company.ID) {
        if pending[company, default: []].isEmpty { order.append(company) }
        pending[company, default: []].append(settlement)
        if let writer = writers.popLast() { writer.resume() }
    }

    /// What is to be written next; nil when the desk is closed and all is written.
    func take() async -> (company: Company.ID, settlements: [JobSettlement])? {
        while order.isEmpty {
            if isClosed { return nil }
            await withCheckedContinuation { writers.append($0) }
        }
        let company = order.removeFirst()
        return (company, pending.removeValue(forKey: company) ?? [])
    }

    /// Lets the writers end once all is written.
    func close() {
        isClosed = true
        for writer in writers { writer.resume() }
        writers = []
    }
}

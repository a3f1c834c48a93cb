import FoundationEssentials

/// When the next visit of a customer is due, by the tier's cadence.
public struct VisitPlan: Hashable, Sendable {
    /// The day of planning.
    public let today: CalendarDate
    /// The days on which work falls due.
    public let workingDays: WorkingDays

    /// Plans of one company on one day.
    public init(today: CalendarDate, workingDays: WorkingDays) {
        self.today = today
        self.workingDays = workingDays
    }

    /// The day of the next visit: one cadence after the last contact, moved to a working day.
    ///
    /// Where there was no contact yet, or the cadence has passed already (the first run over an old history), the visit
    /// falls on a day between today and one cadence from now that the customer's id decides: always the same for one
    /// customer, and evenly spread over all of them, so that no company wakes up to a hundred thousand overdue visits.
    public func dueDay(customer: Customer.ID, visitDays: Int, lastContact: CalendarDate?) -> CalendarDate {
        if let due = lastContact?.adding(days: visitDays), due >= today { return workingDays.onOrAfter(due) }
        return workingDays.onOrAfter(today.adding(days: customer.share(of: visitDays)))
    }

    /// The day by which somebody looks after a customer who may be leaving, warned of today.
    public func churnDueDay(dueDays: Int) -> CalendarDate {
        workingDays.onOrAfter(today.adding(days: dueDays))
    }
}

extension Identifier {
    // FNV-1a (Fowler, Noll, Vo): the same on every machine and in every version, unlike Swift's own hash.
    fileprivate func share(of count: Int) -> Int {
        let hash = withUnsafeBytes(of: uuid.uuid) { bytes in
            bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        }
        return Int(hash % UInt64(max(1, count)))
    }
}

/// Gives planned work to the agents that customers were given to, and ends the planned work of archived customers.
public struct FollowCustomers: Codable, Sendable, Hashable {
    /// The customers who moved.
    public let customers: [Customer.ID]

    /// Work of these customers.
    public init(customers: [Customer.ID]) {
        self.customers = customers
    }
}

extension JobKind where Payload == FollowCustomers {
    /// When customers were given to another agent, or archived.
    public static let followCustomers = JobKind("work.follow_customers", perCompany: 1)
}

/// Why an order was refused.
public enum OrderError: DomainError, Equatable {
    /// The number is taken by an order with another customer, time, amount, quantity or other lines.
    case numberTaken
    /// An amount is in another currency than the company's.
    case currency

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .numberTaken: .conflict
        case .currency: .invalid
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .numberTaken: "order.number_taken"
        case .currency: "order.currency"
        }
    }

    /// For people.
    public var message: String {
        switch self {
        case .numberTaken: "This order number is known with other values."
        case .currency: "Amounts are in the company's currency."
        }
    }
}

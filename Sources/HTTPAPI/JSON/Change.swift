/// What a PATCH says about one field: leave it out to keep it, send null to clear it, or send the new value.
enum Change<Value> {
    case keep
    case clear
    case set(Value)

    /// The value after the change.
    func applied(to old: Value?) -> Value? {
        switch self {
        case .keep: old
        case .clear: nil
        case .set(let new): new
        }
    }
}

extension Change: Sendable where Value: Sendable {}
extension Change: Equatable where Value: Equatable {}

extension Change: Decodable where Value: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .clear : .set(try container.decode(Value.self))
    }
}

/// A `Change` of any value; lets the decoder answer for a member that is absent.
protocol AnyChange {
    /// The value of a member that is absent.
    static var kept: Self { get }
}

extension Change: AnyChange {
    static var kept: Self { .keep }
}

extension Change {
    /// The change as the domain knows it: nil keeps, `.some(nil)` clears.
    var wish: Value?? {
        switch self {
        case .keep: nil
        case .clear: .some(nil)
        case .set(let value): .some(value)
        }
    }
}

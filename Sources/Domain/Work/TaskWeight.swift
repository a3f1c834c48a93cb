/// What one open task weighs in an agent's load.
public enum TaskWeight {
    /// A visit: 3 where the tier asks for one every fortnight or oftener, 2 up to a month, else 1.
    public static func visit(everyDays: Int) -> Int {
        switch everyDays {
        case ...14: 3
        case ...31: 2
        default: 1
        }
    }

    /// A customer who may be leaving.
    public static let churn = 2
    /// What a person planned by hand.
    public static let manual = 1
}

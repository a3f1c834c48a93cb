import Synchronization

/// The names and types of a result's columns, made once for each prepared statement.
final class Columns: Sendable {
    let names: [String]
    let types: [PostgresType]
    /// Where the last look-up ended. Decoders read columns nearly always in their order, so the next one is tried
    /// first. Threads that share it only spoil each other's guess.
    private let next = Atomic(0)

    init(of result: ServerResult) {
        names = (0..<result.columnCount).map(result.columnName)
        types = (0..<result.columnCount).map(result.columnType)
    }

    /// The position of a column, or nil where there is none of this name.
    func position(of name: String) -> Int? {
        let guess = next.load(ordering: .relaxed)
        if guess < names.count, names[guess] == name {
            next.store(guess + 1 < names.count ? guess + 1 : 0, ordering: .relaxed)
            return guess
        }
        guard let found = names.firstIndex(of: name) else { return nil }
        next.store(found + 1 < names.count ? found + 1 : 0, ordering: .relaxed)
        return found
    }
}

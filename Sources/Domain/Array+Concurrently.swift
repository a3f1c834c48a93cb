extension Array where Element: Sendable {
    /// What `body` makes of each half of many elements at the same time, put together; of a few, at once.
    func inHalves<T: Sendable>(_ body: @escaping @Sendable (ArraySlice<Element>) -> [T]) async -> [T] {
        guard count >= 10_000 else { return body(self[...]) }
        let middle = count / 2
        async let front = body(self[..<middle])
        let back = body(self[middle...])
        return await front + back
    }

    /// The elements transformed, in their order, both halves of many at the same time.
    func mapConcurrently<T: Sendable>(_ transform: @escaping @Sendable (Element) -> T) async -> [T] {
        await inHalves { $0.map(transform) }
    }
}

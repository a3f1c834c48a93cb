import Domain

/// What an operation answers with. Its properties are written in snake_case; an absent one is left out.
///
/// The OpenAPI schema is read off `example`: names, types, and which properties may be absent (those that are
/// `Optional`). An enum with `CaseIterable` prints its words.
protocol Body: Encodable, Sendable {
    /// A typical answer with every property filled in; shown in the document.
    static var example: Self { get }
    /// What the properties mean, by wire name; nested ones as "parent.child".
    static var notes: [String: String] { get }
    /// The row's version where the thing can be changed by several people: becomes the strong ETag.
    var entityVersion: Int64? { get }
    /// Where the thing that was made can be read, relative to the root: "customers/0190…"; absolute where it begins with
    /// a slash. Sent with 201 and 202.
    var location: String? { get }
}

extension Body {
    static var notes: [String: String] { [:] }
    var entityVersion: Int64? { nil }
    var location: String? { nil }
}

/// One page of a list.
struct Page<Item: Body>: Body {
    /// The items, in the list's order.
    let items: [Item]
    /// Where the next page begins; absent on the last page.
    let nextCursor: String?

    static var example: Self { Page(items: [.example], nextCursor: "b3BhcXVl") }

    static var notes: [String: String] {
        var notes = ["items": "In the list's order", "next_cursor": "Where the next page begins; absent at the end"]
        for (name, note) in Item.notes { notes["items." + name] = note }
        return notes
    }
}

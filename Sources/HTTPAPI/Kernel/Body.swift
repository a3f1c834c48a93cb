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
    /// Which properties hold what is personal to those whom the company serves, by wire name as in `notes`: what they are
    /// reached by, and what is written about them. Who reads them in a company is an event of its audit.
    static var personal: Set<String> { get }
    /// How many things it shows.
    var things: Int { get }
    /// The row's version where the thing can be changed by several people: becomes the strong ETag.
    var entityVersion: Int64? { get }
    /// Where the thing that was made can be read, relative to the root: "customers/0190…"; absolute where it begins with
    /// a slash. Sent with 201 and 202.
    var location: String? { get }
    /// Whether it holds a secret that is shown once and kept nowhere.
    static var isShownOnce: Bool { get }
    /// What the browser is to keep: values of Set-Cookie.
    var cookies: [String] { get }
}

extension Body {
    static var notes: [String: String] { [:] }
    static var personal: Set<String> { [] }
    var things: Int { 1 }
    var entityVersion: Int64? { nil }
    var location: String? { nil }
    static var isShownOnce: Bool { false }
    var cookies: [String] { [] }
}

/// One page of a list.
struct Page<Item: Body>: Body {
    /// The items, in the list's order.
    let items: [Item]
    /// Where the next page begins; absent on the last page.
    let nextCursor: String?
    /// How many items the whole list has, where the caller asked; at most `PageLimit.counted`.
    var count: Int?
    /// Whether the list is longer than `count` says.
    var countCapped: Bool?

    static var example: Self { Page(items: [.example], nextCursor: "b3BhcXVl", count: 1000, countCapped: true) }

    /// The same page with the length of the list, of which `whole` is the beginning.
    func counted(by whole: Self) -> Self {
        var page = self
        page.count = whole.items.count
        page.countCapped = whole.nextCursor != nil
        return page
    }

    static var personal: Set<String> { Set(Item.personal.map { "items." + $0 }) }
    var things: Int { items.count }

    static var notes: [String: String] {
        var notes = [
            "items": "In the list's order", "next_cursor": "Where the next page begins; absent at the end",
            "count": "How many items the whole list has; only where count=true asked for it",
            "count_capped": "Whether there are more than count says",
        ]
        for (name, note) in Item.notes { notes["items." + name] = note }
        return notes
    }
}

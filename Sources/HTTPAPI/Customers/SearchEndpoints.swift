import Domain
import Hummingbird
import Store

/// Finding by words.
enum SearchEndpoints {
    static let all: [Endpoint] = [
        .get("search", "search", "Customers, contacts and interactions that hold these words", filters: filters) {
            scope in
            let hits = try await scope.company.search(
                scope.query.text("q") ?? "",
                kinds: scope.query.choice("kind").map { [$0] } ?? SearchHit.Kind.allCases,
                limit: min(scope.query.integer("limit") ?? SearchBody.usual, SearchHit.most)
            )
            return SearchBody(items: hits.map(SearchHitBody.init))
        }
    ]

    private static let filters: [Filter] = [
        .text(
            "q",
            SearchHit.wantedLength,
            """
            Words in Chinese, pinyin or English; everything found holds all of the first eight, or words that begin like \
            them, or with one letter wrong
            """
        ).required,
        .choice("kind", SearchHit.Kind.self, "Only these; all where absent"),
        .integer(
            "limit",
            1...Int64.max,
            "The most to find: \(SearchBody.usual) where absent, never more than \(SearchHit.most)"
        ),
    ]
}

struct SearchBody: Body {
    let items: [SearchHitBody]

    static let usual = 20

    var things: Int { items.count }

    static let example = SearchBody(items: [.example])
    static let personal: Set = ["items.text"]
    static let notes = [
        "items": "Best first: the words themselves, then their beginnings, then similar words",
        "items.id": "Of the customer, the contact or the interaction",
        "items.customer_name": "Of the customer that it is or belongs to",
        "items.closeness": "How near it is: the words themselves, their beginnings, or similar words",
        "items.field": "The field that holds most of the words",
        "items.text": "That field, or the part of it around the first word, at most \(SearchExcerpt.length) characters",
        "items.highlights": "Where the words stand in the text; none where it was found by pinyin",
        "items.highlights.start": "How many code points stand before it",
        "items.highlights.length": "How many code points it has",
    ]
}

struct SearchHitBody: Encodable, Sendable {
    let kind: SearchHit.Kind
    let id: SearchHit.ID
    let customerID: Customer.ID
    let customerName: String
    let closeness: SearchHit.Closeness
    let field: SearchHit.Field
    let text: String
    let highlights: [Highlight]

    struct Highlight: Encodable, Sendable {
        let start: Int
        let length: Int
    }

    init(_ hit: SearchHit) {
        kind = hit.kind
        id = hit.id
        customerID = hit.customerID
        customerName = hit.customerName
        closeness = hit.closeness
        field = hit.field
        text = hit.excerpt.text
        highlights = hit.excerpt.highlights.map { Highlight(start: $0.lowerBound, length: $0.count) }
    }

    static let example = SearchHitBody(
        SearchHit(
            kind: .contact,
            id: Examples.id(18),
            customerID: Examples.id(16),
            customerName: "西湖茶叶有限公司",
            closeness: .words,
            words: ["王小明"],
            fields: [(.name, "王小明")]
        )
    )
}

/// Something that was found by the words of a search.
public struct SearchHit: Sendable {
    /// The id of what was found, whatever it is.
    public typealias ID = Identifier<SearchHit>

    /// What was found.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case customer, contact, interaction
    }

    /// How near it is to what was looked for.
    public enum Closeness: String, Sendable, Codable, CaseIterable {
        /// It holds all of the words.
        case words
        /// It holds words that begin as they do.
        case beginnings
        /// One letter of a word is wrong, missing, too many or exchanged with its neighbour.
        case similar
    }

    /// Where the words stand.
    public enum Field: String, Sendable, Codable, CaseIterable {
        case name, code, email, phone, note, title, summary
        case askedFor = "asked_for"
        case promised
    }

    /// What was found.
    public let kind: Kind
    /// Its id.
    public let id: ID
    /// The customer that it is, or that it belongs to.
    public let customerID: Customer.ID
    /// That customer's name.
    public let customerName: String
    /// How near it is.
    public let closeness: Closeness
    /// The field that holds most of the words; the first one where none holds any literally.
    public let field: Field
    /// That field, or the part of it around the first word.
    public let excerpt: SearchExcerpt

    /// Allowed length of what is looked for, in code points.
    public static let wantedLength = 1...100
    /// More are never found at once.
    public static let most = 50

    /// A hit with the field that shows best why. Fields are in the order of their weight and not empty.
    public init(
        kind: Kind,
        id: ID,
        customerID: Customer.ID,
        customerName: String,
        closeness: Closeness,
        words: [String],
        fields: [(field: Field, text: String)]
    ) {
        self.kind = kind
        self.id = id
        self.customerID = customerID
        self.customerName = customerName
        self.closeness = closeness
        var best: (field: Field, text: SearchedText, places: [Range<Int>], found: Int)?
        for (field, text) in fields {
            let searched = SearchedText(text)
            let places = words.map { searched.places(of: $0, similar: closeness == .similar) }
            let found = places.count { !$0.isEmpty }
            if best.map({ found > $0.found }) ?? true {
                best = (field, searched, Array(places.joined()), found)
            }
        }
        field = best?.field ?? .name
        excerpt = best.map { SearchExcerpt($0.text, places: $0.places) } ?? SearchExcerpt(SearchedText(""), places: [])
    }
}

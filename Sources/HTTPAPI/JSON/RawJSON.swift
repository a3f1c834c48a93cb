/// A JSON value inside a body that is passed on as it is.
struct RawJSON: Encodable, Sendable {
    /// The value.
    let value: JSON

    /// A value; nil where the text is not JSON.
    init?(text: String) {
        do {
            value = try JSONParser.parse(Array(text.utf8))
        } catch {
            return nil
        }
    }

    /// Only `JSONOutput` writes it in its own form; any other encoder gets the text.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(String(decoding: value.utf8, as: UTF8.self))
    }
}

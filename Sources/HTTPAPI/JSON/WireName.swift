/// Names of properties on the wire: `customerID` is `customer_id`.
enum WireName {
    /// The snake_case form of a property's name. A run of capitals is one word.
    static func of(_ property: String) -> String {
        let letters = Array(property.utf8)
        var result: [UInt8] = []
        for (position, letter) in letters.enumerated() {
            guard isCapital(letter) else {
                result.append(letter)
                continue
            }
            let afterSmall = position > 0 && !isCapital(letters[position - 1])
            let beforeSmall = position + 1 < letters.count && !isCapital(letters[position + 1])
            if position > 0, afterSmall || beforeSmall { result.append(UInt8(ascii: "_")) }
            result.append(letter + 32)
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isCapital(_ letter: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter)
    }
}

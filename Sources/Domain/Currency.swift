/// A currency of ISO 4217.
public struct Currency: Hashable, Sendable {
    /// Three upper-case letters: "CNY".
    public let code: String

    /// The currency of three letters A to Z in upper case, or nil.
    public init?(_ code: String) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else {
            return nil
        }
        self.code = code
    }

    private init(known code: String) {
        self.code = code
    }

    /// Renminbi.
    public static let cny = Currency(known: "CNY")
    /// United States dollar.
    public static let usd = Currency(known: "USD")

    /// Decimals of the smallest unit, 0 to 4 (ISO 4217 list one): 2 for most, 0 for JPY, 3 for KWD.
    public var minorUnits: Int {
        switch code {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
            "XOF", "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMN", "TND": 3
        case "CLF", "UYW": 4
        default: 2
        }
    }
}

extension Currency: LosslessStringConvertible {
    /// The code.
    public var description: String { code }
}

extension Currency: Codable {
    /// Reads the code.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a currency code like CNY")
        }
        self = value
    }

    /// Writes the code.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}

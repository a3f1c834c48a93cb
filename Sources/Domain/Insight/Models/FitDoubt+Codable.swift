/// As `{"code": "too_few_customers", "count": 12}`: the code, and the number or the names that belong to it.
extension FitDoubt: Codable {
    private enum CodingKeys: String, CodingKey {
        case code
        case count
        case names
        case correlation
    }

    /// Reads a doubt.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(String.self, forKey: .code) {
        case "too_few_customers": self = .tooFewCustomers(try container.decode(Int.self, forKey: .count))
        case "too_few_repeat_buyers": self = .tooFewRepeatBuyers(try container.decode(Int.self, forKey: .count))
        case "not_converged": self = .notConverged
        case "undetermined_parameters": self = .undetermined(try container.decode([String].self, forKey: .names))
        case "singular_information": self = .singular
        case "value_follows_frequency":
            self = .valueFollowsFrequency(correlation: try container.decode(Double.self, forKey: .correlation))
        case "infinite_mean_value": self = .infiniteMeanValue
        case let code:
            throw DecodingError.dataCorruptedError(forKey: .code, in: container, debugDescription: "no doubt \(code)")
        }
    }

    /// Writes a doubt.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(code, forKey: .code)
        switch self {
        case .tooFewCustomers(let count), .tooFewRepeatBuyers(let count): try container.encode(count, forKey: .count)
        case .undetermined(let names): try container.encode(names, forKey: .names)
        case .valueFollowsFrequency(let correlation): try container.encode(correlation, forKey: .correlation)
        case .notConverged, .singular, .infiniteMeanValue: break
        }
    }
}

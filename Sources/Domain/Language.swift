/// A language that people read here.
public enum Language: String, Hashable, Sendable, Codable, CaseIterable {
    /// English.
    case english = "en"
    /// Simplified Chinese.
    case chinese = "zh-CN"

    /// The best of our languages for an Accept-Language header (RFC 9110, 12.5.4); English where none fits.
    public init(accepting header: String) {
        var best: (language: Language, weight: Double) = (.english, 0)
        for part in header.prefix(200).split(separator: ",") {
            let pieces = part.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard let tag = pieces.first, let language = Self(tag: tag) else { continue }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if weight > best.weight { best = (language, weight) }
        }
        self = best.language
    }

    private init?(tag: String) {
        switch tag.prefix(2) {
        case "zh": self = .chinese
        case "en": self = .english
        default: return nil
        }
    }
}

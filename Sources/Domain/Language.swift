/// A language that people read Clientele in.
public enum Language: String, Hashable, Sendable, Codable, CaseIterable {
    /// English.
    case english = "en"
    /// Simplified Chinese, as in mainland China.
    case chinese = "zh-CN"

    /// Picks the text of this language.
    public func text(_ english: String, _ chinese: String) -> String {
        switch self {
        case .english: english
        case .chinese: chinese
        }
    }
}

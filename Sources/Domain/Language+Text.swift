extension Language {
    /// The one of two texts that is in this language.
    public func text(_ english: String, _ chinese: String) -> String {
        switch self {
        case .english: english
        case .chinese: chinese
        }
    }
}

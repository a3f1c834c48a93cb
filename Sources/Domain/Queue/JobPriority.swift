/// Which of a company's jobs go first. Priority orders the jobs of one company; it takes nothing from other companies.
public enum JobPriority: Int, Sendable, Codable, CaseIterable {
    /// Somebody waits for it.
    case urgent = 0
    /// The usual.
    case normal = 5
    /// May wait until nothing else is left.
    case low = 9
}

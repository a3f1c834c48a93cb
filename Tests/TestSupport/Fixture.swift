public import Foundation

/// Files of the repository that tests read.
public enum Fixture {
    /// The repository's folder.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// The purchase history of 2,357 customers of a shop; README.md beside it names the source.
    public static let cdnow = root.appending(path: "Tests/Fixtures/cdnow/orders.csv").path
}

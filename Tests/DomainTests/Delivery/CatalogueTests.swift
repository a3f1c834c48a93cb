import Domain
import Foundation
import Testing

@Suite struct CatalogueTests {
    private func text(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test func `every event of the catalogue has a trigger, and every trigger's event is in it`() throws {
        let told = try text("sql/deploy/outbox.sql").components(separatedBy: "app.tell(").dropFirst()
            .compactMap { part in
                part.drop(while: \.isWhitespace).hasPrefix("'") ? part.split(separator: "'").dropFirst(0) : nil
            }
            .compactMap { $0.first { $0.contains(".") }.map(String.init) }
        #expect(Set(told) == Set(EventType.allCases.map(\.rawValue)))
    }

    @Test func `the page for integrators names every event`() throws {
        let page = try text("Docs/webhooks.md")
        for type in EventType.allCases { #expect(page.contains("\n| `\(type.rawValue)` | "), "\(type.rawValue)") }
    }
}

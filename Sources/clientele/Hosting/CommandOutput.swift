import ArgumentParser
import Domain
import Foundation

/// How a command shows what it did or found: lines for people, or JSON for programs.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON instead of lines.")
    var json = false

    /// Prints a list: one line an item, or one JSON array.
    func show<Item: Encodable>(_ items: [Item], line: (Item) -> String) throws {
        guard json else { return items.forEach { Terminal.say(line($0)) } }
        Terminal.say(try Self.text(items))
    }

    /// Prints one thing.
    func show<Item: Encodable>(_ item: Item, line: (Item) -> String) throws {
        Terminal.say(json ? try Self.text(item) : line(item))
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

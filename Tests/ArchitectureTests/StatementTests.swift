import Foundation
import Testing

/// Row-level security is the net; the bound company is the plan. Every statement names its company for every company
/// table in it: this reads all SQL text of the program and counts.
@Suite struct StatementTests {
    @Test func `the schema has company tables and global tables`() throws {
        let tables = try Self.companyTables()
        #expect(tables.isSuperset(of: ["customers", "orders", "tasks", "jobs", "memberships"]))
        #expect(tables.isDisjoint(with: ["companies", "persons", "api_keys", "agencies"]))
    }

    @Test func `every statement names its company for every company table`() throws {
        let tables = try Self.companyTables()
        var statements = 0
        for file in try SourceTree.files(under: "Sources/Store", extension: "swift") where file.path != Self.discovery {
            for literal in Self.stringLiterals(of: file.text) {
                let uses = Self.tableUses(in: literal).filter(tables.contains)
                guard !uses.isEmpty else { continue }
                statements += 1
                let naming = literal.components(separatedBy: "company_id").count - 1 + Self.splices(in: literal)
                #expect(
                    naming >= uses.count,
                    "\(file.path): \(uses) but company_id only \(naming) times in:\n\(literal)"
                )
            }
        }
        #expect(statements > 20)
    }

    @Test func `what a select puts in comes back or passes over what is there`() throws {
        var inserts = 0
        for file in try SourceTree.files(under: "Sources/Store", extension: "swift") {
            for literal in Self.stringLiterals(of: file.text) where Self.insertsSelected(literal) {
                inserts += 1
                // On Citus anything else becomes a COPY, which row-level security refuses.
                #expect(
                    literal.contains("returning") || literal.contains("on conflict"),
                    "\(file.path): an insert from a select without returning or on conflict:\n\(literal)"
                )
            }
        }
        #expect(inserts > 20)
    }

    @Test func `the rule bites`() {
        #expect(Self.insertsSelected("insert into app.jobs (id)\nselect 1"))
        #expect(!Self.insertsSelected("insert into app.jobs (id) values (1) returning (select 1)"))
        #expect(
            Self.tableUses(in: "select 1 from app.customers c join app.orders o on true") == ["customers", "orders"]
        )
        #expect(Self.tableUses(in: "update app.tasks set x = 1").count == 1)
        #expect(
            Self.stringLiterals(of: #"let a = "x", b = """"# + "\nfrom app.tasks\n\"\"\"") == [
                "x", "\nfrom app.tasks\n",
            ]
        )
    }

    /// The hosting role counts the jobs of all companies for the operator: the one deliberate exception.
    static let discovery = "Sources/Store/Hosting/QueueFacts.swift"

    /// Conditions and column lists that are written elsewhere, where they name the company themselves.
    static func splices(in literal: String) -> Int {
        ["\\(condition", "\\(filter", "Columns)", ".condition)"].map { literal.components(separatedBy: $0).count - 1 }
            .reduce(0, +)
    }

    static func companyTables() throws -> Set<String> {
        var tables: Set<String> = []
        for file in try SourceTree.files(under: "sql/deploy", extension: "sql") {
            for part in file.text.components(separatedBy: "create table app.").dropFirst() {
                let name = part.prefix { $0.isLetter || $0 == "_" || $0.isNumber }
                if part.prefix(200).contains("\n    company_id ") { tables.insert(String(name)) }
            }
        }
        return tables
    }

    /// Whether a statement inserts what a select gives, rather than a list of values.
    static func insertsSelected(_ statement: String) -> Bool {
        guard let insert = statement.range(of: "insert into app.") else { return false }
        let source = statement[insert.upperBound...].components(separatedBy: "select")
        return source.count > 1 && !source[0].contains("values")
    }

    /// Names after from, join, into, update and using.
    static func tableUses(in statement: String) -> [String] {
        statement.components(separatedBy: "app.").dropFirst().enumerated().compactMap { index, part in
            let before = statement.components(separatedBy: "app.").prefix(index + 1).joined(separator: "app.")
            let word = before.split(whereSeparator: \.isWhitespace).last.map(String.init)?.lowercased() ?? ""
            guard ["from", "join", "into", "update", "using"].contains(word) else { return nil }
            return String(part.prefix { $0.isLetter || $0 == "_" || $0.isNumber })
        }
    }

    /// The string literals of Swift source, multi-line ones included; interpolations stay in the text.
    static func stringLiterals(of source: String) -> [String] {
        var literals: [String] = []
        var rest = Substring(source)
        while let quote = rest.firstIndex(of: "\"") {
            let triple = rest[quote...].hasPrefix("\"\"\"")
            let fence = triple ? "\"\"\"" : "\""
            let start = rest.index(quote, offsetBy: fence.count)
            guard let end = closing(fence, in: rest[start...]) else { break }
            literals.append(String(rest[start..<end]))
            rest = rest[rest.index(end, offsetBy: fence.count)...]
        }
        return literals
    }

    private static func closing(_ fence: String, in text: Substring) -> Substring.Index? {
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == "\\", text.index(after: index) < text.endIndex {
                index = text.index(index, offsetBy: 2)
                continue
            }
            if text[index...].hasPrefix(fence) { return index }
            index = text.index(after: index)
        }
        return nil
    }
}

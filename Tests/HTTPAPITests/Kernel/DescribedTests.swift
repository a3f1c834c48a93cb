import Domain
import Foundation
import Testing

@testable import HTTPAPI

@Suite struct DescribedTests {
    private struct Sample: Described {
        let name: String
        let age: Int?
        let ratio: Double?
        let open: Bool?
        let owner: Person.ID?
        let day: CalendarDate?
        let at: Date?
        let price: Money?
        let role: Agency.Role?
        let tags: [String]?
        let parts: [Part]?
        let note: Change<String>

        struct Part: Described {
            let count: Int
            static let fields: [Field<Self>] = [.integer("count", \.count, 1...9, "How many")]
        }

        static let fields: [Field<Self>] = [
            .text("name", \.name, 1...5, "A name"), .integer("age", \.age, 0...150, "Years"),
            .number("ratio", \.ratio, 0...1, "A share"), .flag("open", \.open, "Whether"), .id("owner", \.owner, "Who"),
            .date("day", \.day, "When"), .timestamp("at", \.at, "When"), .money("price", \.price, 0...1000, "How much"),
            .choice("role", \.role, "Which"), .choices("tags", \.tags, of: ["a", "b"], "Which"),
            .list("parts", \.parts, 1...2, "Of what"), .text("note", \.note, 0...9, "A note"),
        ]
    }

    private func findings(_ value: JSON) -> [String] {
        var findings = Findings()
        Sample.check(value, &findings)
        return findings.all.map { "\($0.pointer) \($0.code)" }
    }

    @Test func `a whole body passes and becomes a value`() throws {
        let body: JSON = [
            "name": "Ömer", "age": 30, "ratio": 1, "open": true, "owner": "0190a5f2-9c00-7000-8000-000000000001",
            "day": "2026-11-22", "at": "2026-11-22T08:30:00Z", "price": ["amount_minor": 12, "currency": "CNY"],
            "role": "owner", "tags": ["a"], "parts": [["count": 2]], "note": .null,
        ]
        #expect(findings(body) == [])
        let sample = try JSONInputDecoder.decode(Sample.self, from: body)
        #expect(sample.name == "Ömer" && sample.ratio == 1 && sample.role == .owner && sample.parts?.first?.count == 2)
        #expect(sample.note == .clear && sample.price == Money(amountMinor: 12, currency: .cny))
    }

    @Test(
        arguments: [
            ([:], ["/name required"]), (["name": .null], ["/name required"]), ([], [" type"]), ("text", [" type"]),
            (["name": "x", "is_admin": true], ["/is_admin unknown_field"]), (["name": ""], ["/name length"]),
            (["name": "123456"], ["/name length"]), (["name": "  "], ["/name blank"]),
            (["name": "a\0"], ["/name format"]),
            (["name": 1], ["/name type"]), (["name": "x", "age": 151], ["/age range"]),
            (["name": "x", "age": .number(1.5)], ["/age type"]),
            (["name": "x", "age": .number(1e30)], ["/age range"]), (["name": "x", "ratio": 2], ["/ratio range"]),
            (["name": "x", "open": "yes"], ["/open type"]), (["name": "x", "owner": "me"], ["/owner format"]),
            (["name": "x", "day": "2026-02-30"], ["/day format"]), (["name": "x", "at": "now"], ["/at format"]),
            (
                ["name": "x", "price": ["amount_minor": -1, "currency": "yuan"]],
                ["/price/amount_minor range", "/price/currency format"]
            ),
            (
                ["name": "x", "price": ["cents": 1]],
                ["/price/amount_minor required", "/price/currency required", "/price/cents unknown_field"]
            ),
            (["name": "x", "role": "king"], ["/role choice"]),
            (["name": "x", "tags": ["a", "b", "c"]], ["/tags count"]),
            (["name": "x", "tags": ["long"]], ["/tags/0 choice"]),
            (["name": "x", "tags": ["a", "a"]], ["/tags repeated"]), (["name": "x", "parts": []], ["/parts count"]),
            (["name": "x", "parts": [["count": 1], ["count": 0]]], ["/parts/1/count range"]),
            (["name": "x", "a/b~c": 1], ["/a~1b~0c unknown_field"]),
        ] as [(JSON, [String])]
    )
    func `each wrong place is named by its pointer`(body: JSON, expected: [String]) {
        #expect(findings(body) == expected)
    }

    @Test func `the schema says what is checked`() {
        let schema = Sample.schema
        #expect(schema["required"] == ["name"])
        #expect(schema["additionalProperties"] == false)
        #expect(schema["properties"]?["name"]?["maxLength"] == 5)
        #expect(schema["properties"]?["age"]?["type"] == ["integer", "null"])
        #expect(schema["properties"]?["role"]?["enum"] == ["owner", "operator", .null])
        #expect(schema["properties"]?["parts"]?["items"]?["properties"]?["count"]?["minimum"] == 1)
    }
}

import Domain
import FoundationEssentials
import Testing

@Suite struct JobKindTests {
    struct Greeting: Codable, Hashable {
        var name: String
        var loud: Bool
    }

    struct OldGreeting: Codable {
        var to: String
    }

    let kind = JobKind<Greeting>(
        "tests.greet",
        version: 2,
        uniqueKey: \.name,
        upgrade: { json, version in
            guard version == 1 else { return nil }
            return Greeting(name: try JSONDecoder().decode(OldGreeting.self, from: json).to, loud: false)
        }
    )

    @Test func `a payload comes back as it was`() throws {
        let greeting = Greeting(name: "Wang", loud: true)

        #expect(try kind.decode(kind.encode(greeting), version: 2) == greeting)
    }

    @Test func `a payload of the version before is upgraded`() throws {
        let old = Data(#"{"to": "Li"}"#.utf8)

        #expect(try kind.decode(old, version: 1) == Greeting(name: "Li", loud: false))
    }

    @Test func `a payload of a newer program is refused`() {
        #expect(throws: JobPayloadError.unknownVersion(kind: "tests.greet", written: 3, known: 2)) {
            try kind.decode(Data("{}".utf8), version: 3)
        }
    }

    @Test func `the key comes from the payload`() {
        #expect(kind.key(of: Greeting(name: "Wang", loud: true)) == "Wang")
    }
}

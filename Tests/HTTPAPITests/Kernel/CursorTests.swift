import Testing

@testable import HTTPAPI

@Suite struct CursorTests {
    private struct Key: Codable, Equatable {
        let name: String
        let number: Int
    }

    private let signer = CursorSigner(secret: "a secret of more than thirty-two characters")
    private let key = Key(name: "王小明 /+=", number: 7)

    @Test func `a cursor gives its sort key back`() throws {
        let cursor = try signer.cursor(after: key, list: [1])
        #expect(try signer.sortKey(Key.self, from: cursor, list: [1]) == key)
        #expect(
            cursor.utf8.allSatisfy { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") }
        )
    }

    @Test func `a cursor of another list is refused`() throws {
        let cursor = try signer.cursor(after: key, list: [1])
        #expect(throws: Problem.self) { try signer.sortKey(Key.self, from: cursor, list: [2]) }
    }

    @Test func `a cursor of another installation is refused`() throws {
        let other = CursorSigner(secret: "another secret of more than thirty-two characters")
        let cursor = try other.cursor(after: key, list: [1])
        #expect(throws: Problem.self) { try signer.sortKey(Key.self, from: cursor, list: [1]) }
    }

    @Test func `no changed byte survives`() throws {
        let cursor = try signer.cursor(after: key, list: [1])
        for position in cursor.indices {
            var changed = cursor
            changed.replaceSubrange(position...position, with: cursor[position] == "A" ? "B" : "A")
            #expect(throws: Problem.self) { try signer.sortKey(Key.self, from: changed, list: [1]) }
        }
    }

    @Test(arguments: ["", "x", "AAAA", "not base64 at all!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
    func `what is no cursor is refused`(text: String) {
        #expect(throws: Problem.self) { try signer.sortKey(Key.self, from: text, list: [1]) }
    }
}

import FoundationEssentials
import Postgres

/// A customer of the generated data by its number, whose decimal digits are the hexadecimal ones of its id; its last two
/// digits name its company.
struct Numbered: Sendable {
    private let number: Int

    init(_ number: Int) {
        self.number = number
    }

    var customer: UUID { Self.uuid(number) }
    var company: UUID { Self.uuid(100_000 + number % 100) }
    var name: String { "customer \(number)" }

    private static func uuid(_ number: Int) -> UUID {
        var (digits, bytes) = (number, [UInt8](repeating: 0, count: 6))
        for index in bytes.indices.reversed() {
            bytes[index] = UInt8(digits % 10 + digits / 10 % 10 * 16)
            digits /= 100
        }
        return UUID(
            uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5])
        )
    }
}

/// What a customer's row is decoded into, as `Store` does it.
struct BenchCustomer: Sendable {
    static let columns: SQL = """
        id, code, kind, name, email, phone, note, owner_id, state, version, created_at, updated_at, archived_at
        """

    let id: UUID
    let code: String?
    let kind: String
    let name: String
    let email: String?
    let phone: String?
    let note: String?
    let ownerID: UUID?
    let state: String
    let version: Int64
    let createdAt: Date
    let updatedAt: Date
    let archivedAt: Date?

    init(row: Row) throws {
        id = try row.get("id")
        code = try row.get("code")
        kind = try row.get("kind")
        name = try row.get("name")
        email = try row.get("email")
        phone = try row.get("phone")
        note = try row.get("note")
        ownerID = try row.get("owner_id")
        state = try row.get("state")
        version = try row.get("version")
        createdAt = try row.get("created_at")
        updatedAt = try row.get("updated_at")
        archivedAt = try row.get("archived_at")
    }
}

/// A generator of random numbers that costs nothing.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

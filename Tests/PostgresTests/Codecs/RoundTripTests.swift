import FoundationEssentials
import Postgres
import Testing

@Suite struct RoundTripTests {
    @Test func `integers come back, at both ends of their range`() async throws {
        try await expectSame([Int16.min, -1, 0, 1, .max])
        try await expectSame([Int32.min, -1, 0, 1, .max])
        try await expectSame([Int64.min, -1, 0, 1, .max])
        try await expectSame([Int.min, -1, 0, 1, .max])
    }

    @Test func `floating point comes back to the bit`() async throws {
        try await expectSame([0.0, -0.0, 0.1, 1e300, -1e-300, .infinity, -.infinity, .leastNonzeroMagnitude])
        try await withPool(size: 1) { pool in
            let found = try await pool.row("select \(Double.nan) as v").get("v", as: Double.self)
            #expect(found.isNaN)
        }
    }

    @Test func `truth comes back`() async throws {
        try await expectSame([true, false])
    }

    @Test func `text comes back, also where it is empty, long or not Latin`() async throws {
        try await expectSame(["", "a", "客户经理 👩🏽‍💼", "it's \"quoted\" \\ $1", String(repeating: "长", count: 100_000)])
    }

    @Test func `bytes come back, also zeros and none`() async throws {
        try await expectSame([Data(), Data([0, 1, 255, 0]), Data(repeating: 7, count: 100_000)])
        try await expectSame([[UInt8](), [0, 1, 255]])
    }

    @Test func `ids come back`() async throws {
        try await expectSame([UUID(), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))])
    }

    @Test func `instants come back to the microsecond`() async throws {
        for instant in [Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: 1_795_327_761.123456)] {
            try await withPool(size: 1) { pool in
                let found = try await pool.row("select \(instant) as v").get("v", as: Date.self)
                #expect(abs(found.timeIntervalSince(instant)) < 0.000_001)
            }
        }
        try await withPool(size: 1) { pool in
            let text = try await pool.row(
                "select to_char(\(Date(timeIntervalSince1970: 951_782_400)) at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as v"
            ).get("v", as: String.self)
            #expect(text == "2000-02-29 00:00")
        }
    }

    @Test func `intervals come back`() async throws {
        try await expectSame([PostgresInterval(months: -14, days: 3, microseconds: -1), PostgresInterval()])
        try await expectSame([Duration.seconds(90), .microseconds(-1), .zero])
    }

    @Test func `JSON comes back as a value`() async throws {
        struct Point: Codable, Equatable {
            let x: Int
            let label: String
        }
        let point = Point(x: 1, label: "客")
        try await withPool(size: 1) { pool in
            let row = try await pool.row(
                "select \(try JSONB(encoding: point)) as b, '{\"x\": 1, \"label\": \"客\"}'::json as t"
            )
            #expect(try row.get("b", as: JSONB.self).decode(Point.self) == point)
            #expect(try row.get("t", as: JSONB.self).decode(Point.self) == point)
        }
    }

    @Test func `arrays come back, with nulls and without elements`() async throws {
        try await expectSame([[1, 2, 3], []])
        try await expectSame([["a", "", "客"]])
        try await expectSame([[UUID(), UUID()]])
        try await expectSame([[true, nil, false], [nil]] as [[Bool?]])
        try await expectSame([[1.5, -2]])
        try await expectSame([[Date(timeIntervalSince1970: 0)]])
        try await expectSame([[Data([1, 2]), Data()]])
    }

    @Test func `null comes back as nil, and nil goes there as null`() async throws {
        try await withPool(size: 1) { pool in
            let row = try await pool.row("select \(String?.none) as a, \(Int?.none) is null as b, \(Int?.some(5)) as c")
            #expect(try row.get("a", as: String?.self) == nil)
            #expect(try row.get("b", as: Bool.self))
            #expect(try row.get("c", as: Int?.self) == 5)
        }
    }

    @Test func `an enum is stored as its raw value`() async throws {
        try await expectSame([Light.red, .green])
        try await expectSame([[Light.red, .green]])
    }

    @Test(arguments: [
        "0", "1", "-1.50", "12345678901234567890.0001", "0.00012", "10000", "99999999", "1000000.10", "NaN",
    ])
    func `a numeric is read as its exact decimal`(text: String) async throws {
        try await withPool(size: 1) { pool in
            let row = try await pool.row("select (\(text)::numeric) as v")
            #expect(try row.get("v", as: PostgresNumeric.self).description == text)
        }
    }

    @Test func `the sum of a bigint column is read as an integer`() async throws {
        try await withPool(size: 1) { pool in
            let row = try await pool.row("select sum(n) as s, avg(n) as a from unnest(array[1, 2, 4]::bigint[]) n")
            #expect(try row.get("s", as: Int.self) == 7)
            #expect(throws: PostgresError.self) { try row.get("a", as: Int.self) }
        }
    }

    private enum Light: String, PostgresCodable {
        case red, green
    }

    private func expectSame<Value: PostgresEncodable & PostgresDecodable & Equatable>(_ values: [Value]) async throws {
        try await withPool(size: 1) { pool in
            for value in values {
                try await expectValue(value, of: "select \(value) as v", as: Value.self, on: pool)
            }
        }
    }
}

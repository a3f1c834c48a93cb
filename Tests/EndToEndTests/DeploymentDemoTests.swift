import Domain
import Testing

@testable import clientele

@Suite struct DeploymentDemoTests {
    private let lastDay = CalendarDate(dayNumber: 20_000)

    @Test func `the tea shop's history is the same for the same seed`() throws {
        let shop = TeaShop(lastDay: try #require(lastDay))
        let same = TeaShop(lastDay: try #require(lastDay))
        let other = TeaShop(lastDay: try #require(lastDay), seed: 7)

        #expect(shop.csv() == same.csv())
        #expect(shop.csv() != other.csv())
    }

    @Test func `the tea shop's history fills 24 months and has Chinese headers and names`() throws {
        let last = try #require(lastDay)
        let rows = TeaShop(lastDay: last).csv().split(separator: "\n").map { $0.split(separator: ",") }

        let days = try rows.dropFirst().map { try #require(CalendarDate(String($0[3]))) }
        let first = last.adding(months: -24)

        #expect(rows.first?.joined(separator: ",") == "订单号,客户编号,客户姓名,下单日期,件数,金额")
        #expect(Set(rows.dropFirst().map { $0[1] }).count == 600)
        #expect(Set(rows.dropFirst().map { $0[0] }).count == rows.count - 1)
        #expect(days == days.sorted())
        #expect(try #require(days.first) < first.adding(days: 31))
        #expect(try #require(days.last) > last.adding(days: -7))
        #expect(days.allSatisfy { (first...last).contains($0) })
    }

    @Test func `the record shop's history moves by whole weeks and ends in the last week`() throws {
        let last = try #require(CalendarDate("2026-11-21"))
        let original = "order_number,customer,date,quantity,amount\na-1,a,1998-06-07,2,28.98\nb-1,b,1998-06-30,1,5.00\n"

        let moved = try RecordShop(lastDay: last).csv(from: original)
        let days = try moved.split(separator: "\n").dropFirst().map { row in
            try #require(CalendarDate(String(row.split(separator: ",")[2])))
        }

        let end = try #require(CalendarDate("1998-06-30"))
        #expect(days.count == 2)
        #expect(days[0].days(until: days[1]) == 23)
        #expect(days[1].weekday == end.weekday)
        #expect((0..<7).contains(days[1].days(until: last)))
    }

    @Test func `a row without a date is refused by name`() throws {
        let last = try #require(lastDay)

        #expect(throws: UpError.self) {
            try RecordShop(lastDay: last).csv(from: "order_number,customer,date\na-1,a,yesterday\n")
        }
    }
}

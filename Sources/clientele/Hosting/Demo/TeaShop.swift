import Domain

/// The generated purchase history of the demo's second company: a tea shop, 24 months, amounts in CNY, names
/// family-first. The same seed and last day give the same file.
struct TeaShop {
    /// The last day of the history.
    let lastDay: CalendarDate
    var seed: UInt64 = 20_240_601
    var customers = 600

    /// The orders as a file for the import, with Chinese headers, in the order of their days.
    func csv() -> String {
        var generator = SeededGenerator(seed: seed)
        var orders: [TeaOrder] = []
        for number in 1...customers {
            orders += history(of: number, &generator)
        }
        orders.sort { ($0.day, $0.customer) < ($1.day, $1.customer) }
        var text = "订单号,客户编号,客户姓名,下单日期,件数,金额\n"
        for (index, order) in orders.enumerated() {
            text += "QH\(padded(index + 1, to: 6)),\(order.customer),\(order.name),\(order.day),"
            text += "\(order.pieces),\(order.fen / 100).\(padded(order.fen % 100, to: 2))\n"
        }
        return text
    }

    /// One customer: begins on some day, orders in a rhythm of their own, and a part of them stops for good.
    private func history(of number: Int, _ generator: inout SeededGenerator) -> [TeaOrder] {
        let firstDay = lastDay.adding(months: -24)
        let name = Self.name(&generator)
        let rhythm = generator.pick([10, 14, 21, 30, 30, 45, 60, 90])
        let usual = generator.pick([68_00, 128_00, 128_00, 268_00, 588_00, 1_288_00])
        // After any order one of twelve customers stops; the regular ones are the rest.
        let oneInStops = generator.pick([6, 12, 12, 40])
        var day = firstDay.adding(days: generator.number(0...600))
        var orders: [TeaOrder] = []
        while day <= lastDay {
            let pieces = generator.number(1...4)
            let fen = usual * generator.number(60...150) / 100 * pieces
            orders.append(
                TeaOrder(day: day, customer: "Q\(padded(number, to: 4))", name: name, pieces: pieces, fen: fen)
            )
            if generator.number(1...oneInStops) == 1 { break }
            day = day.adding(days: max(1, rhythm * generator.number(60...150) / 100))
        }
        return orders
    }

    private static func name(_ generator: inout SeededGenerator) -> String {
        let family = generator.pick(families)
        let given = generator.pick(given)
        return generator.number(1...4) == 1 ? family + given : family + given + generator.pick(Self.given)
    }

    private func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static let families = [
        "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙", "马", "胡", "朱", "郭", "何", "林", "罗", "高",
        "欧阳", "司马", "诸葛",
    ]

    private static let given = [
        "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "艳", "勇", "杰", "娟", "涛", "明", "超", "霞", "平", "刚", "桂",
        "文", "玉", "兰", "春", "雪", "梅", "国", "华", "建", "云", "晨", "宇", "欣", "怡", "子", "轩", "梓", "涵",
    ]
}

/// One order of the tea shop.
private struct TeaOrder {
    let day: CalendarDate
    let customer: String
    let name: String
    let pieces: Int
    let fen: Int
}

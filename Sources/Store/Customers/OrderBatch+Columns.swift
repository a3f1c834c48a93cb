import Domain
import FoundationEssentials
import Postgres

extension OrderBatch {
    /// Microseconds from 1970-01-01 to 2000-01-01, from which the server counts.
    private static let serverEpoch: Int64 = 946_684_800_000_000

    /// The rows as a set that a statement reads: `row (position, id, code, number, ordered_at, amount_minor, quantity)`,
    /// where a clock that names no offset is the company's. Without ids, for rows that are only compared, the column is
    /// null.
    func rows(in timeZone: String, ids: [Order.ID] = []) -> SQL {
        """
        (
            select given.position, given.id, given.code, given.number, given.amount_minor, given.quantity,
                case when given.is_utc then given.clock at time zone 'UTC' else given.clock at time zone \(timeZone) end
                as ordered_at
            from unnest(
                \(Self.pack(ids)), \(Self.pack(customers)), \(Self.pack(numbers)), \(packedClocks), \(packedZones),
                \(packedAmounts), \(packedQuantities)
            ) with ordinality as given (id, code, number, clock, is_utc, amount_minor, quantity, position)
        ) as row
        """
    }

    /// The customers as a set that a statement reads: `given (code, name)`.
    var customerRows: SQL {
        "unnest(\(Self.pack(customers)), \(Self.pack(names))) as given (code, name)"
    }

    /// The lines of the orders as a set that a statement reads: `line (order_position, position, product, quantity,
    /// amount_minor)`, where an order's lines count from 1 in the order of the file.
    var lineRows: SQL {
        var positions: [Int32] = []
        for (index, order) in products.orders.enumerated() {
            positions.append(index > 0 && products.orders[index - 1] == order ? positions[index - 1] + 1 : 1)
        }
        return """
            unnest(
                \(products.orders.map { Int64($0) + 1 }), \(positions), \(Self.pack(products.products)),
                \(products.quantities), \(products.amounts)
            ) as line (order_position, position, product, quantity, amount_minor)
            """
    }

    private static func pack(_ texts: TextColumn) -> PackedColumn<PackedText> {
        var column = PackedColumn<PackedText>(
            count: texts.count,
            bytesEach: 1 + texts.bytes.count / max(1, texts.count)
        )
        var start = 0
        for end in texts.ends {
            column.append(cell: texts.bytes[start..<end])
            start = end
        }
        return column
    }

    private static func pack(_ ids: [Order.ID]) -> PackedColumn<PackedUUID> {
        var column = PackedColumn<PackedUUID>(count: ids.count, bytesEach: 16)
        for id in ids {
            withUnsafeBytes(of: id.uuid.uuid) { column.append(cell: $0) }
        }
        return column
    }

    /// A day that no order of the batch is later than, in whatever time zone.
    var latestDay: CalendarDate {
        // No zone is more than 14 hours ahead of UTC.
        let latest = zip(clocks, areUTC).reduce(Int64.min) { max($0, $1.1 ? $1.0 + 50_400_000_000 : $1.0) }
        return CalendarDate(dayNumber: Int(latest / 86_400_000_000)) ?? .last
    }

    private var packedClocks: PackedColumn<PackedClock> {
        var column = PackedColumn<PackedClock>(count: count, bytesEach: 8)
        for clock in clocks { column.append(cell: clock - Self.serverEpoch) }
        return column
    }

    private var packedZones: PackedColumn<PackedBool> {
        var column = PackedColumn<PackedBool>(count: count, bytesEach: 1)
        for isUTC in areUTC { column.append(cell: UInt8(isUTC ? 1 : 0)) }
        return column
    }

    private var packedAmounts: PackedColumn<PackedInt8> {
        var column = PackedColumn<PackedInt8>(count: count, bytesEach: 8)
        for amount in amounts { column.append(cell: amount) }
        return column
    }

    private var packedQuantities: PackedColumn<PackedInt4> {
        var column = PackedColumn<PackedInt4>(count: count, hasNulls: quantities.contains(nil), bytesEach: 4)
        for quantity in quantities {
            if let quantity { column.append(cell: quantity) } else { column.appendNull() }
        }
        return column
    }
}

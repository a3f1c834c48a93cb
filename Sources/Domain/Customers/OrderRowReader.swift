/// Turns records of an order file into rows of a batch, or says why not.
struct OrderRowReader: Sendable {
    private let columns: OrderColumns
    private let currency: Currency
    private var numbering: OrderNumbering?

    init(columns: OrderColumns, currency: Currency) {
        self.columns = columns
        self.currency = currency
        numbering = columns.positions[.number] == nil ? OrderNumbering() : nil
    }

    /// Whether a row without a number can no longer be told from an earlier one.
    var isFull: Bool { numbering?.isFull ?? false }

    /// Appends the reader's record to the batch; on a fault the batch is as it was.
    mutating func append(_ record: CSVReader, to batch: inout OrderBatch) throws(RowFault) {
        try record.withText(Self.checkText)
        guard record.fieldCount == columns.count else {
            throw .columnCount(found: record.fieldCount, expected: columns.count)
        }
        if goesOn(record, in: batch) { return try appendLine(record, to: &batch) }
        let time = try cell(.date, of: record, Self.time)
        guard let amount = try amount(of: record) else { throw .missing(.amount) }
        let quantity = try quantity(of: record)
        try checkCurrency(of: record)
        let hasProduct = try checkLabel(.product, of: record, limit: OrderLine.productLength.upperBound)
        try checkLabel(.customer, of: record, limit: Customer.codeLength.upperBound)
        try checkLabel(.number, of: record, limit: Order.numberLength.upperBound)
        let isNamed = try checkLabel(.name, of: record, limit: Customer.nameLength.upperBound)
        guard let customer = columns.positions[.customer] else { throw .missing(.customer) }

        Self.withTrimmed(customer, of: record) { batch.customers.append($0) }
        Self.withTrimmed((isNamed ? columns.positions[.name] : nil) ?? customer, of: record) { batch.names.append($0) }
        if let number = columns.positions[.number] {
            Self.withTrimmed(number, of: record) { batch.numbers.append($0) }
        } else if let number = numbering?.number(
            customer: batch.customers[batch.customers.count - 1],
            time: time,
            amount: amount,
            quantity: quantity
        ) {
            batch.numbers.append(number)
        }
        batch.lines.append(Int64(record.line))
        batch.clocks.append(time.microseconds)
        batch.areUTC.append(time.isUTC)
        batch.amounts.append(amount)
        batch.quantities.append(quantity)
        if hasProduct { appendProduct(record, quantity, amount, to: &batch) }
    }

    /// Whether the reader's record is another line of the batch's last order: one that names the same order and customer.
    func goesOn(_ record: CSVReader, in batch: OrderBatch) -> Bool {
        guard columns.positions[.product] != nil, record.fieldCount == columns.count else { return false }
        guard let number = columns.positions[.number], let customer = columns.positions[.customer] else { return false }
        // An order of more lines is cut, and what follows conflicts with it: a batch has to end somewhere.
        let earlier = batch.continued.count - OrderLine.most + 1
        guard earlier < 0 || batch.continued[earlier].order != batch.count - 1 else { return false }
        return Self.withTrimmed(number, of: record) { $0.count > 0 && batch.numbers.isLast($0) }
            && Self.withTrimmed(customer, of: record) { batch.customers.isLast($0) }
    }

    /// Adds a further row of an order: its amount and quantity, which may be empty, and its product.
    private func appendLine(_ record: CSVReader, to batch: inout OrderBatch) throws(RowFault) {
        let last = batch.count - 1
        let time = try optionalCell(.date, of: record, Self.time)
        if let time, time.microseconds != batch.clocks[last] || time.isUTC != batch.areUTC[last] { throw .conflict }
        let amount = try amount(of: record)
        let quantity = try quantity(of: record)
        try checkCurrency(of: record)
        let hasProduct = try checkLabel(.product, of: record, limit: OrderLine.productLength.upperBound)
        let (pieces, areTooMany) = (batch.quantities[last] ?? 0).addingReportingOverflow(quantity ?? 0)
        guard !areTooMany else { throw .outOfRange(.quantity) }
        // A thousand lines of less than 2^53 minor units each are less than 2^63.
        batch.amounts[last] += amount ?? 0
        if quantity != nil { batch.quantities[last] = pieces }
        batch.continued.append(ContinuedRow(order: last, line: Int64(record.line)))
        if hasProduct { appendProduct(record, quantity, amount, to: &batch) }
    }

    private func appendProduct(_ record: CSVReader, _ quantity: Int32?, _ amount: Int64?, to batch: inout OrderBatch) {
        guard let product = columns.positions[.product] else { return }
        Self.withTrimmed(product, of: record) { batch.products.products.append($0) }
        batch.products.orders.append(batch.count - 1)
        batch.products.quantities.append(quantity)
        batch.products.amounts.append(amount)
    }

    private func amount(of record: CSVReader) throws(RowFault) -> Int64? {
        let decimals = currency.minorUnits
        return try optionalCell(.amount, of: record) { cell throws(RowFault) in
            try Self.number(cell, .amount, decimals: decimals)
        }
    }

    private func quantity(of record: CSVReader) throws(RowFault) -> Int32? {
        try optionalCell(.quantity, of: record) { cell throws(RowFault) -> Int32? in
            guard let quantity = Int32(exactly: try Self.number(cell, .quantity, decimals: 0)) else {
                throw .outOfRange(.quantity)
            }
            return quantity
        } ?? nil
    }

    private func checkCurrency(of record: CSVReader) throws(RowFault) {
        let code = currency.code
        let matches = try optionalCell(.currency, of: record) { cell throws(RowFault) in
            cell.count == code.utf8.count && zip(code.utf8, 0...).allSatisfy { $0 == cell[$1] & 0xDF }
        }
        if matches == false { throw .currency(expected: currency) }
    }

    /// Whether there is a text in the cell; throws where it is needed and is not there, or may not be kept.
    @discardableResult
    private func checkLabel(_ field: OrderField, of record: CSVReader, limit: Int) throws(RowFault) -> Bool {
        guard let position = columns.positions[field] else { return false }
        return try Self.withTrimmed(position, of: record) { cell throws(RowFault) in
            if cell.count == 0, field != .name, field != .product { throw .missing(field) }
            var characters = 0
            for index in 0..<cell.count {
                let byte = cell[index]
                if byte < 0x20 || byte == 0x7F { throw .controlCharacter(field) }
                if byte & 0xC0 != 0x80 { characters += 1 }
            }
            if characters > limit { throw .tooLong(field, limit: limit) }
            return cell.count > 0
        }
    }
}

extension OrderRowReader {
    /// Lends a cell that must not be empty, without the spaces around it.
    private func cell<R>(
        _ field: OrderField,
        of record: CSVReader,
        _ body: (Span<UInt8>) throws(RowFault) -> R
    ) throws(RowFault) -> R {
        guard let value = try optionalCell(field, of: record, body) else { throw .missing(field) }
        return value
    }

    /// Lends a cell without the spaces around it; nil where the file has no such column or the cell is empty.
    private func optionalCell<R>(
        _ field: OrderField,
        of record: CSVReader,
        _ body: (Span<UInt8>) throws(RowFault) -> R
    ) throws(RowFault) -> R? {
        guard let position = columns.positions[field] else { return nil }
        return try Self.withTrimmed(position, of: record) { cell throws(RowFault) -> R? in
            cell.count == 0 ? nil : try body(cell)
        }
    }

    private static func withTrimmed<R, E: Error>(
        _ position: Int,
        of record: CSVReader,
        _ body: (Span<UInt8>) throws(E) -> R
    ) throws(E) -> R {
        try record.withField(position) { cell throws(E) in
            var (start, end) = (0, cell.count)
            while start < end, cell[start] == UInt8(ascii: " ") || cell[start] == UInt8(ascii: "\t") { start += 1 }
            while end > start, cell[end - 1] == UInt8(ascii: " ") || cell[end - 1] == UInt8(ascii: "\t") { end -= 1 }
            return try body(cell.extracting(start..<end))
        }
    }

    private static func time(_ cell: Span<UInt8>) throws(RowFault) -> CellTime {
        guard let time = TimeCell.read(cell) else { throw .notDate }
        return time
    }

    private static func number(_ cell: Span<UInt8>, _ field: OrderField, decimals: Int) throws(RowFault) -> Int64 {
        do {
            return try DecimalCell.read(cell, decimals: decimals)
        } catch {
            switch error {
            case .notNumber: throw .notNumber(field)
            case .separators: throw field == .amount ? .separators : .notNumber(field)
            case .tooPrecise: throw field == .amount ? .tooPrecise(decimals: decimals) : .notNumber(field)
            case .outOfRange: throw .outOfRange(field)
            }
        }
    }

    private static func checkText(_ text: Span<UInt8>) throws(RowFault) {
        var isASCII = true
        for index in 0..<text.count {
            if text[index] == 0 { throw .nul }
            if text[index] >= 0x80 { isASCII = false }
        }
        if isASCII { return }
        do {
            _ = try UTF8Span(validating: text)
        } catch {
            throw .encoding
        }
    }
}

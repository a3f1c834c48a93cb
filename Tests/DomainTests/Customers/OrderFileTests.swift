import Domain
import Testing

@Suite struct OrderFileTests {
    private struct Reading {
        var rows: [String] = []
        var rejected: [String] = []
        var products: [String] = []
        var rowsRead = 0
        var batches = 0
    }

    private func read(
        _ bytes: [UInt8],
        format: OrderFileFormat = OrderFileFormat(),
        currency: String = "USD",
        chunk: Int = 1 << 20
    ) throws -> Reading {
        var file = OrderFile(format: format, currency: try #require(Currency(currency)))
        var reading = Reading()
        func take(_ batch: OrderBatch) {
            reading.batches += 1
            reading.rowsRead += batch.rowsRead
            for (index, order) in batch.products.orders.enumerated() {
                let quantity = batch.products.quantities[index].map(String.init) ?? "-"
                let amount = batch.products.amounts[index].map(String.init) ?? "-"
                reading.products.append(
                    "\(batch.numbers[order]) \(batch.products.products[index]) \(quantity) \(amount)"
                )
            }
            for index in 0..<batch.count {
                let quantity = batch.quantities[index].map(String.init) ?? "-"
                reading.rows.append(
                    "\(batch.lines[index]): \(batch.customers[index]) \(batch.names[index]) \(batch.numbers[index]) "
                        + "\(batch.clocks[index] / 1_000_000)\(batch.areUTC[index] ? "Z" : "") \(batch.amounts[index]) \(quantity)"
                )
            }
            reading.rejected += batch.rejected.map { "\($0.line): \($0.fault.code)" }
        }
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            try file.feed(Array(bytes[start..<min(start + chunk, bytes.count)]))
            while let batch = try file.next() { take(batch) }
        }
        try file.end()
        while let batch = try file.next() { take(batch) }
        return reading
    }

    private func read(_ text: String, currency: String = "USD") throws -> Reading {
        try read(Array(text.utf8), currency: currency)
    }

    @Test func `reads rows`() throws {
        let reading = try read(
            """
            customer,date,amount,quantity,number,name
            C-1,1970-01-02,29.33,2,A-1,Ann
             C-2 ,1970/1/2 10:30,-5,,A-2,
            王,19700102,0.5,1.0,A-3,"王 小明"
            C-1,1970年1月2日,+7.500,3,A-4,
            C-1,1970-01-02T10:30:00+08:00,1,,A-5,
            """
        )
        #expect(
            reading.rows == [
                "2: C-1 Ann A-1 86400 2933 2", "3: C-2 C-2 A-2 124200 -500 -", "4: 王 王 小明 A-3 86400 50 1",
                "5: C-1 C-1 A-4 86400 750 3", "6: C-1 C-1 A-5 95400Z 100 -",
            ]
        )
        #expect(reading.rejected.isEmpty)
    }

    @Test(arguments: [
        ("C-1,1970-01-02", "csv.column_count"),
        ("C-1,1970-01-02,5,X,1", "csv.column_count"),
        (",1970-01-02,5,X", "row.customer.missing"),
        ("C-1,,5,X", "row.date.missing"),
        ("C-1,1970-01-02,,X", "row.amount.missing"),
        ("C-1,1970-01-02,5,", "row.number.missing"),
        ("C-1,02/01/1970,5,X", "row.date.not_date"),
        ("C-1,1970-02-30,5,X", "row.date.not_date"),
        ("C-1,1970-1-1x,5,X", "row.date.not_date"),
        ("C-1,1970-01-02 25:00,5,X", "row.date.not_date"),
        ("C-1,1970-01-02,five,X", "row.amount.not_number"),
        ("C-1,1970-01-02,1e5,X", "row.amount.not_number"),
        ("C-1,1970-01-02,-,X", "row.amount.not_number"),
        ("C-1,1970-01-02,\"1,234.50\",X", "row.amount.separators"),
        ("C-1,1970-01-02,1.234,X", "row.amount.too_precise"),
        ("C-1,1970-01-02,90071992547409.92,X", "row.amount.out_of_range"),
        ("C-1,1970-01-02,99999999999999999999999,X", "row.amount.out_of_range"),
        ("\"C\n1\",1970-01-02,5,X", "row.customer.control_character"),
        ("C-\0,1970-01-02,5,X", "text.nul"),
    ])
    func `refuses a row and says why`(row: String, code: String) throws {
        let reading = try read("customer,date,amount,number\n\(row)\nC-9,1970-01-01,1,Z\n")
        #expect(reading.rejected == ["2: \(code)"])
        #expect(reading.rows.count == 1)
    }

    @Test func `rows of one order that follow one another are its lines`() throws {
        let reading = try read(
            """
            number,customer,date,amount,quantity,sku
            A-1,C-1,1970-01-02,10,1,Tea
            A-1,C-1,,5.50,2,Cup
            A-1,C-1,1970-01-02,,,Pot
            A-1,C-1,1970-01-02,1,,
            A-2,C-1,1970-01-02,3,,Tea
            A-2,C-2,1970-01-02,4,,Tea
            A-2,C-2,1970-01-03,4,,Tea
            A-3,C-2,1970-01-03,4,,
            """
        )
        #expect(
            reading.rows == [
                "2: C-1 C-1 A-1 86400 1650 3", "6: C-1 C-1 A-2 86400 300 -", "7: C-2 C-2 A-2 86400 400 -",
                "9: C-2 C-2 A-3 172800 400 -",
            ]
        )
        #expect(
            reading.products == [
                "A-1 Tea 1 1000", "A-1 Cup 2 550", "A-1 Pot - -", "A-2 Tea - 300", "A-2 Tea - 400",
            ]
        )
        #expect(reading.rejected == ["8: row.number.conflict"])
        #expect(reading.rowsRead == 8)
    }

    @Test func `without a product each row is an order of its own`() throws {
        let reading = try read("number,customer,date,amount\nA,C,1970-01-01,1\nA,C,1970-01-01,2\n")
        #expect(reading.rows.count == 2)
        #expect(reading.products.isEmpty)
    }

    @Test func `an order is never cut in two, whatever the chunks, unless it is endless`() throws {
        let header = "number,customer,date,amount,sku\n"
        let orders = (0..<(OrderFile.batchRows - 1)).map { "N\($0),C,1970-01-01,1,Tea\n" }.joined()
        let last = (0..<900).map { "LAST,C,1970-01-01,1,P\($0)\n" }.joined()
        for chunk in [1 << 20, 1000] {
            let reading = try read(Array((header + orders + last + "Z,C,1970-01-01,1,Tea\n").utf8), chunk: chunk)
            #expect(reading.batches == 2)
            #expect(reading.rows.count == OrderFile.batchRows + 1)
            #expect(reading.rows[OrderFile.batchRows - 1].contains(" LAST 0 90000 "))
            #expect(reading.products.count == OrderFile.batchRows + 900)
            #expect(reading.rowsRead == OrderFile.batchRows + 900)
        }
        let endless = (0..<2500).map { "LAST,C,1970-01-01,1,P\($0)\n" }.joined()
        #expect(try read(header + endless).rows.map { $0.split(separator: " ").dropFirst(3) }.count == 3)
    }

    @Test func `an order whose lines are too much together is refused from there`() throws {
        let reading = try read(
            "number,customer,date,amount,quantity,sku\nA,C,1970-01-01,1,2147483647,x\nA,C,1970-01-01,1,1,y\n"
        )
        #expect(reading.rejected == ["3: row.quantity.out_of_range"])
        let largest = (0..<OrderLine.most).map { "A,C,1970-01-01,90071992547409.91,P\($0)\n" }.joined()
        #expect(try read("number,customer,date,amount,sku\n" + largest).rejected.isEmpty)
    }

    @Test func `refuses texts that are too long`() throws {
        let code = String(repeating: "客", count: 100)
        let reading = try read("customer,date,amount,number\n\(code),1970-01-01,1,A\n\(code)x,1970-01-01,1,B\n")
        #expect(reading.rows.count == 1)
        #expect(reading.rejected == ["3: row.customer.too_long"])
    }

    @Test func `keeps to the decimals of the currency, exactly`() throws {
        #expect(
            try read("customer,date,amount\na,1970-01-01,90071992547409.91\n").rows[0].contains(" 9007199254740991 ")
        )
        #expect(try read("customer,date,amount\na,1970-01-01,1234\n", currency: "JPY").rows[0].contains(" 1234 "))
        #expect(
            try read("customer,date,amount\na,1970-01-01,12.5\n", currency: "JPY").rejected == [
                "2: row.amount.too_precise"
            ]
        )
        #expect(try read("customer,date,amount\na,1970-01-01,1.234\n", currency: "KWD").rows[0].contains(" 1234 "))
    }

    @Test func `refuses another currency`() throws {
        let reading = try read(
            "customer,date,amount,currency\na,1970-01-01,1,usd\na,1970-01-01,2,EUR\na,1970-01-01,3,\n"
        )
        #expect(reading.rows.count == 2)
        #expect(reading.rejected == ["3: row.currency.other"])
    }

    @Test func `numbers rows without a number by what they say`() throws {
        let text = "customer,date,amount,quantity\na,1970-01-01,1,2\na,1970-01-01,1,2\na,1970-01-01,1,\n"
        let rows = try read(text).rows
        #expect(
            rows.map { $0.split(separator: " ")[3] } == [
                "a/1970-01-01/100/2/1", "a/1970-01-01/100/2/2", "a/1970-01-01/100//1",
            ]
        )
        #expect(try read(text).rows == rows)
    }

    @Test func `reads UTF-8 with a byte order mark and GB 18030 without being told`() throws {
        let text = "客户编号,日期,金额\n王小明,1970-01-01,1\n李芳,1970-01-01,2\n"
        let plain = try read(text).rows
        #expect(plain.count == 2)
        #expect(try read([0xEF, 0xBB, 0xBF] + Array(text.utf8)).rows == plain)
        // The same text as iconv -t GB18030 writes it.
        let chinese: [UInt8] = [
            0xBF, 0xCD, 0xBB, 0xA7, 0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xC8, 0xD5, 0xC6, 0xDA, 0x2C, 0xBD, 0xF0, 0xB6, 0xEE,
            0x0A,
            0xCD, 0xF5, 0xD0, 0xA1, 0xC3, 0xF7, 0x2C, 0x31, 0x39, 0x37, 0x30, 0x2D, 0x30, 0x31, 0x2D, 0x30, 0x31, 0x2C,
            0x31,
            0x0A, 0xC0, 0xEE, 0xB7, 0xBC, 0x2C, 0x31, 0x39, 0x37, 0x30, 0x2D, 0x30, 0x31, 0x2D, 0x30, 0x31, 0x2C, 0x32,
            0x0A,
        ]
        for size in [1, 2, 3, 7, 100] {
            #expect(try read(chinese, chunk: size).rows == plain)
            #expect(try read(chinese, format: OrderFileFormat(encoding: .gb18030), chunk: size).rows == plain)
        }
    }

    @Test func `refuses rows that are not UTF-8 and keeps the others`() throws {
        let bytes =
            Array("customer,date,amount\nMüller,1970-01-01,1\n".utf8) + [0x4D, 0xFC, 0x6C]
            + Array(",1970-01-01,2\nx,1970-01-01,3\n".utf8)
        let reading = try read(bytes)
        #expect(reading.rows.count == 2)
        #expect(reading.rejected == ["3: text.encoding"])
    }

    @Test func `refuses rows that are not GB 18030 and keeps the others`() throws {
        let bytes =
            Array("customer,date,amount\na,1970-01-01,1\n".utf8) + [0x81]
            + Array(",1970-01-01,2\nx,1970-01-01,3\n".utf8)
        let reading = try read(bytes, format: OrderFileFormat(encoding: .gb18030))
        #expect(reading.rows.count == 2)
        #expect(reading.rejected == ["3: text.encoding"])
    }

    @Test func `says what is wrong with a whole file`() {
        #expect(throws: ImportFault.empty) { try read("") }
        #expect(throws: ImportFault.empty) { try read("\n\n") }
        #expect(throws: ImportFault.utf16) { try read([0xFF, 0xFE, 0x63, 0x00]) }
        #expect(throws: ImportFault.brokenHeader(.truncated)) { try read("\"customer,date") }
        #expect(throws: ImportFault.headerEncoding) { try read([0xFF, 0x2C, 0x0A, 0x61, 0x2C, 0x0A]) }
        #expect(throws: ImportFault.wrongDelimiter(used: "“,”", found: "2 tabs")) {
            try read("customer\tdate\tamount\n")
        }
    }

    @Test func `a truncated file loses its last row and says so`() throws {
        let reading = try read("customer,date,amount\na,1970-01-01,1\n\"b,1970-01-01,")
        #expect(reading.rows.count == 1)
        #expect(reading.rejected == ["3: csv.truncated"])
    }

    @Test func `hands on full batches, and stops where an earlier run stopped`() throws {
        let header = "customer,date,amount,number\n"
        let lines = (1...10_000).map { "c\($0 % 7),1970-01-01,1,N\($0)\n" }
        let bytes = Array((header + lines.joined()).utf8)
        #expect(try read(bytes, chunk: 1000).batches == 3)
        let stored = header.utf8.count + lines[..<5000].joined().utf8.count
        var file = OrderFile(format: OrderFileFormat(), currency: .usd, storedText: stored)
        try file.feed(bytes)
        try file.end()
        var ends: [Int] = []
        while let batch = try file.next() {
            ends.append(batch.textEnd)
            #expect(batch.textStart == (ends.dropLast().last ?? header.utf8.count))
        }
        #expect(ends.contains(stored))
        #expect(ends.last == bytes.count)
    }
}

import Domain
import Testing

@Suite struct OrderColumnsTests {
    private func columns(_ header: String, mapping: [OrderField: String] = [:]) throws -> OrderColumns {
        try OrderColumns(header: header.split(separator: ",").map(String.init), mapping: mapping, delimiter: 44)
    }

    @Test(arguments: [
        "customer,date,amount,quantity,order_number,name",
        "Customer ID,Order-Date,TOTAL,Qty,Order No.,Customer Name",
        "客户编号,日期,金额,数量,订单号,客户名称",
        "会员号,下单时间,实付金额,件数,流水号,会员姓名",
    ])
    func `knows headers in English and Chinese`(header: String) throws {
        let found = try columns(header.replacing("No.", with: "No"))
        #expect(found.positions == [.customer: 0, .date: 1, .amount: 2, .quantity: 3, .number: 4, .name: 5])
        #expect(found.ignored.isEmpty)
    }

    @Test func `takes the columns that the caller names`() throws {
        let found = try columns("who,date,invoice_date,amount", mapping: [.customer: "Who", .date: "invoice_date"])
        #expect(found.positions == [.customer: 0, .date: 2, .amount: 3])
        #expect(found.ignored == ["date"])
    }

    @Test func `of a product's code and name the code is taken`() throws {
        #expect(try columns("customer,date,amount,product,sku").positions[.product] == 4)
        #expect(try columns("客户,日期,金额,商品名称,商品编码").positions[.product] == 4)
        #expect(try columns("customer,date,amount,Lineitem name").positions[.product] == 3)
    }

    @Test func `says what is wrong with a header`() {
        #expect(throws: ImportFault.duplicateHeader("date", first: 2, second: 4)) {
            try columns("customer,date,amount,Date")
        }
        #expect(throws: ImportFault.ambiguousHeader(.customer, "customer", "client")) {
            try columns("customer,client,date,amount")
        }
        #expect(throws: ImportFault.missingColumns([.date, .amount], found: ["customer", "x"])) {
            try columns("customer,x")
        }
        #expect(throws: ImportFault.unknownColumn("y", found: ["customer", "x"])) {
            try columns("customer,x", mapping: [.date: "y"])
        }
        #expect(throws: ImportFault.wrongDelimiter(used: "“,”", found: "3 semicolons")) {
            try columns("customer;date;amount;number")
        }
    }
}

import Domain
import Foundation
import TestSupport
import Testing

/// Puts purchases into a company with plain SQL, so that what the program computes rests on nothing of its own.
enum PurchaseFile {
    /// The CDNOW sample: 6,919 orders of 2,357 customers, 1997-01-01 to 1998-06-30, or so many days later.
    static func cdnow(into company: Company.ID, daysLater: Int = 0) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Fixtures/cdnow/orders.csv").standardizedFileURL
        try TestServer.shared.psql(
            """
            create temporary table raw (number text, customer text, day date, quantity integer, amount numeric);
            \\copy raw from program 'tr -d "\\r" < \(file.path)' csv header
            insert into app.customers (company_id, code, name)
            select '\(company)', customer, 'Customer ' || customer from raw group by customer;
            insert into app.orders (company_id, customer_id, source, number, ordered_at, ordered_on, amount_minor)
            select '\(company)', customer.id, 'test', raw.number, raw.day + \(daysLater), raw.day + \(daysLater), raw.amount * 100
            from raw join app.customers as customer
                on customer.company_id = '\(company)' and customer.code = raw.customer;
            """,
            on: testDatabase.name
        )
    }

    /// A customer who ordered on these days, the same amount each time.
    @discardableResult
    static func customer(
        of company: Company.ID,
        code: String,
        days: [CalendarDate],
        amountMinor: Int64 = 1000,
        owner: Person.ID? = nil
    ) throws -> Customer.ID {
        let id = Customer.ID.make()
        try TestServer.shared.psql(
            """
            insert into app.customers (company_id, id, code, name, owner_id)
            values ('\(company)', '\(id)', '\(code)', 'Customer \(code)', \(owner.map { "'\($0)'" } ?? "null"));
            """,
            on: testDatabase.name
        )
        try order(company, id, days: days, amountMinor: amountMinor)
        return id
    }

    /// Further orders of a customer, with the mark that belongs to each.
    static func order(_ company: Company.ID, _ customer: Customer.ID, days: [CalendarDate], amountMinor: Int64) throws {
        for day in days {
            try TestServer.shared.psql(
                """
                insert into app.orders (company_id, customer_id, source, number, ordered_at, ordered_on, amount_minor)
                values ('\(company)', '\(customer)', 'test', '\(Factory.word())', '\(day)', '\(day)', \(amountMinor));
                insert into app.order_marks (company_id, first_order, last_order, due_on)
                select '\(company)', id, id, ordered_on from app.orders
                where company_id = '\(company)' order by id desc limit 1;
                """,
                on: testDatabase.name
            )
        }
    }

    /// What plain SQL says.
    @discardableResult static func answer(_ sql: String) throws -> String {
        try TestServer.shared.psql(sql, on: testDatabase.name)
    }
}

extension CalendarDate {
    /// A day written in a test.
    static func day(_ text: String) throws -> CalendarDate {
        try #require(CalendarDate(text))
    }
}

import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Jobs

@Suite(.ownDatabase) struct EventConsumerTests {
    @Test func `planned work follows a customer to another agent within seconds`() async throws {
        let shop = try await WebhookShop()
        let company = shop.company
        let customer = try await shop.addCustomer()
        let (agent, colleague) = (try #require(company.agent.person), try #require(company.colleague.person))
        try testDatabase.psql(
            """
            insert into app.tasks (company_id, customer_id, assignee_id, kind, title, due_on)
            values ('\(company.id)', '\(customer.id)', '\(agent)', 'visit', 'Visit', current_date)
            """
        )
        try testDatabase.psql(
            """
            update app.customers set owner_id = '\(colleague)' where id = '\(customer.id)'
            """
        )
        try await withDeliveries {
            try await withWorkers([.followCustomers]) {
                try await soon("the task follows") {
                    try testDatabase.psql("select assignee_id from app.tasks where customer_id = '\(customer.id)'")
                        == colleague.description
                }
            }
        }
        #expect(try testDatabase.psql("select count(*) from app.outbox") == "0")
    }

    @Test func `an order that arrives closes the warning and its task`() async throws {
        let shop = try await WebhookShop()
        let company = shop.company
        let (late, returned) = (try await shop.addCustomer(), try await shop.addCustomer())
        for customer in [late, returned] {
            try testDatabase.psql(
                """
                with warning as (
                    insert into app.churn_warnings (
                        company_id, customer_id, last_on, raised_on, due_on, rhythm_days, late_days, silent_days, order_days,
                        risk, lifetime_minor, play, model_number
                    ) values (
                        '\(company.id)', '\(customer.id)', current_date - 90, current_date, current_date, 30, 60, 90, 4,
                        'high', 1000, 'call', 1
                    )
                    returning id
                )
                insert into app.tasks (company_id, customer_id, kind, title, due_on, origin, warning_id)
                select '\(company.id)', '\(customer.id)', 'churn', 'Call', current_date, 'churn:' || id, id from warning
                """
            )
        }
        try testDatabase.psql(
            """
            insert into app.imports (company_id, id, source, file_name, fingerprint)
            values ('\(company.id)', '\(company.id)', 'import', 'o.csv', sha256('\(company.id)'::bytea));
            insert into app.orders (company_id, customer_id, source, number, ordered_at, ordered_on, amount_minor)
            values ('\(company.id)', '\(returned.id)', 'import', '1', now(), current_date, 100);
            update app.imports set rows_read = 1, rows_inserted = 1 where id = '\(company.id)';
            """
        )
        try await withDeliveries {
            try await withWorkers([.closeReturnedWarnings]) {
                try await soon("the warning is closed") {
                    try testDatabase.psql(
                        "select state from app.churn_warnings where customer_id = '\(returned.id)'"
                    ) == "returned"
                }
            }
        }
        #expect(
            try testDatabase.psql("select state from app.tasks where customer_id = '\(returned.id)'") == "cancelled"
        )
        #expect(try testDatabase.psql("select state from app.tasks where customer_id = '\(late.id)'") == "open")
    }
}

import Domain
import Foundation
import Store
import TestSupport
import Testing

@Suite(.database) struct TaskCompletionTests {
    /// A company with one customer of the agent, scored and planned.
    private func plannedCompany() async throws -> (StaffedCompany, Customer.ID, CustomerTask) {
        let company = try await Factory.company()
        let day = try CalendarDate.day("2026-01-05")
        let customer = try PurchaseFile.customer(of: company.id, code: "c", days: [day], owner: company.agent.person)
        _ = try await testDatabase.worker.withCompany(company.id, as: .worker) {
            _ = try await $0.scoreCustomers()
            _ = try await $0.planWork()
        }
        let tasks = try await database.withCompany(company.id, as: company.agent) {
            try await $0.tasks(TaskFilter(), after: nil, limit: 10)
        }
        return (company, customer, try #require(tasks.first))
    }

    private let call = InteractionDraft(kind: .call, summary: "Will order next week", promised: "a catalogue")

    @Test func `completing records the interaction and plans the next visit`() async throws {
        let (company, customer, visit) = try await plannedCompany()
        let call = call

        let completion = try await database.withCompany(company.id, as: company.agent) {
            try await $0.completeTask(visit.task.id, with: call, happenedAt: nil)
        }

        let done = try #require(completion), next = try #require(done.next)
        #expect(done.task.task.state == .done)
        #expect(next.task.kind == .visit)
        #expect(next.task.assignee == company.agent.person)
        let today = try await database.withCompany(company.id, as: company.agent) { try await $0.companyDay() }
        // The one customer of a company is of the last tier: a visit every 90 days, on a working day.
        #expect((90...92).contains(today.days(until: next.task.dueOn)))
        let interaction = try await database.withCompany(company.id, as: company.agent) {
            try await $0.interaction(done.interaction)
        }
        #expect(interaction?.customerID == customer)
        #expect(interaction?.details.promised == "a catalogue")
    }

    @Test func `a task is completed once, and the next visit planned once`() async throws {
        let (company, customer, visit) = try await plannedCompany()
        let call = call
        let first = try await database.withCompany(company.id, as: company.agent) {
            try await $0.completeTask(visit.task.id, with: call, happenedAt: nil)
        }

        await #expect(throws: TaskError.closed) {
            try await database.withCompany(company.id, as: company.agent) {
                try await $0.completeTask(visit.task.id, with: call, happenedAt: nil)
            }
        }
        let again = try await testDatabase.worker.withCompany(company.id, as: .worker) { try await $0.planWork() }

        #expect(again.visits == 0)
        let next = try #require(first?.next)
        let second = try await database.withCompany(company.id, as: company.agent) {
            try await $0.completeTask(next.task.id, with: call, happenedAt: nil)
        }
        #expect(second?.next?.task.id != next.task.id)
        #expect(
            try PurchaseFile.answer("select count(*) from app.interactions where customer_id = '\(customer)'") == "2"
        )
    }

    @Test func `another task of the customer moves the planned visit instead of adding one`() async throws {
        let (company, customer, visit) = try await plannedCompany()
        let call = call,
            today = try await database.withCompany(company.id, as: company.agent) { try await $0.companyDay() }

        let completion = try await database.withCompany(company.id, as: company.agent) {
            let draft = TaskDraft(
                customer: customer,
                assignee: nil,
                title: "Call back",
                detail: nil,
                dueOn: today,
                weight: nil
            )
            let manual = try await $0.insertTask(draft)
            return try await $0.completeTask(manual.task.id, with: call, happenedAt: nil)
        }

        #expect(completion?.next?.task.id == visit.task.id)
        #expect((90...92).contains(today.days(until: try #require(completion?.next?.task.dueOn))))
    }

    @Test func `what is to come has not happened`() async throws {
        let (company, _, visit) = try await plannedCompany()
        let call = call

        await #expect(throws: TaskError.happensInTheFuture) {
            try await database.withCompany(company.id, as: company.agent) {
                try await $0.completeTask(visit.task.id, with: call, happenedAt: Date(timeIntervalSinceNow: 3600))
            }
        }
    }

    @Test func `a colleague and another company have no such task`() async throws {
        let (company, _, visit) = try await plannedCompany()
        let other = try await Factory.company(), call = call

        let colleague = try await database.withCompany(company.id, as: company.colleague) {
            try await $0.completeTask(visit.task.id, with: call, happenedAt: nil)
        }
        let stranger = try await database.withCompany(other.id, as: other.manager) {
            try await $0.completeTask(visit.task.id, with: call, happenedAt: nil)
        }

        #expect(colleague == nil)
        #expect(stranger == nil)
    }

    @Test func `a change needs the version that was read`() async throws {
        let (company, _, visit) = try await plannedCompany()

        let changed = try await database.withCompany(company.id, as: company.manager) {
            try await $0.changeTask(visit.task.id, expecting: visit.task.version) { try $0.assign(to: nil) }
        }

        #expect(try #require(changed).task.assignee == nil)
        await #expect(throws: TaskError.stale) {
            try await database.withCompany(company.id, as: company.manager) {
                try await $0.changeTask(visit.task.id, expecting: visit.task.version) { $0.title = "Late" }
            }
        }
    }

    @Test func `tasks are given to active members who do tasks, and by agents to themselves`() async throws {
        let (company, customer, visit) = try await plannedCompany()
        let other = try await Factory.company()
        let stranger = try #require(other.agent.person), colleague = try #require(company.colleague.person)

        await #expect(throws: TaskError.assigneeNotEligible) {
            try await database.withCompany(company.id, as: company.manager) {
                try await $0.changeTask(visit.task.id, expecting: visit.task.version) { try $0.assign(to: stranger) }
            }
        }
        await #expect(throws: TaskError.assigneeNotEligible) {
            try await database.withCompany(company.id, as: company.agent) {
                let draft = TaskDraft(
                    customer: customer,
                    assignee: colleague,
                    title: "Yours",
                    detail: nil,
                    dueOn: visit.task.dueOn,
                    weight: nil
                )
                return try await $0.insertTask(draft)
            }
        }
    }
}

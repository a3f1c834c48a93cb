import Domain
import Store

/// Gives the agent of both companies one customer and one task of today in each, so that there is work to show on a
/// weekend too: planned work falls due on working days.
struct DemoFirstTask {
    let database: Database
    let plan: DemoCompany

    /// Plans the task, on behalf of the company's manager; does nothing the second time.
    func plan(in id: Company.ID) async throws {
        let (manager, agent) = try await database.withHosting { hosting in
            (
                try await hosting.person(email: plan.manager.email),
                try await hosting.person(email: DemoPlan.sharedAgent.email)
            )
        }
        guard let manager, let agent else { return }
        try await database.withCompany(id, as: Principal(person: manager.id, role: .manager)) { company in
            let mine = try await company.customers(CustomerFilter(ownerID: agent.id), limit: 1)
            guard mine.isEmpty, let customer = try await company.customers(CustomerFilter(), limit: 1).first?.customer
            else { return }
            _ = try await company.changeOwner(
                of: customer.id,
                to: agent.id,
                reason: plan.locale.text("Asked for by the customer", "客户指定")
            )
            let task = TaskDraft(
                customer: customer.id,
                assignee: agent.id,
                title: plan.locale.text("Introduce yourself", "向客户自我介绍"),
                detail: plan.locale.text("The customer has a new agent: you.", "您是这位客户的新客户代理。"),
                dueOn: try await company.companyDay(),
                weight: nil
            )
            _ = try await company.insertTask(task)
        }
    }
}

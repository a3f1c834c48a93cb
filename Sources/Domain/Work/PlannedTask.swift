/// A task that the policy asks for, before anybody does it.
public struct PlannedTask: Hashable, Sendable {
    /// Whom it is about.
    public let customer: Customer.ID
    /// visit or churn.
    public let kind: WorkTask.Kind
    /// One line, in the company's language.
    public let title: String
    /// Why, with the numbers, in the company's language.
    public let detail: String
    /// Day of the company's time zone.
    public let dueOn: CalendarDate
    /// Share of an agent's load.
    public let weight: Int
    /// What it comes from; planning the same again creates nothing twice.
    public let origin: String
    /// The warning behind it, for churn.
    public let warning: ChurnWarning.ID?

    /// The next visit that a tier's cadence asks for, after the last contact, if there was one.
    public static func visit(
        _ customer: Customer.ID,
        tier: String,
        everyDays: Int,
        after contact: LastContact?,
        plan: VisitPlan,
        language: Language
    ) -> PlannedTask {
        let due = plan.dueDay(customer: customer, visitDays: everyDays, lastContact: contact?.day)
        return PlannedTask(
            customer: customer,
            kind: .visit,
            title: PlannedTaskText.visitTitle(tier: tier, language),
            detail: PlannedTaskText.visitDetail(tier: tier, everyDays: everyDays, lastContact: contact?.day, language),
            dueOn: due,
            weight: TaskWeight.visit(everyDays: everyDays),
            origin: "visit:\(customer):\(contact?.interaction.description ?? "first")",
            warning: nil
        )
    }

    /// The follow-up of a churn warning.
    public static func churn(_ warning: ChurnWarning, language: Language) -> PlannedTask {
        PlannedTask(
            customer: warning.customer,
            kind: .churn,
            title: PlannedTaskText.churnTitle(language),
            detail: PlannedTaskText.churnDetail(warning, language),
            dueOn: warning.dueOn,
            weight: TaskWeight.churn,
            origin: "churn:\(warning.id)",
            warning: warning.id
        )
    }
}

/// The newest interaction with a customer.
public struct LastContact: Hashable, Sendable {
    /// The interaction.
    public let interaction: Interaction.ID
    /// Its day in the company's time zone.
    public let day: CalendarDate

    /// A contact as the database finds it.
    public init(interaction: Interaction.ID, day: CalendarDate) {
        self.interaction = interaction
        self.day = day
    }
}

extension Permission {
    /// One line of the matrix: a permission and the built-in roles that have it.
    struct Entry: Sendable {
        let permission: Permission
        let meaning: String
        let roles: [Role]
        let agencyRoles: [Agency.Role]

        init(_ permission: Permission, _ meaning: String, _ roles: [Role] = [], agency: [Agency.Role] = []) {
            self.permission = permission
            self.meaning = meaning
            self.roles = roles
            agencyRoles = agency
        }
    }

    /// Who may do what: the one place that says it. Operations name what they need, the document and `GET …/permissions`
    /// print this, companies' own roles are made of it, and tests try every line.
    static let matrix: [Entry] = [
        .init(.auditRead, "Read who changed what, and verify it", [.owner, .auditor]),
        .init(.companyRead, "Read the company and its settings", everyone),
        .init(.companyWrite, "Change the company's name, language and time zone", [.owner]),
        .init(.customersRead, "Read customers, their contacts, interactions and orders", everyone),
        .init(.customersWrite, "Add and change customers, their contacts, interactions and orders", editors),
        .init(.importsRead, "Read imports and the rows that they refused", [.owner, .manager, .auditor, .integration]),
        .init(.importsWrite, "Import files", [.owner, .manager, .integration]),
        .init(.insightRead, "Read scores, forecasts, tiers, offers and how good they are", everyone),
        .init(.insightWrite, "Publish tier policies, set tiers by hand, start scorings and reviews", leaders),
        .init(.keysRead, "Read which keys integrations have", leaders),
        .init(.keysWrite, "Issue and revoke keys of integrations", leaders),
        .init(.operationsRead, "Read how far long work is", everyone),
        .init(.operationsWrite, "Stop long work", editors),
        .init(.ownershipWrite, "Give customers to other agents", [.owner, .manager, .integration]),
        .init(.peopleRead, "Read who works in the company, and its teams", everyone),
        .init(.peopleWrite, "Give and end places in the company, change teams", leaders),
        .init(.progressRead, "Read what was done and is open, by agent", [.owner, .manager, .agent, .auditor]),
        .init(.rolesRead, "Read the company's own roles and all permissions", everyone),
        .init(.rolesWrite, "Make and change roles; give roles that give others something", [.owner]),
        .init(.settingsWrite, "Change what the company sets for itself", leaders),
        .init(.supportRead, "Read who of the agency acts in the company, and why", [.owner, .auditor]),
        .init(.supportWrite, "Let the agency's people act in the company for some hours, and end it", [.owner]),
        .init(.warningsRead, "Read churn warnings", everyone),
        .init(.warningsWrite, "Dismiss churn warnings", [.owner, .manager, .agent]),
        .init(.webhooksRead, "Read webhooks and what was delivered", leaders),
        .init(.webhooksWrite, "Register, change, test and replay webhooks", leaders),
        .init(.workRead, "Read tasks", everyone),
        .init(.workWrite, "Plan, change, complete and cancel tasks", editors),

        .init(.selfRead, "Read one's own places, keys and permissions", everyone),
        .init(.selfWrite, "Issue and revoke one's own keys", everyone),

        .init(.agencyRead, "Read the agency and the companies that it hosts", agency: Agency.Role.allCases),
        .init(.agencyWrite, "Host, change, suspend and resume companies", agency: Agency.Role.allCases),
        .init(.jobsRead, "Read background work and schedules of hosted companies", agency: Agency.Role.allCases),
        .init(.jobsWrite, "Retry and cancel background work, change schedules and caps", agency: Agency.Role.allCases),
        .init(
            .staffWrite,
            "Give persons places in hosted companies, and keys; ask for support grants",
            agency: Agency.Role.allCases
        ),
    ]

    private static let everyone: [Role] = [.owner, .manager, .agent, .auditor, .integration]
    private static let editors: [Role] = [.owner, .manager, .agent, .integration]
    private static let leaders: [Role] = [.owner, .manager]
}

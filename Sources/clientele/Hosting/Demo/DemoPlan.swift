import Domain

/// What the demo agency consists of. Two companies in two languages; one agent serves both.
enum DemoPlan {
    static let agency = "Clientele Demo"

    static let sharedAgent = DemoPerson(name: "林悦", email: "lin.yue@agency.example", locale: .chinese, role: .agent)

    static let recordShop = DemoCompany(
        name: "Harbour Records",
        slug: "harbour-records",
        locale: .english,
        timeZone: "America/New_York",
        currency: .usd,
        manager: DemoPerson(name: "Grace Miller", email: "grace@harbour.example", locale: .english, role: .manager),
        agents: [
            sharedAgent,
            DemoPerson(name: "Tom Baker", email: "tom@harbour.example", locale: .english, role: .agent),
            DemoPerson(name: "Ana Lopez", email: "ana@harbour.example", locale: .english, role: .agent),
        ]
    )

    static let teaShop = DemoCompany(
        name: "青禾茶业",
        slug: "qinghe-tea",
        locale: .chinese,
        timeZone: "Asia/Shanghai",
        currency: .cny,
        manager: DemoPerson(name: "王敏", email: "wang.min@qinghe.example", locale: .chinese, role: .manager),
        agents: [
            DemoPerson(name: "李伟", email: "li.wei@qinghe.example", locale: .chinese, role: .agent),
            DemoPerson(name: "陈静", email: "chen.jing@qinghe.example", locale: .chinese, role: .agent),
            sharedAgent,
        ]
    )
}

/// A company of the demo. The first of its agents is the one whose key is shown.
struct DemoCompany: Sendable {
    let name: String
    let slug: String
    let locale: Language
    let timeZone: String
    let currency: Currency
    let manager: DemoPerson
    let agents: [DemoPerson]
}

/// A person of the demo, with the role they have in each of their companies.
struct DemoPerson: Sendable {
    let name: String
    let email: String
    let locale: Language
    let role: Role
}

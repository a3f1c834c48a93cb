/// `.clientele/demo.json`: where the demo is and who may enter.
struct DemoFile: Codable, Sendable {
    /// One company with the keys of two of its people.
    struct Company: Codable, Sendable {
        let id: String
        let name: String
        let managerKey: String
        let agentKey: String

        enum CodingKeys: String, CodingKey {
            case id, name
            case managerKey = "manager_key"
            case agentKey = "agent_key"
        }
    }

    /// The address of the API.
    var url: String
    /// The record shop, then the tea shop. The record shop's agent serves both companies.
    let companies: [Company]
}

import Domain

/// What `clientele up` prints when everything runs: where it is, who may enter, and the loop in three requests.
struct DemoIntroduction {
    let file: DemoFile
    /// A task of the agent that is due, as `/v1/companies/{company}/tasks/{id}`; nil where there is none today.
    let task: String?

    /// The text, without a line end after the last line.
    var text: String {
        guard let first = file.companies.first else { return "" }
        let names = file.companies.map(\.name).joined(separator: " and ")
        let completion = task ?? "/v1/companies/\(first.id)/tasks/…"
        return """

            Clientele is running at \(file.url), hosting \(names).

              manager of \(first.name): \(first.managerKey)
              agent of both companies: \(first.agentKey)

            The agent's work of today, in both companies:

              curl -s -H 'Authorization: Bearer \(first.agentKey)' '\(file.url)/v1/me/worklist'

            One of these tasks done, with what happened; the next visit is planned from there:

              curl -s -H 'Authorization: Bearer \(first.agentKey)' -H 'Content-Type: application/json' \\
                -d '{"kind": "call", "summary": "Will order next week"}' \\
                '\(file.url)\(completion)/completion'

            What the manager sees of it:

              curl -s -H 'Authorization: Bearer \(first.managerKey)' '\(file.url)/v1/companies/\(first.id)/progress'

            Address and keys are in .clientele/demo.json, the API's documentation is \(file.url)/openapi.json.
            Ctrl-C stops everything; the next start goes on with the same data.
            """
    }
}

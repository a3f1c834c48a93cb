import Domain

/// What `clientele up` prints when everything runs: where it is, who may enter, and the loop in three requests.
struct DemoIntroduction {
    let file: DemoFile
    /// A task of the agent that is due, as `/v1/companies/{company}/tasks/{id}`; nil where there is none today.
    let task: String?

    /// The text, without a line end after the last line.
    var text: String {
        guard let first = file.companies.first else { return "" }
        let language = Language.ofTerminal
        let names = file.companies.map(\.name).joined(separator: language.text(" and ", " 和 "))
        let completion = task ?? "/v1/companies/\(first.id)/tasks/…"
        return """

            \(language.text("Clientele is running at \(file.url), hosting \(names).", "Clientele 正在 \(file.url) 运行，托管 \(names)。"))

              \(language.text("manager of \(first.name)", "\(first.name) 的经理")): \(first.managerKey)
              \(language.text("agent of both companies", "两家公司的客户代表")): \(first.agentKey)

            \(language.text("The agent's work of today, in both companies:", "客户代表今天在两家公司的工作："))

              curl -s -H 'Authorization: Bearer \(first.agentKey)' '\(file.url)/v1/me/worklist'

            \(language.text(
                "One of these tasks done, with what happened; the next visit is planned from there:",
                "完成其中一项并记录经过，系统随即安排下一次拜访："
            ))

              curl -s -H 'Authorization: Bearer \(first.agentKey)' -H 'Content-Type: application/json' \\
                -d '{"kind": "call", "summary": "Will order next week"}' \\
                '\(file.url)\(completion)/completion'

            \(language.text("What the manager sees of it:", "经理看到的进展："))

              curl -s -H 'Authorization: Bearer \(first.managerKey)' '\(file.url)/v1/companies/\(first.id)/progress'

            \(language.text(
                "Address and keys are in .clientele/demo.json, the API's documentation is \(file.url)/docs.",
                "地址和密钥在 .clientele/demo.json 中，API 文档在 \(file.url)/docs。"
            ))
            \(language.text(
                "Ctrl-C stops everything; the next start goes on with the same data.",
                "按 Ctrl-C 停止全部服务；下次启动沿用同样的数据。"
            ))
            """
    }
}

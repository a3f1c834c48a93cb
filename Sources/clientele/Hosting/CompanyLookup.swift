import ArgumentParser
import Domain
import Store

extension HostingTransaction {
    /// The company that a command names by its id or its short name.
    func company(named text: String) async throws -> Company {
        let found = if let id = Company.ID(text) { try await company(id) } else { try await company(slug: text) }
        guard let found else {
            throw ValidationError(
                "There is no company \(text).",
                "没有公司 \(text)。"
            )
        }
        return found
    }

    /// The agency that a command names by its id or its name; without a name the only one there is.
    func agency(named text: String?) async throws -> Agency {
        let all = try await agencies()
        guard let text else {
            guard let only = all.first, all.count == 1 else {
                throw all.isEmpty
                    ? ValidationError(
                        "There is no agency yet; host one with `clientele agency create NAME`.",
                        "还没有代理机构；请用 `clientele agency create NAME` 建立一个。"
                    )
                    : ValidationError(
                        "There are \(all.count) agencies; say which with --agency.",
                        "有 \(all.count) 家代理机构；请用 --agency 指明。"
                    )
            }
            return only
        }
        let matches = all.filter { $0.id.description == text.lowercased() || $0.name == text }
        guard let match = matches.first, matches.count == 1 else {
            throw matches.isEmpty
                ? ValidationError("There is no agency \(text).", "没有代理机构 \(text)。")
                : ValidationError(
                    "Several agencies are called \(text); use the id.",
                    "有多家代理机构名为 \(text)；请使用编号。"
                )
        }
        return match
    }

    /// The person that a command names by their id or their address.
    func person(named text: String) async throws -> Person {
        let found = if let id = Person.ID(text) { try await person(id) } else { try await person(email: text) }
        guard let found else {
            throw ValidationError(
                "There is no person \(text).",
                "没有人员 \(text)。"
            )
        }
        return found
    }
}

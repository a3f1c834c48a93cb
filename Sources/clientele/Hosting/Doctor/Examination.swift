import Domain
import Store

/// Judges what the server says of itself. No I/O: facts in, findings out.
struct Examination {
    let diagnosis: Diagnosis
    let language: Language

    /// PostgreSQL 15 is the oldest that has all we use. Before these minor versions the planner's statistics could show
    /// values of rows that row-level security hides (CVE-2025-8713).
    private static let safeMinor = [15: 14, 16: 10, 17: 6]

    /// Version and schema of the server, and its clock against ours.
    ///
    /// - Parameter clock: our clock in seconds since 1970, read when the server's was.
    func server(clock: Double) -> [Finding] {
        let (major, minor) = (diagnosis.server.version / 10_000, diagnosis.server.version % 10_000)
        return [version(major, minor), schema(), clocks(diagnosis.server.clock - clock)]
    }

    private func version(_ major: Int, _ minor: Int) -> Finding {
        guard major >= 15 else {
            return .fault(
                text("The server is PostgreSQL \(major).", "服务器是 PostgreSQL \(major)。"),
                mend: text("Move to PostgreSQL 15 or newer.", "请升级到 PostgreSQL 15 或更新版本。")
            )
        }
        if let safe = Self.safeMinor[major], minor < safe {
            return .warning(
                text(
                    "The server is PostgreSQL \(major).\(minor), which has known leaks past row-level security.",
                    "服务器是 PostgreSQL \(major).\(minor)，该版本存在已知的行级安全泄漏。"
                ),
                mend: text("Install \(major).\(safe) or newer.", "请安装 \(major).\(safe) 或更新版本。")
            )
        }
        return .fine(text("PostgreSQL \(major).\(minor)", "PostgreSQL \(major).\(minor)"))
    }

    private func schema() -> Finding {
        guard let version = diagnosis.server.schemaVersion else {
            return .fault(
                text("The schema is not deployed.", "尚未部署数据库结构。"),
                mend: "make db-deploy"
            )
        }
        return .fine(text("Schema version \(version)", "数据库结构版本 \(version)"))
    }

    private func clocks(_ difference: Double) -> Finding {
        let seconds = Int(difference.rounded())
        guard abs(seconds) <= 5 else {
            return .warning(
                text(
                    "The server's clock is \(abs(seconds)) s \(seconds > 0 ? "ahead of" : "behind") this machine's.",
                    "服务器时钟比本机\(seconds > 0 ? "快" : "慢") \(abs(seconds)) 秒。"
                ),
                mend: text(
                    "Synchronise both clocks (chrony, systemd-timesyncd).",
                    "请同步两边的时钟（chrony、systemd-timesyncd）。"
                )
            )
        }
        return .fine(text("The clocks agree", "时钟一致"))
    }

    func text(_ english: String, _ chinese: String) -> String {
        language.text(english, chinese)
    }
}

import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird

/// What an API client is told when something was refused or failed: RFC 9457, `application/problem+json`.
struct Problem: Error {
    /// The HTTP status.
    let status: HTTPResponse.Status
    /// Stable and dotted, for programs.
    let code: String
    /// One sentence about this occurrence, in English. Holds nothing of another company, no SQL and no secret.
    var detail: String?
    /// What the operator is told besides, in the log; holds nothing that a caller sent.
    var reason: String?
    /// The places of the body or the query that are wrong.
    var findings: [Findings.Finding] = []
    /// Headers that belong to the answer, such as Allow.
    var headers = HTTPFields()

    /// A problem of this status.
    init(_ status: HTTPResponse.Status, _ code: String, _ detail: String? = nil) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    /// The same for an id that does not exist, that another company has, and that the reader may not see.
    static let notFound = Problem(.notFound, "not_found", "There is no such thing here.")

    /// The body or the query breaks the declared rules.
    static func invalid(_ findings: [Findings.Finding]) -> Problem {
        var problem = Problem(.unprocessableContent, "invalid", "Some values are not allowed; see errors.")
        problem.findings = findings
        return problem
    }

    /// The same problem with one more header.
    func with(_ name: HTTPField.Name, _ value: String) -> Problem {
        var problem = self
        problem.headers[name] = value
        return problem
    }
}

extension Problem {
    /// The members of RFC 9457, and ours: code, errors and request_id.
    struct Content: Encodable, Sendable {
        let type: String
        let title: String
        let status: Int
        let detail: String?
        let instance: String
        let code: String
        let errors: [Place]?
        let requestID: String

        struct Place: Encodable, Sendable {
            let pointer: String
            let code: String
        }
    }

    /// What is sent for this problem.
    func content(in language: Language, instance: String, requestID: String) -> Content {
        Content(
            type: "urn:clientele:problem:\(code)",
            title: ProblemTitle.of(status.code, in: language),
            status: status.code,
            detail: detail,
            instance: instance,
            code: code,
            errors: findings.isEmpty ? nil : findings.map { .init(pointer: $0.pointer, code: $0.code) },
            requestID: requestID
        )
    }
}

/// What a status means, in the languages that people read here.
enum ProblemTitle {
    static func of(_ status: Int, in language: Language) -> String {
        let title = titles[status] ?? ("Error", "错误")
        return language == .chinese ? title.chinese : title.english
    }

    private static let titles: [Int: (english: String, chinese: String)] = [
        400: ("Bad request", "请求格式有误"),
        401: ("Not signed in", "未登录或凭证无效"),
        403: ("Not allowed", "无权执行此操作"),
        404: ("Not found", "未找到"),
        405: ("Method not allowed", "不支持此请求方法"),
        406: ("Not acceptable", "无法提供所要求的格式"),
        409: ("Conflict", "与当前状态冲突"),
        410: ("Gone", "已不再保留"),
        412: ("Changed since you read it", "内容已被他人修改"),
        413: ("Too large", "内容过大"),
        414: ("Address too long", "请求地址过长"),
        415: ("Unsupported media type", "不支持的内容类型"),
        422: ("Invalid input", "输入不符合要求"),
        428: ("Say which version you read", "请注明所读取的版本"),
        429: ("Too many requests", "请求过于频繁"),
        431: ("Headers too large", "请求标头过大"),
        500: ("Our mistake", "服务器内部错误"),
        501: ("Not implemented", "未实现"),
        503: ("Busy, try again", "服务繁忙，请稍后重试"),
        504: ("Took too long", "处理超时"),
    ]
}

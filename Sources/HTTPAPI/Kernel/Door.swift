import Domain
import HTTPTypes
import Logging
import Metrics
import NIOCore
import Store

/// What all connections come in by, and what those are told who do not come in: a refusal is written before the parser of HTTP
/// makes a request of what came, and costs a small fraction of what an answer does.
struct Door: Sendable {
    private static let overloaded = OftenWritten(.overloaded)
    private static let usedKey = OftenWritten(.quota("key"))
    private static let usedCompany = OftenWritten(.quota("company"))

    let admission: Admission
    let logger: Logger
    private let quotas: Quotas
    private let refused = Counter(label: "http_requests_refused", dimensions: [("line", "quota")])

    init(_ admission: Admission, _ quotas: Quotas, _ logger: Logger) {
        self.admission = admission
        self.quotas = quotas
        self.logger = logger
    }

    /// The answer to a request for which there is no place.
    func refusal(of request: PlainRequest, _ allocator: ByteBufferAllocator) -> ByteBuffer {
        Self.overloaded.answer(to: request, [:], allocator)
    }

    /// The answer to a request of which it is known that it counts against this quota; nil where something is left.
    func refusal(
        of request: PlainRequest,
        by quota: UsedQuota,
        _ allocator: ByteBufferAllocator
    ) -> ByteBuffer? {
        guard let allowance = quotas.refusal(of: quota.key, in: quota.company), let problem = allowance.refusal else {
            return nil
        }
        refused.increment()
        var fields: HTTPFields = [:]
        fields[.retryAfter] = problem.headers[.retryAfter]
        allowance.write(to: &fields)
        // Where the key's is used, the company's is not looked at.
        let written = allowance.shares.count == 1 ? Self.usedKey : Self.usedCompany
        return written.answer(to: request, fields, allocator)
    }
}

/// Told to the connection by which a request came that was refused by quota: whose it was, and of the company where they may act.
struct UsedQuota: Sendable {
    let key: Credential.ID
    let company: Company.ID?
}

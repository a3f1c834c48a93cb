public import Domain
public import FoundationEssentials

/// A kind of job together with what does it.
public struct JobHandler: Sendable {
    /// What the engine needs to know of the kind.
    public let declaration: JobDeclaration
    /// How often and how late it is tried again.
    public let retry: RetryPolicy

    let perform: @Sendable (Data, Int, JobContext) async throws -> JobOutcome
    let uniqueKey: @Sendable (Data, Int) throws -> String?

    /// Whether a payload is one of this kind.
    public func canRead(_ json: Data, version: Int) -> Bool {
        do {
            _ = try uniqueKey(json, version)
            return true
        } catch {
            return false
        }
    }

    /// Names what does the jobs of a kind. It may run more than once for one job, so what it writes must be the same
    /// the second time; what it writes through `JobContext.withCompany` is kept only while this worker has the job.
    public static func on<Payload>(
        _ kind: JobKind<Payload>,
        _ handle: @escaping @Sendable (Payload, JobContext) async throws -> JobOutcome
    ) -> JobHandler {
        JobHandler(
            declaration: JobDeclaration(kind),
            retry: kind.retry,
            perform: { json, version, context in
                try await handle(try kind.decode(json, version: version), context)
            },
            uniqueKey: { json, version in
                kind.key(of: try kind.decode(json, version: version))
            }
        )
    }
}

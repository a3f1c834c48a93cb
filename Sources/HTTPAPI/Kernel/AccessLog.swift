import Domain
import Hummingbird
import Logging
import Metrics
import Store

/// One line a request: what, how long, how it ended. Never a body, a key, an id from the path or a bound value.
struct AccessLog: Sendable {
    /// What is known of a request.
    struct Entry: Sendable {
        let operation: String
        let path: String
        let method: HTTPRequest.Method
        let names: RequestNames
        var status = 0
        /// The problem's code, where there was one.
        var problem: String?
        /// What is behind it, where the code alone does not help the operator.
        var reason: String?
        /// What failed in our own program; holds no values.
        var failure: String?
    }

    func write(_ entry: Entry, took: Duration, logger: Logger) {
        let seconds = took / .seconds(1)
        Timer(
            label: "http_request_duration_seconds",
            dimensions: [("operation", entry.operation), ("status", "\(entry.status / 100)xx")]
        ).recordNanoseconds(Int64(seconds * 1_000_000_000))
        var metadata: Logger.Metadata = [
            "method": "\(entry.method.rawValue)", "route": "\(entry.path)", "operation": "\(entry.operation)",
            "status": "\(entry.status)", "duration_ms": "\((seconds * 100_000).rounded() / 100)",
            "request_id": "\(entry.names.requestID)", "trace_id": "\(entry.names.traceID)",
        ]
        if let problem = entry.problem { metadata["problem"] = "\(problem)" }
        if let reason = entry.reason { metadata["reason"] = "\(reason)" }
        if let failure = entry.failure { metadata["error"] = "\(failure)" }
        logger.log(level: entry.failure == nil ? .info : .error, "request", metadata: metadata)
    }

    /// What may be written about an error: its own description where that is made to be logged, else its type.
    static func safeDescription(of error: any Error) -> String {
        if let description = DatabaseFault.loggable(error) { return description }
        if let error = error as? DecodingError { return "decoding: \(type(of: error))" }
        return "\(type(of: error))"
    }
}

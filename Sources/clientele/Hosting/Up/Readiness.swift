/// Waits for the processes that were just started.
enum Readiness {
    /// Returns once `GET /readyz` answers 200 on every port.
    ///
    /// - Throws: ``UpError`` when that takes longer than the limit.
    static func wait(on ports: [Int], atMost limit: Duration = .seconds(60)) async throws {
        let deadline = ContinuousClock.now + limit
        for port in ports {
            while LocalHTTP.status(of: "/readyz", port: port) != 200 {
                guard ContinuousClock.now < deadline else {
                    throw UpError(
                        "Nothing is ready on port \(port) after \(limit); the logs are in .clientele/.",
                        "\(limit) 后端口 \(port) 仍未就绪；日志在 .clientele/。"
                    )
                }
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }
}

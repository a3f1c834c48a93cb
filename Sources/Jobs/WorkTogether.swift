public import ServiceLifecycle

/// Several services that are asked to leave at the same moment, so that their drains do not add up.
public struct WorkTogether: Service {
    private let services: [any Service]

    /// Runs these.
    public init(_ services: [any Service]) {
        self.services = services
    }

    /// Runs until all have ended, or one fails.
    public func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for service in services { group.addTask { try await service.run() } }
        }
    }
}

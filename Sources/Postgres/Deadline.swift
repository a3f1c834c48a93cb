internal import CLibPQ

/// An instant of the machine's monotonic clock by which something must have ended.
public struct Deadline: Hashable, Sendable, Comparable {
    /// As the clock counts them.
    let nanoseconds: UInt64

    /// So many seconds from now; none for what is already over.
    public static func after(_ duration: Duration) -> Deadline {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, attoseconds >= 0 else { return .now }
        guard seconds < 1_000_000_000 else { return .never }
        return Deadline(
            nanoseconds: now.nanoseconds + UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
        )
    }

    /// No end.
    public static let never = Deadline(nanoseconds: .max)

    /// This instant.
    public static var now: Deadline {
        // Asked several times in each transaction, so without the arithmetic of `SuspendingClock`.
        Deadline(nanoseconds: monotonic_nanoseconds())
    }

    /// The earlier instant is the smaller.
    public static func < (left: Deadline, right: Deadline) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Time from an earlier instant to this one; zero where that was later.
    public func duration(since earlier: Deadline) -> Duration {
        .nanoseconds(Int64(clamping: nanoseconds - min(nanoseconds, earlier.nanoseconds)))
    }

    /// Time left until this instant; zero where it has passed.
    public var remaining: Duration {
        self == .never
            ? .seconds(1_000_000_000)
            : .nanoseconds(Int64(clamping: nanoseconds - min(nanoseconds, Deadline.now.nanoseconds)))
    }

    /// Whether it has passed.
    public var hasPassed: Bool { self <= .now }
}

internal import CLibPQ
import Synchronization

/// Collects what the server says besides results, until somebody logs it. Bounded: a chatty function costs no memory.
final class NoticeBuffer: Sendable {
    private static let capacity = 64
    private let notices = Mutex<(kept: [String], dropped: Int)>(([], 0))

    /// Tells libpq to report here. This object must live until the connection is finished.
    func attach(to connection: OpaquePointer) {
        PQsetNoticeReceiver(
            connection,
            { argument, result in
                guard let argument, let result else { return }
                Unmanaged<NoticeBuffer>.fromOpaque(argument).takeUnretainedValue().add(result)
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    private func add(_ result: OpaquePointer) {
        guard let message = PQresultErrorField(result, Int32(UInt8(ascii: "M"))) else { return }
        let text = String(cString: message)
        notices.withLock { notices in
            if notices.kept.count < Self.capacity { notices.kept.append(text) } else { notices.dropped += 1 }
        }
    }

    /// What was collected since the last time.
    func take() -> [String] {
        notices.withLock { notices in
            defer { notices = ([], 0) }
            return notices.dropped == 0 ? notices.kept : notices.kept + ["\(notices.dropped) more notices were dropped"]
        }
    }
}

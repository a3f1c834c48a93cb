import Foundation
import Glibc

/// Listens to server-sent events on a socket of its own.
public final class EventClient {
    /// One event as it came.
    public struct Event: Sendable, Hashable {
        /// Its id: what Last-Event-ID is to be next time.
        public let id: String
        /// What happened.
        public let type: String
        /// The message.
        public let data: String
    }

    private var descriptor: Int32
    private var bytes: [UInt8] = []

    /// Asks for a stream on a port of this machine. With `window` the socket takes only so many bytes that are not read.
    public init(port: Int, path: String, key: String?, lastID: String? = nil, window: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var window { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &window, socklen_t(MemoryLayout<Int32>.size)) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Program.Failure(description: "nobody listens on \(port)") }
        let head =
            "GET \(path) HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
            + (key.map { "Authorization: Bearer \($0)\r\n" } ?? "") + (lastID.map { "Last-Event-ID: \($0)\r\n" } ?? "")
            + "\r\n"
        _ = head.withCString { send(descriptor, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
    }

    deinit { hangUp() }

    /// Everything that came so far, as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The status of the answer; nil where there is none yet.
    public var status: Int? { text.hasPrefix("HTTP/1.1 ") ? Int(text.dropFirst(9).prefix(3)) : nil }

    /// The events that came so far.
    public var events: [Event] {
        var events: [Event] = []
        var fields: [Substring: Substring] = [:]
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.isEmpty {
                if let id = fields["id"], let type = fields["event"], let data = fields["data"] {
                    events.append(Event(id: String(id), type: String(type), data: String(data)))
                    fields = [:]
                }
                continue
            }
            let parts = line.split(separator: ": ", maxSplits: 1)
            if parts.count == 2 { fields[parts[0]] = parts[1] }
        }
        return events
    }

    /// The last id that came, with an event or alone.
    public var lastID: String? {
        text.split(whereSeparator: \.isNewline).last { $0.hasPrefix("id: ") }.map { String($0.dropFirst(4)) }
    }

    /// Reads until the condition holds; throws when it does not within the time, or the other side hangs up before.
    public func read(_ what: String, within limit: Duration = .seconds(10), until isDone: (EventClient) -> Bool) throws
    {
        let end = ContinuousClock.now + limit
        while !isDone(self) {
            guard ContinuousClock.now < end else { throw Program.Failure(description: "not heard: \(what)\n\(text)") }
            guard try receive() else { throw Program.Failure(description: "hung up before: \(what)\n\(text)") }
        }
    }

    /// Reads until the other side hangs up.
    public func readToEnd(within limit: Duration = .seconds(20)) throws {
        let end = ContinuousClock.now + limit
        while try receive() {
            guard ContinuousClock.now < end else { throw Program.Failure(description: "it does not end:\n\(text)") }
        }
    }

    /// Closes the connection.
    public func hangUp() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
    }

    /// Waits a tenth of a second for more; false where there is no more to come.
    private func receive() throws -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, 100) > 0 else { return true }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        bytes += buffer[..<count]
        return true
    }
}

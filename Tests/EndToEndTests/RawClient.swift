import Foundation
import Glibc
import TestSupport

/// A client that says exactly the bytes that it is told to, and hangs up when it likes.
final class RawClient {
    private var descriptor: Int32

    /// Connects to a port of this machine.
    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
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
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { hangUp() }

    func say(_ text: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// What comes until the other side hangs up, for at most 10 s of silence.
    func hear() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }

    /// Whether the other side has hung up, for who has asked for nothing.
    var isClosed: Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)
    }

    /// What came of waiting for one answer.
    enum Heard {
        /// All of it; the connection may be used again unless it says otherwise.
        case answer(status: Int, isReplayed: Bool, isLast: Bool)
        /// The other side hung up before it said anything.
        case nothing
        /// It was cut off, or did not come within 10 s.
        case part
    }

    /// Waits for one answer on a connection that stays.
    func hearAnswer() -> Heard {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else {
                let isSilent = count < 0 && (errno == EAGAIN || errno == EINTR)
                return bytes.isEmpty && !isSilent ? .nothing : .part
            }
            bytes += buffer[..<count]
            if let whole = Self.answer(bytes) { return whole }
        }
    }

    private static func answer(_ bytes: [UInt8]) -> Heard? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].lowercased().components(separatedBy: "\r\n")
        func field(_ name: String) -> String? {
            lines.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
        }
        let head = text[..<end.upperBound].utf8.count
        guard bytes.count >= head + (field("content-length").flatMap { Int($0) } ?? 0) else { return nil }
        let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return .answer(
            status: status,
            isReplayed: field("idempotency-replayed") != nil,
            isLast: field("connection") == "close"
        )
    }

    func hangUp() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
    }
}

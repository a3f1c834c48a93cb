import Foundation
import Glibc

/// Asks our own processes on 127.0.0.1; too little to need an HTTP client.
enum LocalHTTP {
    /// The status that `GET path` answers, or nil where nobody answers within a second.
    static func status(of path: String, port: Int) -> Int? {
        let descriptor = socket(AF_INET, LocalSocket.stream, 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 1, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        let connected = LocalSocket.withAddress(port: port) { connect(descriptor, $0, $1) == 0 }
        guard connected else { return nil }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, LocalSocket.withoutSignal) == request.count else { return nil }
        // "HTTP/1.1 200"
        var answer = [UInt8](repeating: 0, count: 12)
        guard recv(descriptor, &answer, answer.count, Int32(MSG_WAITALL)) == answer.count else { return nil }
        return Int(String(decoding: answer.suffix(3), as: UTF8.self))
    }
}

/// What the socket calls want spelled out.
enum LocalSocket {
    static let stream = Int32(SOCK_STREAM.rawValue)
    static let withoutSignal = Int32(MSG_NOSIGNAL)

    /// Lends the address of a port of 127.0.0.1.
    static func withAddress<R>(port: Int, _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> R) -> R {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                body(generic, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

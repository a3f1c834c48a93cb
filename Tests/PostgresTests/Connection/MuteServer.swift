import Glibc
import Postgres

/// Accepts connections in the kernel's queue and never says a word.
final class MuteServer {
    private let descriptor: Int32
    let port: UInt16

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) | listen(descriptor, 16) | getsockname(descriptor, address, &length)
            }
        }
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
        guard status == 0 else { throw PostgresError(.connect, "no port for the mute server") }
    }

    /// Whether the first who connected is gone again.
    func isLeft() -> Bool {
        let guest = accept(descriptor, nil, nil)
        defer { close(guest) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        var count = 1
        while count > 0 { count = recv(guest, &bytes, bytes.count, Int32(MSG_DONTWAIT)) }
        return count == 0
    }

    deinit {
        close(descriptor)
    }
}

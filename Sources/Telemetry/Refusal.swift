import Glibc

/// How a process says that it cannot go on.
public enum Refusal {
    /// Writes one line on standard error and ends the process with this code.
    public static func exit(_ program: String, _ reason: String, code: Int32) -> Never {
        var line = "\(program): \(reason)\n"
        line.withUTF8 { bytes in
            // There is nobody left to tell where standard error is closed.
            _ = write(2, bytes.baseAddress, bytes.count)
        }
        Glibc.exit(code)
    }
}

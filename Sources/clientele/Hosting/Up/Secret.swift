/// Secrets that nobody has to type.
enum Secret {
    /// 48 hexadecimal digits, 192 random bits: nothing in it needs escaping in a URL or in SQL.
    static func random() -> String {
        var source = SystemRandomNumberGenerator()
        return (0..<24).map { _ in
            let byte = UInt8.random(in: 0...255, using: &source)
            return String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}

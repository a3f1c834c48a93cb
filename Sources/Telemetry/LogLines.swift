import FoundationEssentials
import Glibc
public import Logging

/// Writes each log event as one line on standard output: a JSON object, or a text for people.
public struct LogLines: LogHandler {
    /// What a line looks like.
    public enum Format: String, Sendable, CaseIterable {
        /// One JSON object.
        case json
        /// Time, level, message and metadata, for reading in a terminal.
        case text
    }

    /// Metadata of every line of this logger.
    public var metadata: Logger.Metadata = [:]
    /// Metadata from the context of a task.
    public var metadataProvider: Logger.MetadataProvider?
    /// The least level that is written.
    public var logLevel: Logger.Level
    private let label: String
    private let format: Format

    /// Lines of one logger.
    public init(label: String, level: Logger.Level, format: Format) {
        self.label = label
        self.logLevel = level
        self.format = format
    }

    /// Makes this the log of the whole process.
    public static func bootstrap(level: Logger.Level, format: Format) {
        LoggingSystem.bootstrap { LogLines(label: $0, level: level, format: format) }
    }

    /// A piece of metadata of this logger.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line.
    public func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
        if let own = event.metadata { all.merge(own) { _, new in new } }
        let fields = all.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let time = Date.now.formatted(.iso8601.time(includingFractionalSeconds: true))
        switch format {
        case .json: Self.write(json(time, event, fields))
        case .text: Self.write(text(time, event, fields))
        }
    }

    private func json(_ time: String, _ event: LogEvent, _ fields: [(String, String)]) -> String {
        var line = #"{"time":"\#(time)","level":"\#(event.level)","logger":"# + Self.quoted(label)
        line += #","message":"# + Self.quoted("\(event.message)")
        for (name, value) in fields { line += "," + Self.quoted(name) + ":" + Self.quoted(value) }
        return line + "}\n"
    }

    private func text(_ time: String, _ event: LogEvent, _ fields: [(String, String)]) -> String {
        let values = fields.map { " \($0.0)=\($0.1)" }.joined()
        return "\(time) \(event.level) \(event.message)\(values)\n"
    }

    /// Whole lines only: one call of write(2) for each.
    private static func write(_ line: String) {
        var line = line
        line.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(1, rest.baseAddress, rest.count)
                // A log that nobody reads any more is no reason to stop.
                guard written > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }

    static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
            return "\"\(text)\""
        }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

import Domain
import FoundationEssentials
import HTTPTypes
import NIOCore

/// A problem that is written often, as the bytes of an answer: what differs from one to the next is put between what does not.
struct OftenWritten: Sendable {
    private struct Text: Sendable {
        let head: String
        let body: [String]
        let bodyLength: Int
    }

    private let texts: [Language: Text]

    init(_ problem: Problem) {
        texts = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, Self.text(problem, in: $0)) })
    }

    private static func text(_ problem: Problem, in language: Language) -> Text {
        let mark = "@@"
        let names = RequestNames(requestID: mark, traceparent: nil)
        var (headers, body) = EndpointResponder.written(problem, at: mark, language, names)
        // They come after these.
        headers[.requestID] = nil
        headers[.traceparent] = nil
        let parts = String(decoding: body, as: UTF8.self).split(separator: mark).map(String.init)
        return Text(
            head: Self.lines(headers, after: "HTTP/1.1 \(problem.status)\r\n"),
            body: parts,
            bodyLength: parts.reduce(0) { $0 + $1.utf8.count }
        )
    }

    /// The answer, with these fields besides.
    func answer(
        to request: PlainRequest,
        _ fields: HTTPFields,
        _ allocator: ByteBufferAllocator
    ) -> ByteBuffer {
        guard let text = texts[request.language] else { preconditionFailure("it is written in every language") }
        let names = request.names
        let length = text.bodyLength + request.path.count + names.requestID.utf8.count
        var buffer = allocator.buffer(capacity: text.head.utf8.count + length + 256)
        buffer.writeString(text.head)
        if !fields.isEmpty { buffer.writeString(Self.lines(fields, after: "")) }
        buffer.writeString("X-Request-Id: \(names.requestID)\r\ntraceparent: \(names.traceparent)\r\n")
        buffer.writeString("Date: \(Self.time(.now))\r\nContent-Length: \(length)\r\n\r\n")
        buffer.writeString(text.body[0])
        buffer.writeBytes(request.path)
        buffer.writeString(text.body[1])
        buffer.writeString(names.requestID)
        buffer.writeString(text.body[2])
        return buffer
    }

    private static func lines(_ fields: HTTPFields, after beginning: String) -> String {
        fields.reduce(beginning) { $0 + "\($1.name.rawName): \($1.value)\r\n" }
    }

    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// As a Date field has it (RFC 9110, section 5.6.7).
    private static func time(_ now: Date) -> String {
        let seconds = Int(now.timeIntervalSince1970)
        let day = CalendarDate(dayNumber: seconds / 86_400) ?? .last
        let clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(twoDigits).joined(separator: ":")
        return "\(days[day.weekday - 1]), \(twoDigits(day.day)) \(months[day.month - 1]) \(day.year) \(clock) GMT"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

import Foundation

/// One plot of an SVG: a frame with axes, in which positions go from 0 to 1, rightwards and upwards.
struct SVGPanel {
    static let actual = "#1d4ed8"
    static let expected = "#c2410c"

    private static let (left, width, height) = (96.0, 740.0, 270.0)

    /// Distance from the top of the document, in points.
    let top: Double
    let title: String
    let across: String
    let upwards: String

    private var bottom: Double { top + 24 + Self.height }

    private func x(_ position: Double) -> Double { Self.left + position * Self.width }
    private func y(_ position: Double) -> Double { bottom - position * Self.height }

    /// Title, grid, ticks and the names of both axes.
    func axes(_ upTicks: [(Double, String)], _ acrossTicks: [(Double, String)]) -> [String] {
        let grid = upTicks.flatMap { position, label in
            [
                Self.line(x(0), y(position), x(1), y(position), "#d9dee5"),
                Self.text(x(0) - 8, y(position) + 4, label, size: 11, anchor: "end"),
            ]
        }
        let ticks = acrossTicks.flatMap { position, label in
            [
                Self.line(x(position), y(0), x(position), y(0) + 5, "#52606d"),
                Self.text(x(position), y(0) + 19, label, size: 11, anchor: "middle"),
            ]
        }
        return grid + ticks + [
            Self.line(x(0), y(0), x(1), y(0), "#52606d"), Self.line(x(0), y(0), x(0), y(1), "#52606d"),
            Self.text(x(0), top + 6, title, size: 14),
            Self.text(x(0.5), bottom + 42, across, size: 12, anchor: "middle"),
            """
            <text transform="translate(26 \(Self.number(y(0.5)))) rotate(-90)" font-size="12" \
            text-anchor="middle">\(Self.escaped(upwards))</text>
            """,
        ]
    }

    /// The part from a position to the right end, with a name.
    func shade(from position: Double, _ name: String) -> [String] {
        [
            """
            <rect x="\(Self.number(x(position)))" y="\(Self.number(y(1)))" \
            width="\(Self.number(x(1) - x(position)))" height="\(Self.number(Self.height))" fill="#f1f5f9"/>
            """,
            Self.text(x(position) + 8, y(0) - 8, name, size: 11),
        ]
    }

    /// A line through points.
    func curve(_ points: [(Double, Double)], _ colour: String, dashed: Bool) -> String {
        let path = points.map { "\(Self.number(x($0.0))),\(Self.number(y($0.1)))" }.joined(separator: " ")
        let dash = dashed ? " stroke-dasharray=\"6 4\"" : ""
        return "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"\(dash)/>"
    }

    /// A bar that stands on the axis.
    func bar(_ position: Double, _ width: Double, _ height: Double, _ colour: String) -> String {
        """
        <rect x="\(Self.number(x(position)))" y="\(Self.number(y(height)))" \
        width="\(Self.number(width * Self.width))" height="\(Self.number(height * Self.height))" fill="\(colour)"/>
        """
    }

    /// What the two colours mean.
    func legend(_ actual: String, _ expected: String?) -> [String] {
        let entries = [(actual, Self.actual)] + (expected.map { [($0, Self.expected)] } ?? [])
        return entries.enumerated().flatMap { position, entry in
            let row = y(1) + 14 + Double(position) * 18
            return [
                "<rect x=\"\(Self.number(x(0) + 14))\" y=\"\(Self.number(row - 8))\" width=\"14\" height=\"8\" fill=\"\(entry.1)\"/>",
                Self.text(x(0) + 34, row, entry.0, size: 12),
            ]
        }
    }

    /// A text at a place of the document.
    static func text(_ x: Double, _ y: Double, _ text: String, size: Int, anchor: String = "start") -> String {
        """
        <text x="\(number(x))" y="\(number(y))" font-size="\(size)" text-anchor="\(anchor)">\(escaped(text))</text>
        """
    }

    /// A text that XML does not take for markup.
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String) -> String {
        """
        <line x1="\(number(x1))" y1="\(number(y1))" x2="\(number(x2))" y2="\(number(y2))" stroke="\(colour)"/>
        """
    }

    private static func number(_ value: Double) -> String {
        value.formatted(.number.precision(.fractionLength(0...1)).grouping(.never).locale(Locale(identifier: "en_US")))
    }
}

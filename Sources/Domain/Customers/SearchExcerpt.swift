/// A part of a text that shows why it was found.
public struct SearchExcerpt: Hashable, Sendable {
    /// The part, at most `length` code points.
    public let text: String
    /// Where the words stand in it, in code points, in order, not overlapping.
    public let highlights: [Range<Int>]

    /// The most code points of an excerpt.
    public static let length = 160
    /// How many of them stand before the first word.
    static let lead = 40

    init(_ searched: SearchedText, places: [Range<Int>]) {
        let first = places.map(\.lowerBound).min() ?? 0
        let latest = max(0, searched.scalars.count - Self.length)
        let start = min(max(0, first - Self.lead), latest)
        let part = searched.scalars[start...].prefix(Self.length)
        text = String(String.UnicodeScalarView(part))
        var highlights: [Range<Int>] = []
        for place in places.sorted(by: { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }) {
            let shifted = place.lowerBound - start..<place.upperBound - start
            guard shifted.lowerBound >= highlights.last?.upperBound ?? 0, shifted.upperBound <= part.count else {
                continue
            }
            highlights.append(shifted)
        }
        self.highlights = highlights
    }
}

/// A text in which words are looked for, without regard to case.
struct SearchedText {
    let scalars: [Unicode.Scalar]
    private let folded: [Unicode.Scalar]

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        folded = scalars.map(Self.folded)
    }

    /// Where a word stands: at the beginning of words or, for a word of Chinese characters, anywhere. With `similar`
    /// also words in which one letter differs.
    func places(of word: String, similar: Bool) -> [Range<Int>] {
        let wanted = word.unicodeScalars.map(Self.folded)
        guard let first = wanted.first else { return [] }
        let runs = Self.isIdeograph(first) ? Array(folded.indices.map { $0..<folded.endIndex }) : words
        return runs.compactMap { run in
            if folded[run].starts(with: wanted) { return run.lowerBound..<run.lowerBound + wanted.count }
            return similar && Self.areNear(folded[run], wanted[...]) ? run : nil
        }
    }

    private var words: [Range<Int>] {
        folded.indices.split { !folded[$0].properties.isAlphabetic && folded[$0].properties.numericType == nil }
            .map { $0.startIndex..<$0.endIndex }
    }

    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let mapped = scalar.properties.lowercaseMapping.unicodeScalars
        return mapped.count == 1 ? mapped.first ?? scalar : scalar
    }

    private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        0x3040...0x9FFF ~= scalar.value
    }

    /// Whether one letter is wrong, missing, too many or exchanged with its neighbour.
    private static func areNear(_ left: ArraySlice<Unicode.Scalar>, _ right: ArraySlice<Unicode.Scalar>) -> Bool {
        guard abs(left.count - right.count) <= 1, right.count >= 4 else { return false }
        var left = left, right = right
        while let one = left.first, one == right.first {
            left.removeFirst()
            right.removeFirst()
        }
        while let one = left.last, one == right.last {
            left.removeLast()
            right.removeLast()
        }
        return max(left.count, right.count) <= 1 || (left.count == 2 && Array(left.reversed()) == Array(right))
    }
}

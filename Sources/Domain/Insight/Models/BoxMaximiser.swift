/// Finds the maximum of a smooth function of few variables inside a box: BFGS with a backtracking line search, where
/// variables that press against a side of the box stand still.
///
/// Source: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, algorithms 3.1 and 6.1 and section 16.7.
struct BoxMaximiser {
    typealias Evaluation = (value: Double, gradient: [Double])

    /// Where the search ended.
    struct Outcome {
        var point: [Double]
        var value: Double
        var gradient: [Double]
        var iterations = 0
        /// Whether the gradient that the box leaves is nearly zero.
        var converged = false
        /// What the search learned of the shape of the function.
        fileprivate var curvature: InverseCurvature
    }

    private static let mostIterations = 150
    private static let mostShortenings = 30
    private static let longestStep = 2.0
    private static let flat = 1e-8
    /// What counts as flat where steps gain no more than rounding.
    private static let nearlyFlat = 1e-6
    /// Steps in a row that gain no more than rounding before the search gives up.
    private static let mostStalls = 3

    let box: [ClosedRange<Double>]
    let evaluate: ([Double]) -> Evaluation

    /// Climbs from a point of the box; `after` a search on a function of nearly the same shape, with what that learned.
    func climb(from start: [Double], after begun: Outcome? = nil) -> Outcome {
        let first = evaluate(start)
        var curvature = begun?.curvature ?? InverseCurvature(size: start.count)
        var here = Outcome(point: start, value: first.value, gradient: first.gradient, curvature: curvature)
        guard here.isFinite else { return here }
        var slope = freeGradient(here)
        var stalls = 0
        while here.iterations < Self.mostIterations, slope.largest > Self.flat, stalls < Self.mostStalls {
            here.iterations += 1
            guard let next = step(from: here, along: direction(slope, &curvature)) else {
                if curvature.isFresh { break }
                curvature = InverseCurvature(size: start.count)
                stalls += 1
                continue
            }
            stalls = next.value - here.value <= here.rounding ? stalls + 1 : 0
            let ahead = freeGradient(next)
            // What is learned with a variable free does not hold with it pressed, nor the other way round.
            if zip(slope, ahead).allSatisfy({ ($0 == 0) == ($1 == 0) }) {
                curvature.learn(moved: next.point - here.point, gradientFell: slope - ahead)
            } else {
                curvature = InverseCurvature(size: start.count)
            }
            (here.point, here.value, here.gradient, slope) = (next.point, next.value, next.gradient, ahead)
        }
        here.curvature = curvature
        here.converged = slope.largest <= (here.iterations < Self.mostIterations ? Self.nearlyFlat : Self.flat)
        return here
    }

    /// The gradient without the parts that point out of the box.
    func freeGradient(_ here: Outcome) -> [Double] {
        here.gradient.indices.map { index in
            let (x, slope) = (here.point[index], here.gradient[index])
            let pressed = (x <= box[index].lowerBound && slope < 0) || (x >= box[index].upperBound && slope > 0)
            return pressed ? 0 : slope
        }
    }

    private func direction(_ slope: [Double], _ curvature: inout InverseCurvature) -> [Double] {
        let ahead = curvature.applied(to: slope).enumerated().map { slope[$0.offset] == 0 ? 0 : $0.element }
        if ahead.dot(slope) > 0 { return ahead.shortened(to: Self.longestStep) }
        curvature = InverseCurvature(size: slope.count)
        return slope.shortened(to: Self.longestStep)
    }

    /// The first of ever shorter steps that gains enough (Armijo's rule); nil where none does.
    private func step(from here: Outcome, along direction: [Double]) -> Outcome? {
        var length = 1.0
        for _ in 0..<Self.mostShortenings {
            let point = zip(zip(here.point, direction), box).map { pair, side in
                min(max(pair.0 + length * pair.1, side.lowerBound), side.upperBound)
            }
            let gain = (point - here.point).dot(here.gradient)
            let (value, gradient) = evaluate(point)
            let there = Outcome(point: point, value: value, gradient: gradient, curvature: here.curvature)
            if there.isFinite, gain > 0, value >= here.value + 1e-4 * gain - here.rounding { return there }
            length /= 2
        }
        return nil
    }
}

extension BoxMaximiser.Outcome {
    fileprivate var isFinite: Bool { value.isFinite && gradient.allSatisfy(\.isFinite) }

    /// What a value of this size is not exact to.
    fileprivate var rounding: Double { 1e-15 * max(1, abs(value)) }
}

/// What BFGS has learned of the inverse of the negative Hessian.
private struct InverseCurvature {
    private var rows: [[Double]]
    private(set) var isFresh = true

    init(size: Int) {
        rows = (0..<size).map { row in (0..<size).map { $0 == row ? 1 : 0 } }
    }

    func applied(to vector: [Double]) -> [Double] {
        rows.map { $0.dot(vector) }
    }

    mutating func learn(moved s: [Double], gradientFell y: [Double]) {
        let bend = s.dot(y)
        guard bend > 1e-14 * s.dot(s).squareRoot() * y.dot(y).squareRoot() else { return }
        if isFresh { scale(by: bend / y.dot(y)) }
        isFresh = false
        let hy = applied(to: y)
        let factor = (1 + y.dot(hy) / bend) / bend
        for i in rows.indices {
            for j in rows.indices {
                rows[i][j] += factor * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / bend
            }
        }
    }

    private mutating func scale(by factor: Double) {
        for i in rows.indices { rows[i][i] = factor }
    }
}

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Maximum likelihood over the logarithms of a few positive parameters.
struct LikelihoodSearch {
    /// A parameter, its box (in the unit the search works in) and what a unit is worth in the data's.
    struct Parameter {
        let name: String
        let box: ClosedRange<Double>
        var unit = 1.0
    }

    /// From so many on a sample is large: a search on a part of it ends near one on all.
    static let large = 20_000

    /// Every sixteenth: the part of a large sample that is searched first.
    static func part<Element>(of elements: [Element]) -> [Element] {
        stride(from: 8, to: elements.count, by: 16).map { elements[$0] }
    }

    let parameters: [Parameter]
    /// Points to start from; the second is used where the first search is in doubt.
    let starts: [[Double]]
    /// Customers the mean is taken over.
    let customers: Int
    /// Mean log-likelihood of a customer and its gradient, by the logarithms of the parameters.
    let evaluate: ([Double]) -> BoxMaximiser.Evaluation
    /// The same over a part of a large sample, nil for one that is not large: where the search begins, because its end is
    /// near the end of the whole and costs little.
    var rough: (([Double]) -> BoxMaximiser.Evaluation)?

    /// The best end of the searches as parameters in the data's unit. `offset` turns the log-likelihood of the search
    /// into that of the data's unit.
    func run(offset: Double) -> (values: [Double], estimates: [ParameterEstimate], diagnostics: FitDiagnostics) {
        let box = parameters.map { log($0.box.lowerBound)...log($0.box.upperBound) }
        let maximiser = BoxMaximiser(box: box, evaluate: evaluate)
        var ends: [BoxMaximiser.Outcome] = []
        for start in starts {
            let begun = rough.map { BoxMaximiser(box: box, evaluate: $0).climb(from: start.map { log($0) }) }
            let end = maximiser.climb(from: begun?.point ?? start.map { log($0) }, after: begun)
            ends.append(end)
            if end.converged && bounds(end.point).isEmpty { break }
        }
        let best = ends.reduce(ends[0]) { Self.isBetter($1, $0) ? $1 : $0 }
        let information = bounds(best.point).isEmpty ? information(at: best) : nil
        let values = zip(best.point, parameters).map { exp($0) * $1.unit }
        let diagnostics = FitDiagnostics(
            converged: best.converged,
            iterations: best.iterations,
            searches: ends.count,
            logLikelihood: best.value * Double(customers) + offset,
            gradientNorm: maximiser.freeGradient(best).largest,
            conditionNumber: information?.conditionNumber,
            atBounds: bounds(best.point)
        )
        return (values, estimates(values, information), diagnostics)
    }

    private static func isBetter(_ one: BoxMaximiser.Outcome, _ other: BoxMaximiser.Outcome) -> Bool {
        guard other.value.isFinite else { return true }
        guard one.converged == other.converged else { return one.converged }
        return one.value > other.value + 1e-12
    }

    private func bounds(_ point: [Double]) -> [String] {
        zip(point, parameters).filter { x, parameter in
            x <= log(parameter.box.lowerBound) + 1e-6 || x >= log(parameter.box.upperBound) - 1e-6
        }.map(\.1.name)
    }

    /// The negative Hessian of the whole log-likelihood, by differences of the gradient; good to about five digits.
    private func information(at end: BoxMaximiser.Outcome) -> SymmetricMatrix {
        let width = 1e-5
        let columns = end.point.indices.map { index in
            var near = end.point
            near[index] += width
            return (end.gradient - evaluate(near).gradient).map { $0 * Double(customers) / width }
        }
        return SymmetricMatrix(
            end.point.indices.map { i in end.point.indices.map { (columns[i][$0] + columns[$0][i]) / 2 } }
        )
    }

    private func estimates(_ values: [Double], _ information: SymmetricMatrix?) -> [ParameterEstimate] {
        let variances = information?.inverseDiagonal
        return parameters.indices.map { index in
            let value = values[index]
            guard let spread = variances?[index].squareRoot() else {
                return ParameterEstimate(name: parameters[index].name, value: value, standardError: nil, interval: nil)
            }
            // 1.96 is the 97.5 % point of the normal distribution.
            let (low, high) = (value * exp(-1.959964 * spread), value * exp(1.959964 * spread))
            let interval = high.isFinite ? low...high : nil
            return ParameterEstimate(
                name: parameters[index].name,
                value: value,
                standardError: value * spread,
                interval: interval
            )
        }
    }
}

/// Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.
///
/// Source: Golub, Van Loan, Matrix Computations, 4th edition, 2013, section 8.5.
struct SymmetricMatrix {
    /// In the order of `vectors`.
    private(set) var values: [Double] = []
    /// `vectors[i]` belongs to `values[i]`.
    private(set) var vectors: [[Double]]

    init(_ matrix: [[Double]]) {
        let size = matrix.count
        var m = matrix
        vectors = (0..<size).map { row in (0..<size).map { $0 == row ? 1 : 0 } }
        for _ in 0..<50 where Self.offDiagonal(m) > 1e-30 * Self.diagonal(m) {
            for p in 0..<size {
                for q in (p + 1)..<max(size, p + 1) where m[p][q] != 0 { rotate(&m, p, q) }
            }
        }
        values = m.indices.map { m[$0][$0] }
    }

    /// Largest by smallest eigenvalue; nil unless all are positive.
    var conditionNumber: Double? {
        guard let least = values.min(), let most = values.max(), least > 0, most.isFinite else { return nil }
        return most / least
    }

    /// The diagonal of the inverse; nil unless all eigenvalues are positive.
    var inverseDiagonal: [Double]? {
        guard conditionNumber != nil else { return nil }
        return vectors.indices.map { index in
            zip(values, vectors).reduce(0) { $0 + $1.1[index] * $1.1[index] / $1.0 }
        }
    }

    private mutating func rotate(_ m: inout [[Double]], _ p: Int, _ q: Int) {
        let theta = (m[q][q] - m[p][p]) / (2 * m[p][q])
        let tangent = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let cosine = 1 / (tangent * tangent + 1).squareRoot()
        let sine = tangent * cosine
        for k in m.indices {
            (m[k][p], m[k][q]) = (cosine * m[k][p] - sine * m[k][q], sine * m[k][p] + cosine * m[k][q])
        }
        for k in m.indices {
            (m[p][k], m[q][k]) = (cosine * m[p][k] - sine * m[q][k], sine * m[p][k] + cosine * m[q][k])
            let (left, right) = (vectors[p][k], vectors[q][k])
            (vectors[p][k], vectors[q][k]) = (cosine * left - sine * right, sine * left + cosine * right)
        }
    }

    private static func offDiagonal(_ m: [[Double]]) -> Double {
        m.indices.reduce(0) { sum, i in m.indices.reduce(sum) { $1 == i ? $0 : $0 + m[i][$1] * m[i][$1] } }
    }

    private static func diagonal(_ m: [[Double]]) -> Double {
        m.indices.reduce(0) { $0 + m[$1][$1] * m[$1][$1] }
    }
}

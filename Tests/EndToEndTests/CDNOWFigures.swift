import Foundation

/// The figures of the CDNOW sample, computed from the file alone by the plainest means: what the product says must be
/// the same.
struct CDNOWFigures {
    struct Figures: Equatable {
        var orders = 0
        var days: Set<String> = []
        var minor = 0
    }

    private(set) var customers: [String: Figures] = [:]
    var orders: Int { customers.values.reduce(0) { $0 + $1.orders } }
    var minor: Int { customers.values.reduce(0) { $0 + $1.minor } }

    init(path: String) throws {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst()
        for line in lines {
            let cells = line.split(separator: ",").map { String($0).trimmingCharacters(in: .whitespaces) }
            let parts = cells[4].split(separator: ".").map(String.init)
            let cents = (Int(parts[0]) ?? 0) * 100 + (parts.count > 1 ? Int((parts[1] + "0").prefix(2)) ?? 0 : 0)
            customers[cells[1], default: Figures()].orders += 1
            customers[cells[1], default: Figures()].days.insert(cells[2])
            customers[cells[1], default: Figures()].minor += cents
        }
    }

    /// Days from the last purchase day to a day, both as 1998-06-30.
    static func days(from first: String, to last: String) -> Int {
        Int(
            ((try? Date(last + "T00:00:00Z", strategy: .iso8601)) ?? .distantPast)
                .timeIntervalSince((try? Date(first + "T00:00:00Z", strategy: .iso8601)) ?? .distantPast) / 86_400
        )
    }
}

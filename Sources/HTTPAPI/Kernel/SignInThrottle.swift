import Domain
import Hummingbird
import Synchronization

/// How often somebody may be wrong about who they are.
///
/// Tries are counted in lanes, each an instant at which it will be free again, as the buckets of `Quotas`; a right one
/// is given back. A stranger's lanes are the account as seen from their network, the account as seen from everywhere, and
/// their network. A browser that signed in to the account before has a lane of its own instead of the first two, so
/// nobody else can use it up (OWASP, Device Cookies).
final class SignInThrottle: Sendable {
    /// Whose tries are counted.
    enum Lane: Hashable, Sendable {
        /// Tries for one account out of one network.
        case account(String, network: String)
        /// Tries for one account from everywhere, by browsers that it does not know.
        case strangers(String)
        /// Tries for one account by a browser that signed in before.
        case device(String)
        /// Codes of a second factor, shown by who knows the password already.
        case code(Person.ID)
        /// Tries for any account out of one network.
        case network(String)
        /// Tries of programs to show a key that works, out of one network.
        case clients(String)
        /// Sign-ons that are begun out of one network; none is given back.
        case signOns(String)
        /// Access tokens that are given for one key; none is given back.
        case tokens(APIKey.ID)

        /// Tries in a quarter of an hour.
        var limit: Int {
            switch self {
            case .account, .device: 10
            case .code: 5
            case .strangers, .network, .clients, .tokens: 100
            case .signOns: 1000
            }
        }
    }

    private let lanes = Mutex<[Lane: ContinuousClock.Instant]>([:])

    /// A lane holds as many tries as its limit, and is whole again after this time.
    static let window = Duration.seconds(900)
    /// Lanes kept at most; then the half that is free the soonest is forgotten.
    static let capacity = 65_536

    /// Takes one try of each lane, or none; throws the 429 where one is used up.
    func take(_ wanted: [Lane], at now: ContinuousClock.Instant = .now) throws {
        let wait = lanes.withLock { lanes -> Duration? in
            if lanes.count + wanted.count > Self.capacity { Self.makeRoom(in: &lanes, now) }
            let ends = wanted.map { max(lanes[$0] ?? now, now) + Self.window / $0.limit }
            if let last = ends.max(), last - now > Self.window { return last - now - Self.window }
            for (lane, end) in zip(wanted, ends) { lanes[lane] = end }
            return nil
        }
        guard let wait else { return }
        throw Problem(.tooManyRequests, "sign_in.throttled", "There were too many tries; wait a little.")
            .with(.retryAfter, String(max(1, wait.components.seconds + 1)))
    }

    /// Gives the try back to each lane: it was a right one.
    func giveBack(_ taken: [Lane]) {
        lanes.withLock { lanes in
            for lane in taken {
                guard let end = lanes[lane] else { continue }
                lanes[lane] = end - Self.window / lane.limit
            }
        }
    }

    private static func makeRoom(in lanes: inout [Lane: ContinuousClock.Instant], _ now: ContinuousClock.Instant) {
        lanes = lanes.filter { $0.value > now }
        guard lanes.count > capacity / 2 else { return }
        let kept = lanes.sorted { $0.value > $1.value }.prefix(capacity / 2)
        lanes = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}

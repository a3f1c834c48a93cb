// One round of one measurement of the driver; scripts/bench-driver compares it with pgbench and psql:
//
//     driver-bench read|list|write|bulk|stream SECONDS
//     driver-bench soak SECONDS
//
// Prints transactions or rows per second, and behind it, for `stream`, by how many megabytes memory grew.
// DATABASE_API_URL is the role inside a company, BENCH_SUPERUSER_URL the one that sees all. `soak` does everything at
// random on TEST_DATABASE_URL, see scripts/soak-driver.

import Glibc

guard CommandLine.arguments.count == 3, let seconds = Double(CommandLine.arguments[2]) else {
    print("usage: driver-bench read|list|write|bulk|stream|soak SECONDS")
    exit(64)
}
if CommandLine.arguments[1] == "soak" {
    let (done, failed) = try await Soak(seconds: seconds).run()
    print("\(done) succeeded, \(failed) were cancelled or failed as they may")
    exit(0)
}
let round = try Round(seconds: seconds)
switch CommandLine.arguments[1] {
case "read": print(try await round.reads())
case "list": print(try await round.lists())
case "write": print(try await round.writes())
case "bulk": print(try await round.bulk())
case "stream":
    let (rate, growth) = try await round.stream()
    print(rate, growth)
default:
    print("driver-bench: no such measurement")
    exit(64)
}

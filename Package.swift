// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
    // Decoding a row is generic code called from other modules; left unspecialised it is half of what reading costs.
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

// A standard library that is linked in asks for every symbol of the program to be exported: 3 MB of names that an idle
// process keeps in memory, and nobody looks up.
let programs: [LinkerSetting] = [
    .unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(platforms: [.linux], configuration: .release))
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let package = Package(
    name: "clientele",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        // Without its default trait, which reads JSON, it needs only FoundationEssentials, as Hummingbird below: Foundation
        // and its Unicode tables would be a fifth of an idle process.
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.30.0", traits: []),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.0", traits: []),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(
            name: "CSodium",
            pkgConfig: "libsodium",
            providers: [.apt(["libsodium-dev"]), .brew(["libsodium"])]
        ),
        .target(name: "Postgres", dependencies: ["CLibPQ", logging, metrics], swiftSettings: settings),
        .target(name: "Domain", swiftSettings: settings),
        .target(name: "Outbound", dependencies: ["Domain", httpClient], swiftSettings: settings),
        .target(
            name: "SignOn",
            dependencies: ["Domain", "Outbound", crypto, jwt],
            swiftSettings: settings
        ),
        .target(name: "Store", dependencies: ["Domain", "Postgres", crypto, logging], swiftSettings: settings),
        .target(name: "Settings", dependencies: [configuration], swiftSettings: settings),
        .target(
            name: "Telemetry",
            dependencies: [hummingbird, lifecycle, logging, .product(name: "CoreMetrics", package: "swift-metrics")],
            swiftSettings: settings
        ),
        .target(
            name: "HTTPAPI",
            dependencies: [
                "CSodium", "Domain", "SignOn", "Store", "Telemetry", hummingbird, crypto, lifecycle, logging, metrics,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Jobs",
            dependencies: ["Domain", "Outbound", "Store", httpClient, crypto, lifecycle, logging, metrics, subprocess],
            swiftSettings: settings
        ),
        .target(
            name: "Daemon",
            dependencies: ["Settings", "Store", "Telemetry", lifecycle, logging, signals],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "clientele-api",
            dependencies: ["Daemon", "HTTPAPI", "Settings"],
            swiftSettings: settings,
            linkerSettings: programs
        ),
        .executableTarget(
            name: "clientele-worker",
            dependencies: ["Daemon", "Jobs", "Settings", lifecycle],
            swiftSettings: settings,
            linkerSettings: programs
        ),
        .executableTarget(
            name: "clientele",
            dependencies: ["Domain", "Store", "Jobs", "Settings", argumentParser, crypto, logging, subprocess],
            swiftSettings: settings,
            linkerSettings: programs
        ),
        .executableTarget(name: "insight-bench", dependencies: ["Domain"], swiftSettings: settings),
        .target(
            name: "TestSupport",
            dependencies: ["Domain", "Postgres", "Store", logging],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        // Measures the driver for scripts/bench; not shipped.
        .executableTarget(
            name: "driver-bench",
            dependencies: ["Postgres", logging],
            path: "Tests/DriverBench",
            swiftSettings: settings
        ),
        // Ill-treats workers for scripts/soak-queue and measures the queue for scripts/bench; not shipped.
        .executableTarget(
            name: "queue-rig",
            dependencies: ["Domain", "Jobs", "Postgres", "Store", "Settings", lifecycle, logging, signals],
            path: "Tests/QueueRig",
            swiftSettings: settings
        ),
        .testTarget(name: "ArchitectureTests", swiftSettings: settings),
        .testTarget(
            name: "PostgresTests",
            dependencies: ["Postgres", "CLibPQ", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: settings),
        .testTarget(name: "SettingsTests", dependencies: ["Settings"], swiftSettings: settings),
        .testTarget(
            name: "TelemetryTests",
            dependencies: ["Telemetry", .product(name: "CoreMetrics", package: "swift-metrics")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Domain", "Postgres", "Store", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "HTTPAPITests",
            dependencies: [
                "Domain", "HTTPAPI", "SignOn", "Store", "TestSupport", hummingbird, logging,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "JobsTests",
            dependencies: ["Domain", "Jobs", "Outbound", "Store", "TestSupport", logging],
            swiftSettings: settings
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["TestSupport", "clientele", "clientele-api", "clientele-worker", "queue-rig", subprocess],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)

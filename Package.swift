// swift-tools-version: 6.2
// The floor plan of OneDoor. Rules for this file:
//   - targets are sorted by layer; a target imports only from layers above it in this list;
//   - every target says in one comment line what it is for;
//   - a new package dependency needs a record in docs/decisions/.

import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "OneDoor",
    products: [
        .executable(name: "onedoor", targets: ["onedoor"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // MARK: Vocabulary and tools that know nothing of the rest

        // Regions, organisations, categories, identifiers, working calendar, limits, figures: the words of the house.
        .target(name: "Civics", swiftSettings: strict),
        // An interpolation type that escapes.
        .target(name: "HTML", swiftSettings: strict),
        // Texts as QR codes.
        .target(name: "QRCode", swiftSettings: strict),
        // Rows out of CSV and XLSX files, in whatever encoding they came.
        .target(name: "Tabular", dependencies: ["CZip", "CExpat"], swiftSettings: strict),
        // libzip, for the container of XLSX.
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        // Expat, for the XML inside XLSX and for that of decision models.
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        // DMN and FEEL: decisions read, checked, made and explained. Knows nothing of the rest.
        .target(name: "DecisionModel", dependencies: ["CExpat"], swiftSettings: strict),

        // zlib, for compressed answers.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // libxlsxwriter, for workbooks that leave the house.
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

        // LIBLINEAR, for training text classifiers.
        .systemLibrary(name: "CLinear", providers: [.apt(["liblinear-dev"])]),

        // MARK: Rules

        // The life of a case: commands, events, guarded transitions, clocks.
        .target(name: "Casework", dependencies: ["Civics"], swiftSettings: strict),
        // Figures to report documents to HTML.
        .target(name: "Reporting", dependencies: ["Civics", "DecisionModel", "HTML"], swiftSettings: strict),
        // Report documents to files: DOCX, XLSX, PDF, a page that stands alone.
        .target(
            name: "Papers", dependencies: ["CXLSXWriter", "CZip", "Civics", "HTML", "Reporting"],
            resources: [.copy("Programs"), .copy("Styles")], swiftSettings: strict),
        // A city's folder, read and checked: every fault with file and line.
        .target(
            name: "CityFiles",
            dependencies: ["Civics", "DecisionModel", "Tabular", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        // A city's days, made up from a seed.
        .target(name: "Simulation", dependencies: ["Civics", "Casework"], swiftSettings: strict),

        // What a file is, and the same file without place and device. Pure, no I/O.
        .target(name: "Media", dependencies: ["Civics"], swiftSettings: strict),
        // What people say: categories, near-duplicates, hot issues, connections. Pure, no I/O.
        .target(name: "Insight", dependencies: ["CLinear", "Civics"], swiftSettings: strict),

        // MARK: Memory

        // Journal, people and texts, projections, figures, search, backup.
        .target(
            name: "Storage",
            dependencies: [
                "Civics", "Casework",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),

        // MARK: Use cases

        // The desks: who may, rule, one transaction.
        .target(
            name: "Desks",
            dependencies: [
                "Civics", "Casework", "CityFiles", "Insight", "Media", "Reporting", "Simulation", "Storage", "Tabular",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),

        // MARK: Edges

        // Page models and views; knows neither HTTP nor SQL.
        .target(
            name: "Pages", dependencies: ["HTML", "QRCode", "Civics", "Casework", "Reporting"], swiftSettings: strict),
        // HTTP: pages, JSON API, sessions, assets.
        .target(
            name: "Server",
            dependencies: [
                "CZlib", "Civics", "Casework", "Desks", "HTML", "Insight", "Pages", "Papers", "Reporting", "Storage",
                "Tabular",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("Assets")],
            swiftSettings: strict),
        // The command.
        .executableTarget(
            name: "onedoor",
            dependencies: [
                "Civics", "Casework", "CityFiles", "DecisionModel", "Desks", "Insight", "Papers", "Reporting", "Server",
                "Simulation", "Storage", "Tabular",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),

        // MARK: Tests

        // Builders, temporary databases, a small HTTP test client.
        .target(
            name: "TestSupport",
            dependencies: ["Civics", "Casework", "CityFiles", "Desks", "Storage"],
            swiftSettings: strict),
        .testTarget(name: "CivicsTests", dependencies: ["Civics"], swiftSettings: strict),
        .testTarget(name: "HTMLTests", dependencies: ["HTML"], swiftSettings: strict),
        .testTarget(name: "QRCodeTests", dependencies: ["QRCode"], exclude: ["codes.txt"], swiftSettings: strict),
        .testTarget(name: "DecisionModelTests", dependencies: ["DecisionModel"], swiftSettings: strict),
        .testTarget(name: "TabularTests", dependencies: ["CZip", "Tabular"], swiftSettings: strict),
        .testTarget(name: "CaseworkTests", dependencies: ["Civics", "Casework", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "ReportingTests", dependencies: ["Civics", "HTML", "Reporting"], swiftSettings: strict),
        .testTarget(
            name: "PapersTests", dependencies: ["CExpat", "CZip", "Civics", "Papers", "Reporting", "Tabular"],
            swiftSettings: strict),
        .testTarget(name: "CityFilesTests", dependencies: ["Civics", "CityFiles"], swiftSettings: strict),
        .testTarget(name: "MediaTests", dependencies: ["Civics", "Media", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "InsightTests", dependencies: ["Civics", "Insight"], swiftSettings: strict),
        .testTarget(
            name: "SimulationTests", dependencies: ["Civics", "Casework", "Simulation", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "StorageTests", dependencies: ["Civics", "Casework", "Storage", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "PagesTests", dependencies: ["Civics", "Casework", "HTML", "Pages", "Reporting"],
            swiftSettings: strict),
        .testTarget(
            name: "DesksTests",
            dependencies: [
                "Civics", "Casework", "CityFiles", "Desks", "Insight", "Reporting", "Simulation", "Storage",
                "Tabular", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["Golden"],
            swiftSettings: strict),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "Civics", "Casework", "TestSupport", "onedoor",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Civics", "Casework", "Desks", "Pages", "Reporting", "Server", "Storage", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            exclude: ["Golden"],
            swiftSettings: strict),
    ]
)

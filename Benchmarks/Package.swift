// swift-tools-version: 6.2
// Measurements are a package of their own: whoever builds OneDoor does not build them.

import PackageDescription

let package = Package(
    name: "Benchmarks",
    targets: [
        // epoll, which Glibc's own module leaves out.
        .systemLibrary(name: "CEpoll"),
        // The room DecisionModel, by a link to its sources: what it measures is not open to other packages.
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .target(
            name: "DecisionModel", dependencies: ["CExpat"],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"), .treatAllWarnings(as: .error),
            ]),
        // How fast decisions are made.
        .executableTarget(
            name: "decisions", dependencies: ["DecisionModel"],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
                .treatAllWarnings(as: .error),
            ]),
        // Sends a city's load to a running server, over plain sockets, and counts what comes back. No dependencies: it
        // shares two cores with the server it measures.
        .executableTarget(
            name: "load", dependencies: ["CEpoll"],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
                .treatAllWarnings(as: .error),
            ]),
    ]
)

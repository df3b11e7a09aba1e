// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Malmoi", path: "..")],
  targets: [
    .executableTarget(
      name: "malmoi-benchmarks",
      dependencies: [.product(name: "Tokenization", package: "Malmoi")],
      swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("MemberImportVisibility")])
  ]
)

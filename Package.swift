// swift-tools-version: 6.2

import PackageDescription

// Every Swift target is built by the same strict rules; unsafe code is marked where it stands.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatWarning("StrictMemorySafety", as: .error),
]

/// A room of the house: a Swift target that imports only rooms of a lower rank.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one room; its goldens are read from the checkout.
func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], hasGoldens: Bool = false
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.target(name: name), "TestSupport"] + dependencies,
    exclude: hasGoldens ? ["Goldens"] : [], swiftSettings: strict)
}

let package = Package(
  name: "Malmoi",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "malmoi", targets: ["MalmoiCommand"]),
    .library(
      name: "Tokenization",
      targets: ["Tokenization", "TokenizerModel", "PreTokenization", "TextNormalization"]),
    .library(
      name: "TokenizerTraining",
      targets: ["TokenizerTraining", "TokenizerModel", "PreTokenization", "TextNormalization"]),
    .library(
      name: "ChatTemplates",
      targets: ["ChatTemplates", "TokenizerModel", "PreTokenization", "TextNormalization"]),
    .library(
      name: "TokenAnalysis",
      targets: [
        "TokenAnalysis", "Tokenization", "TokenizerModel", "PreTokenization", "TextNormalization",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // Rank 0: C, one header and one door each.
    .target(name: "CVector"),
    .target(name: "CFileSystem"),
    // Loads libcurl (libcurl4) when a transfer is asked for; nothing is linked.
    .target(name: "CCurl"),
    .target(name: "CICU", linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"])]),
    .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    // Rank 1
    room("TextNormalization", ["CICU", "CVector"]),
    room("PreTokenization", ["CICU", "CVector"]),
    room("CorpusReading", ["CZlib", "CZstd"]),
    // Rank 2
    room("TokenizerModel", ["TextNormalization", "PreTokenization"]),
    // Rank 3
    room("ChatTemplates", ["TextNormalization", "PreTokenization", "TokenizerModel"]),
    room(
      "TokenizerTraining", ["CVector", "TextNormalization", "PreTokenization", "TokenizerModel"]),
    room("Tokenization", ["CVector", "TextNormalization", "PreTokenization", "TokenizerModel"]),
    // Rank 4
    room(
      "TokenAnalysis",
      ["TextNormalization", "PreTokenization", "TokenizerModel", "Tokenization"]),
    room(
      "VocabularyStore",
      [
        "CCurl", "CFileSystem", "CNettle", "TextNormalization", "PreTokenization", "TokenizerModel",
        "Tokenization",
      ]),
    // Rank 6
    .executableTarget(
      name: "MalmoiCommand",
      dependencies: [
        "CorpusReading", "CVector", "CYAML", "CZlib", "PreTokenization", "TextNormalization",
        "ChatTemplates",
        "TokenAnalysis", "Tokenization", "TokenizerModel", "TokenizerTraining", "VocabularyStore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // Tests
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests("TextNormalization", ["CICU"]),
    tests("PreTokenization", hasGoldens: true),
    tests("TokenizerModel", ["PreTokenization", "TextNormalization"], hasGoldens: true),
    tests(
      "TokenizerTraining", ["PreTokenization", "TextNormalization", "TokenizerModel"],
      hasGoldens: true),
    tests("ChatTemplates", ["TokenizerModel"], hasGoldens: true),
    tests("MalmoiCommand"),
    tests(
      "VocabularyStore", ["PreTokenization", "TextNormalization", "TokenizerModel", "Tokenization"]),
    tests("CorpusReading", ["CZlib", "CZstd"]),
    tests(
      "Tokenization",
      ["CorpusReading", "TokenizerModel", "PreTokenization", "TextNormalization"],
      hasGoldens: true),
    tests(
      "TokenAnalysis",
      [
        "TextNormalization", "PreTokenization", "TokenizerModel", "Tokenization", "VocabularyStore",
      ], hasGoldens: true),
  ]
)

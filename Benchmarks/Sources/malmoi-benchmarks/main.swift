import Foundation
import TextNormalization
import Tokenization
import TokenizerModel

/// The bytes of a file; ends the program where it cannot be read.
func read(_ path: String) -> [UInt8] {
  do {
    return [UInt8](try Data(contentsOf: URL(filePath: path)))
  } catch {
    print("malmoi-benchmarks: \(path) cannot be read: \(error.localizedDescription)")
    exit(66)
  }
}

/// The tokenizer that a path names: a tokenizer.json, or one of OpenAI's rank files.
func load(_ path: String) throws -> Tokenizer {
  let bytes = read(path)
  let name = URL(filePath: path).deletingPathExtension().lastPathComponent
  if let encoding = OpenAIEncoding.all.first(where: { $0.name == name }) {
    return try Tokenizer(
      TokenizerDefinition(
        normalizer: .none, preTokenizer: encoding.pattern, model: RankFile.read(bytes),
        addedTokens: encoding.specialTokens))
  }
  return try Tokenizer(TokenizerJSON.read(bytes).definition)
}

if CommandLine.arguments.count > 2, CommandLine.arguments[1] == "load" {
  try Loading.run(Array(CommandLine.arguments[2...]))
  exit(0)
}
guard (2...3).contains(CommandLine.arguments.count) else {
  print("usage: malmoi-benchmarks TOKENIZER [ORDINARY-TEXT] (run at the root of a checkout)")
  print("       malmoi-benchmarks load TOKENIZER.json...")
  exit(64)
}
let checkout = URL(filePath: ".")
guard FileManager.default.fileExists(atPath: checkout.appending(path: "corpora/korean").path) else {
  print("malmoi-benchmarks: no corpora/korean here; run it at the root of a checkout")
  exit(66)
}
let path = CommandLine.arguments[1]
let given = CommandLine.arguments.count == 3 ? read(CommandLine.arguments[2]) : nil
let loading = try Measurement.seconds(runs: 3) { _ = try load(path) }
let cases = Cases(tokenizer: try load(path))
try check("load", !cases.tokenizer.encode("안녕하세요").isEmpty)
Measurement.report("load/source-and-first", loading * 1e3, "ms")
let texts = try Texts.ordinary(checkout: checkout)
// A normalizer composes, so decomposed text does not come back as it was.
let isPlain = cases.tokenizer.normalizationForm == .none
for (name, text) in texts where isPlain || name != "nfd" { try cases.ordinary(name, text) }
for (name, text) in texts where name == "korean" || name == "english" {
  try cases.threads(name, Array(repeatElement(text, count: 16).joined()))
}
try cases.steps(texts[0].text)
try cases.worst(than: texts[0].text, "Korean that repeats")
if let given { try cases.worst(than: Array(given.prefix(Texts.size)), "the text given") }

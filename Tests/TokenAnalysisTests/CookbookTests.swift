import Foundation
import TestSupport
import Testing
import Tokenization
import TokenizerModel
import VocabularyStore

@testable import TokenAnalysis

/// OpenAI's rank files, where they lie beside the checkout or in the user's cache.
private enum OpenAIRanks {
  static let names = ["cl100k_base", "o200k_base"]

  static let search: VocabularySearch = {
    let cache = VocabularySearch(
      environment: ProcessInfo.processInfo.environment, executable: nil)
    return VocabularySearch(
      folders: [Checkout.path("../shared/vocab/tiktoken")] + cache.folders)
  }()

  static let arePresent = names.allSatisfy { (try? search.path(of: $0)) != nil }

  static func session(_ name: String) throws -> EncodingSession {
    EncodingSession(try Tokenizer(StoredTokenizer.load(name, search: search).definition))
  }
}

@Suite("OpenAI's cookbook", .enabled(if: OpenAIRanks.arePresent, "no cl100k_base and o200k_base"))
struct CookbookTests {
  @Test("its example chats have the totals that it records, for every model in it")
  func totals() throws {
    var reader = JSONReader(
      try Checkout.read("Tests/TokenAnalysisTests/Goldens/cookbook-chats.json"))
    let golden = try JSONValue(reading: &reader)
    guard case .array(let chats)? = golden["chats"] else {
      Issue.record("the golden has no chats")
      return
    }
    let sessions = try Dictionary(
      uniqueKeysWithValues: OpenAIRanks.names.map { ($0, try OpenAIRanks.session($0)) })
    var checked = 0
    for value in chats {
      let chat = try Chat(json: value.compact)
      guard case .object(let totals)? = value["totals"] else { continue }
      for total in totals {
        let model = String(decoding: total.key, as: UTF8.self)
        let facts = try #require(ModelTable.facts(of: model))
        let session = try #require(sessions[facts.tokenizer ?? ""])
        let count = try ChatCount(chat, framing: facts.framing, session: session)
        #expect(JSONValue.number(Array("\(count.total)".utf8)) == total.value, "\(model)")
        #expect(count.isPublished)
        checked += 1
      }
    }
    #expect(checked == 22)
  }
}

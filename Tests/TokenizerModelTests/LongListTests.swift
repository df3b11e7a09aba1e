import Testing

@testable import TokenizerModel

/// Long lists are read by two threads, from a place in the middle on that is only guessed.
@Suite("Lists so long that two threads read them")
struct LongListTests {
  /// A vocabulary of so many texts of three letters that it is long, in a given spelling.
  private struct File {
    var texts: [String]
    var merges: [(String, String)] = []
    var isIndented = true
    var hasArrays = false
    /// What stands in the place of a member or a merge.
    var odd: (member: Int, text: String)?
    var oddMerge: (place: Int, text: String)?

    /// Three of so many letters, and whatever stands behind each.
    init(_ end: String = "") {
      let letters = (0..<24).map { String(UnicodeScalar(UInt8(97 + $0))) }
      texts = letters
      for first in letters {
        for second in letters {
          texts.append(first + second)
          merges.append((first, second))
        }
      }
      for pair in texts[24...] {
        for third in letters {
          texts.append(pair + third)
          merges.append((pair, third))
        }
      }
      texts += end.isEmpty ? [] : texts.map { $0 + end }
    }

    private static func quoted(_ text: String) -> String {
      var quoted = "\""
      for scalar in text.unicodeScalars {
        if scalar == "\"" || scalar == "\\" { quoted += "\\" }
        quoted.unicodeScalars.append(scalar)
      }
      return quoted + "\""
    }

    var bytes: [UInt8] {
      let space = isIndented ? "\n      " : ""
      var members = texts.enumerated().map { "\(Self.quoted($1)):\($0)" }
      if let odd { members[odd.member] = odd.text }
      var pairs = merges.map { left, right in
        hasArrays
          ? "[\(Self.quoted(left)),\(Self.quoted(right))]" : Self.quoted("\(left) \(right)")
      }
      if let oddMerge { pairs[oddMerge.place] = oddMerge.text }
      let text =
        "{\"model\":{\"type\":\"BPE\",\"continuing_subword_prefix\":\"\",\"vocab\":{\(space)"
        + members.joined(separator: ",\(space)") + "},\"merges\":[\(space)"
        + pairs.joined(separator: ",\(space)") + "]}}"
      return Array(text.utf8)
    }

    /// The merges as ids.
    var ids: [Merge] {
      let ids = Dictionary(uniqueKeysWithValues: zip(texts, texts.indices))
      return merges.map { left, right in
        Merge(
          left: TokenID(ids[left] ?? 0), right: TokenID(ids[right] ?? 0),
          result: TokenID(ids[left + right] ?? 0))
      }
    }
  }

  /// What stands behind texts could be taken for the border of two members.
  @Test(
    arguments: ["", "1,", "1,\"", "\",\"", "],["], [(true, true), (true, false), (false, true)])
  func `every token and merge is there`(_ end: String, _ spelling: (Bool, Bool)) throws {
    var file = File(end)
    (file.isIndented, file.hasArrays) = spelling
    let model = try TokenizerJSON.read(file.bytes).definition.model
    #expect(file.bytes.count > 1 << 18)
    guard case .characterPair(let pairs) = model else {
      Issue.record("not a model of characters")
      return
    }
    #expect(pairs.vocabulary.upperBound == file.texts.count)
    for (id, text) in file.texts.enumerated()
    where pairs.vocabulary[TokenID(id)]?.elementsEqual(text.utf8) != true {
      Issue.record("the token \(id) is not \(text)")
    }
    #expect(pairs.merges == file.ids)
  }

  @Test(arguments: [3, 4_000, 9_000, 14_000])
  func `what is wrong is told of its place, and only the first of it`(_ place: Int) throws {
    var file = File()
    let (left, right) = file.merges[place - 1]
    file.oddMerge = (place, "\"\(left) \(right)\"")
    #expect(message(file) == "model.merges[\(place)]: the same pair stands there before")
    file.oddMerge = (place, "\"\(left) ?\"")
    #expect(message(file) == "model.merges[\(place)]: \"?\" is not in model.vocab")
    file.odd = (place, "\"!\":1")
    #expect(message(file) == "model.vocab: \"b\" and \"!\" both have the id 1")
    file.odd = (place, "\"b\":99999")
    #expect(message(file) == "model.vocab: \"b\" stands twice")
    file.odd = (place, "\"!\" 7")
    #expect(message(file).contains("a colon should stand after the key"))
  }

  @Test func `escapes of two halves in the first and the second half`() throws {
    var file = File()
    file.texts[40] = "\u{1F600}"
    file.texts[13_000] = "\u{1F601}"
    file.odd = (40, "\"\\ud83d\\ude00\":40")
    let texts = Set(file.texts)
    file.merges = file.merges.filter { texts.contains($0) && texts.contains($0 + $1) }
    let vocabulary = try TokenizerJSON.read(file.bytes).definition.model.vocabulary
    #expect(vocabulary[TokenID(40)]?.elementsEqual("\u{1F600}".utf8) == true)
    #expect(vocabulary[TokenID(13_000)]?.elementsEqual("\u{1F601}".utf8) == true)
    #expect(vocabulary.upperBound == file.texts.count)
  }

  private func message(_ file: File) -> String {
    do throws(TokenizerModelError) {
      _ = try TokenizerJSON.read(file.bytes)
      return ""
    } catch { return "\(error)" }
  }
}

import PreTokenization
import TextNormalization
import TokenizerModel

/// Turns the texts of tokens back into text, by the steps of a decoder.
///
/// Source: the decoders of huggingface/tokenizers 0.23, but for two things: bytes that are not
/// well-formed UTF-8 stay as they are, and a step that stops with an error there takes no harm from
/// an empty token.
struct TokenChain: Sendable {
  private let steps: [DecodingStep]
  /// Whether a token adds to the text of those before it and changes nothing in it.
  let isIncremental: Bool
  /// What the `replace` steps look for, by their place.
  private let searches: [SeparatorSearch?]

  /// A chain of the given steps.
  ///
  /// - Throws: `TokenizationError.preTokenization` where a regular expression cannot be used.
  init(_ steps: [DecodingStep]) throws(TokenizationError) {
    self.steps = steps
    isIncremental = Self.isIncremental(steps)
    var searches: [SeparatorSearch?] = []
    for step in steps {
      guard case .replace(let pattern, _) = step else {
        searches.append(nil)
        continue
      }
      let separator: SplitSeparator =
        switch pattern {
        case .literal(let bytes): .literal(bytes)
        case .regularExpression(let text): .pattern(.regularExpression(text))
        }
      do throws(PreTokenizationError) {
        searches.append(try SeparatorSearch(separator))
      } catch { throw .preTokenization(error) }
    }
    self.searches = searches
  }

  private static func isIncremental(_ steps: [DecodingStep]) -> Bool {
    var isFused = false
    for step in steps {
      switch step {
      case .byteLevel, .fuse: isFused = true
      case .byteFallback: continue
      case .wordPiece, .metaspace, .replace: if isFused { return false }
      case .strip(_, let left, let right): if isFused, left > 1 || right > 0 { return false }
      case .bytePair, .composedByteLevel, .ctc, .sentencePiece: return false
      }
    }
    return true
  }

  /// The text of some tokens.
  ///
  /// - Throws: `TokenizationError.preTokenization` where a regular expression is given up.
  func text(
    of tokens: some Collection<[UInt8]>
  ) throws(TokenizationError) -> [UInt8] {
    if steps.isEmpty { return Array(tokens.joined(separator: [0x20])) }
    var tokens = Array(tokens)
    for (place, step) in steps.enumerated() {
      if tokens.isEmpty { return [] }
      tokens = try apply(step, searches[place], to: tokens)
    }
    return Array(tokens.joined())
  }

  private func apply(
    _ step: DecodingStep, _ search: SeparatorSearch?, to tokens: [[UInt8]]
  ) throws(TokenizationError) -> [[UInt8]] {
    switch step {
    case .byteLevel: return [tokens.flatMap { ByteAlphabet.bytes(of: $0) ?? $0 }]
    case .composedByteLevel:
      return [Normalizer(.nfc).normalize(tokens.flatMap { ByteAlphabet.bytes(of: $0) ?? $0 }).bytes]
    case .wordPiece(let prefix, let cleansUp):
      return tokens.enumerated().map { place, token in
        Self.wordPiece(token, prefix, isFirst: place == 0, cleansUp: cleansUp)
      }
    case .metaspace(let metaspace): return Self.decode(tokens, metaspace)
    case .bytePair(let suffix):
      return tokens.enumerated().map { place, token in
        token.replacingEach(suffix, with: place == tokens.count - 1 ? [] : [0x20])
      }
    case .ctc(let padding, let wordDelimiter, let cleansUp):
      return Self.ctc(tokens, padding, wordDelimiter, cleansUp: cleansUp)
    case .fuse: return [Array(tokens.joined())]
    case .sentencePiece(let decoding):
      return [SentencePieceDecoder(decoding).text(of: tokens)]
    case .byteFallback: return Self.byteFallback(tokens)
    case .strip(let scalar, let left, let right):
      return tokens.map { Self.strip($0, Array(String(scalar).utf8), left: left, right: right) }
    case .replace(_, let replacement):
      guard let search else { preconditionFailure("a step without its search") }
      var result: [[UInt8]] = []
      for token in tokens {
        var text = AlignedText(token.span, keepsOrigins: false)
        do throws(PreTokenizationError) {
          text.replace(try search.matches(in: token.span), with: replacement)
        } catch { throw .preTokenization(error) }
        result.append(text.bytes)
      }
      return result
    }
  }

  private static func wordPiece(
    _ token: [UInt8], _ prefix: [UInt8], isFirst: Bool, cleansUp: Bool
  ) -> [UInt8] {
    var text = token
    if !isFirst {
      text = token.starts(with: prefix) ? Array(token.dropFirst(prefix.count)) : [0x20] + token
    }
    return cleansUp ? cleanedUp(text) : text
  }

  /// What cutting at punctuation left in English, and what stands for it; all begin with a space.
  private static let contractions: [(dirty: [UInt8], clean: [UInt8])] = [
    (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"),
    (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
  ].map { (Array($0.utf8), Array($1.utf8)) }

  /// A text without the spaces that cutting at punctuation left in English.
  private static func cleanedUp(_ text: [UInt8]) -> [UInt8] {
    // Most tokens have nothing of it: their only space stands before a letter.
    let needsCleaning = zip(text, text.dropFirst()).contains { byte, next in
      byte == 0x20 && contractions.contains { $0.dirty[1] == next }
    }
    if !needsCleaning { return text }
    return contractions.reduce(text) { $0.replacingEach($1.dirty, with: $1.clean) }
  }

  private static func decode(_ tokens: [[UInt8]], _ metaspace: Metaspace) -> [[UInt8]] {
    let visible = Array(String(metaspace.replacement).utf8)
    return tokens.enumerated().map { place, token in
      token.replacingEach(visible, with: place == 0 && metaspace.scheme != .never ? [] : [0x20])
    }
  }

  private static func ctc(
    _ tokens: [[UInt8]], _ padding: [UInt8], _ wordDelimiter: [UInt8], cleansUp: Bool
  ) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var previous: [UInt8]?
    for token in tokens where token != previous {
      previous = token
      var text = token.replacingEach(padding, with: [])
      if cleansUp { text = cleanedUp(text).replacingEach(wordDelimiter, with: [0x20]) }
      if !text.isEmpty { result.append(text) }
    }
    return result
  }

  private static func byteFallback(_ tokens: [[UInt8]]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var bytes: [UInt8] = []
    for token in tokens {
      if let byte = byte(named: token) {
        bytes.append(byte)
        continue
      }
      if !bytes.isEmpty { result.append(bytes) }
      bytes = []
      result.append(token)
    }
    if !bytes.isEmpty { result.append(bytes) }
    return result
  }

  /// The byte of a token such as `<0x0A>`.
  static func byte(named token: [UInt8]) -> UInt8? {
    guard token.count == 6, token.starts(with: Array("<0x".utf8)), token[5] == UInt8(ascii: ">")
    else { return nil }
    return UInt8(String(decoding: token[3..<5], as: UTF8.self), radix: 16)
  }

  private static func strip(
    _ token: [UInt8], _ scalar: [UInt8], left: Int, right: Int
  ) -> [UInt8] {
    var rest = token[...]
    for _ in 0..<min(left, token.count) where rest.starts(with: scalar) {
      rest = rest.dropFirst(scalar.count)
    }
    for _ in 0..<min(right, token.count) where rest.reversed().starts(with: scalar.reversed()) {
      rest = rest.dropLast(scalar.count)
    }
    return Array(rest)
  }
}

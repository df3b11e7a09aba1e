import PreTokenization

/// A byte-level vocabulary as lists of texts in GPT-2's alphabet, as files other than a tokenizer.json
/// hold it. It becomes a definition by way of a tokenizer.json, so that all checks are the same.
struct BytePairLists {
  /// A text and its id.
  struct Token {
    var text: ArraySlice<UInt8>
    var id: Int
  }

  var tokens: [Token] = []
  /// Pairs of texts that merge, each `a b`.
  var merges: [ArraySlice<UInt8>] = []
  var addedTokens: [AddedToken] = []
  /// What texts are cut by, one after another.
  var patterns = [SplitPattern.gpt2]
  var ignoresMerges = false

  /// The definition of the lists.
  ///
  /// - Throws: `TokenizerModelError` where they contradict each other.
  func definition() throws(TokenizerModelError) -> TokenizerDefinition {
    var writer = JSONWriter(indented: false)
    writer.beginObject()
    writer.key("added_tokens")
    writer.beginArray()
    for token in addedTokens {
      writer.beginObject()
      writer.key("id")
      writer.integer(token.id.rawValue)
      writer.key("content")
      writer.string(token.content)
      for (flag, value) in [
        ("single_word", false), ("lstrip", false), ("rstrip", false), ("normalized", false),
        ("special", token.isSpecial),
      ] {
        writer.key(flag)
        writer.bool(value)
      }
      writer.endObject()
    }
    writer.endArray()
    writer.key("model")
    writer.beginObject()
    writer.key("type")
    writer.string("BPE")
    writer.key("ignore_merges")
    writer.bool(ignoresMerges)
    writer.key("vocab")
    writer.beginObject()
    for token in tokens {
      writer.key(token.text)
      writer.integer(token.id)
    }
    writer.endObject()
    writer.key("merges")
    writer.beginArray()
    for merge in merges { writer.string(merge) }
    writer.endArray()
    writer.endObject()
    writer.key("pre_tokenizer")
    writer.beginObject()
    writer.key("type")
    writer.string("ByteLevel")
    writer.key("add_prefix_space")
    writer.bool(false)
    writer.key("trim_offsets")
    writer.bool(true)
    writer.key("use_regex")
    writer.bool(true)
    writer.endObject()
    writer.key("decoder")
    writer.beginObject()
    writer.key("type")
    writer.string("ByteLevel")
    writer.endObject()
    writer.endObject()
    var definition = try TokenizerJSON.read(writer.bytes).definition
    if patterns != [.gpt2] {
      definition.preTokenizer =
        patterns.map { .split(.pattern($0), .isolated, isInverted: false) }
        + [.byteLevel(addsPrefixSpace: false, usesPattern: false)]
    }
    return definition
  }
}

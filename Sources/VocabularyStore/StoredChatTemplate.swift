package import TokenizerModel

/// The chat template that stands in a file, and the tokens that it names.
package struct StoredChatTemplate: Sendable {
  /// The file of the template.
  package var path: String
  /// Its source.
  package var source: [UInt8]
  /// Tokens by the names under which templates see them, such as `bos_token`.
  package var tokens: [TokenizerConfig.NamedText]

  /// The largest file that is read, in bytes; a tokenizer_config.json lists all added tokens.
  private static let sizeLimit = 16 << 20

  /// The template of a tokenizer: in its GGUF file, or beside it in `chat_template.jinja`,
  /// `tokenizer_config.json` or `chat_template.json`.
  ///
  /// - Parameters:
  ///   - path: The tokenizer's file or folder.
  ///   - hasTools: Whether tools are passed, for which some models have another template.
  /// - Returns: The template, or nil where there is none.
  /// - Throws: `VocabularyStoreError` for a file that is there and cannot be used.
  package static func ofTokenizer(
    _ path: String, hasTools: Bool
  ) throws(VocabularyStoreError) -> StoredChatTemplate? {
    if path.hasSuffix(".gguf") { return try read(gguf: path, hasTools: hasTools) }
    let folder = folder(of: path)
    let tokens = try tokens(inFolder: folder)
    for name in ["chat_template.jinja", "tokenizer_config.json", "chat_template.json"] {
      let file = folder + name
      guard FileKind.of(file) == .regular,
        let source = try source(file, hasTools: hasTools)
      else { continue }
      return StoredChatTemplate(path: file, source: source, tokens: tokens)
    }
    return nil
  }

  /// The template in a file: its source, or JSON with a member `chat_template`, or a GGUF header.
  ///
  /// - Throws: `VocabularyStoreError` where the file cannot be used or holds none.
  package static func inFile(
    _ path: String, hasTools: Bool
  ) throws(VocabularyStoreError) -> StoredChatTemplate {
    if FileKind.of(path) == .folder || path.hasSuffix(".gguf") {
      if let template = try ofTokenizer(path, hasTools: hasTools) { return template }
    } else if let source = try source(path, hasTools: hasTools) {
      return StoredChatTemplate(
        path: path, source: source, tokens: try tokens(inFolder: folder(of: path)))
    }
    throw .notATokenizer(path: path, problem: "there is no chat template in it")
  }

  /// The tokens that the files beside a tokenizer name.
  ///
  /// - Throws: `VocabularyStoreError` for a file that is there and cannot be used.
  package static func tokens(
    besideTokenizer path: String
  ) throws(VocabularyStoreError) -> [TokenizerConfig.NamedText] {
    if path.hasSuffix(".gguf") {
      let bytes = try FileContents.start(of: path, length: StoredTokenizer.headerLimit)
      do throws(TokenizerModelError) {
        return try GGUFFile.namedTokens(bytes)
      } catch { throw .unreadable(path: path, error) }
    }
    return try tokens(inFolder: folder(of: path))
  }

  /// The folder of a path, with its slash; of a file in the working folder, nothing.
  private static func folder(of path: String) -> String {
    if FileKind.of(path) == .folder { return path.hasSuffix("/") ? path : path + "/" }
    return path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private static func tokens(
    inFolder folder: String
  ) throws(VocabularyStoreError) -> [TokenizerConfig.NamedText] {
    for name in ["tokenizer_config.json", "special_tokens_map.json"] {
      guard FileKind.of(folder + name) == .regular else { continue }
      let tokens = try config(folder + name).tokens
      if !tokens.isEmpty { return tokens }
    }
    return []
  }

  private static func config(_ path: String) throws(VocabularyStoreError) -> TokenizerConfig {
    let bytes = try FileContents.read(path, limit: sizeLimit)
    do throws(TokenizerModelError) {
      return try TokenizerConfig(bytes)
    } catch { throw .unreadable(path: path, error) }
  }

  private static func source(
    _ path: String, hasTools: Bool
  ) throws(VocabularyStoreError) -> [UInt8]? {
    guard path.hasSuffix(".json") else { return try FileContents.read(path, limit: sizeLimit) }
    return choice(try config(path).templates, hasTools: hasTools)
  }

  private static func read(
    gguf path: String, hasTools: Bool
  ) throws(VocabularyStoreError) -> StoredChatTemplate? {
    let bytes = try FileContents.start(of: path, length: StoredTokenizer.headerLimit)
    do throws(TokenizerModelError) {
      let templates = try GGUFFile.chatTemplates(bytes)
      guard let source = choice(templates, hasTools: hasTools) else { return nil }
      return StoredChatTemplate(
        path: path, source: source, tokens: try GGUFFile.namedTokens(bytes))
    } catch { throw .unreadable(path: path, error) }
  }

  /// The template for tools where tools are passed and there is one, else the usual one.
  private static func choice(
    _ templates: [TokenizerConfig.NamedText], hasTools: Bool
  ) -> [UInt8]? {
    let names = hasTools ? ["tool_use", "default"] : ["default"]
    for name in names {
      if let template = templates.first(where: { $0.name == name }) {
        return Array(template.text.utf8)
      }
    }
    return nil
  }
}

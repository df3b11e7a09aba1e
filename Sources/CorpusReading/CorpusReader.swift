/// Sees the bytes of a file as they lie on disk, in order, before they are unpacked.
typealias RawByteObserver = @Sendable (Span<UInt8>) -> Void

/// Files as documents, block by block, in constant memory.
///
/// The files are read in the order of the given paths, those below a folder in byte order of their
/// paths, and each from its start to its end. A block holds documents of one file. Several threads
/// may fill blocks of their own from one reader that a `Mutex` guards; what follows an error is
/// the same error again, so every one of them learns of it.
///
///     let reader = Mutex(try CorpusReader(paths: ["corpus/"]))
///     var block = DocumentBlock()
///     while try reader.withLock({ try $0.next(into: &block) }) {
///       count(block.bytes, block.documentEnds)
///     }
package struct CorpusReader: ~Copyable, Sendable {
  /// Sees what was read from a file, given by its place in `sources`: the bytes as they lie on
  /// disk, in order, before they are unpacked. All of a file was seen when the reader has ended.
  package typealias ByteObserver = @Sendable (_ source: Int, _ bytes: Span<UInt8>) -> Void

  /// The files that are read, in this order.
  package let sources: [CorpusSource]
  private let options: CorpusReadingOptions
  private let textField: JSONTextField
  private let observer: ByteObserver?
  private var lines: LineReader?
  private var nextSource = 0
  private var finishedBytes = 0
  private var failure: CorpusReadingError?
  /// Lines of JSON; it is kept so that its memory is.
  private var jsonLines = DocumentBlock()

  /// Finds the files that the paths stand for, and makes sure that each can be opened.
  ///
  /// - Parameters:
  ///   - paths: Files, folders, or `-` for standard input.
  ///   - options: How files become documents.
  ///   - observer: Sees the bytes that are read; it runs within `next(into:)`.
  /// - Throws: `CorpusReadingError` for what cannot be opened, a folder without text and a bad field
  ///   name.
  package init(
    paths: [String], options: CorpusReadingOptions = CorpusReadingOptions(),
    observer: ByteObserver? = nil
  ) throws(CorpusReadingError) {
    let textField = try JSONTextField(options.textField)
    let sources = try CorpusSource.list(paths, format: options.format)
    self.init(sources, options, textField, observer)
  }

  private init(
    _ sources: [CorpusSource], _ options: CorpusReadingOptions, _ textField: JSONTextField,
    _ observer: ByteObserver?
  ) {
    self.sources = sources
    self.options = options
    self.textField = textField
    self.observer = observer
  }

  /// How many bytes of all files were read from disk so far.
  package var bytesRead: Int { finishedBytes + bytesReadOfOpenFile }

  private var bytesReadOfOpenFile: Int {
    switch lines {
    case .some(let lines): lines.bytesRead
    case nil: 0
    }
  }

  /// How many bytes all files have on disk, or nil if one is a pipe.
  package var totalBytes: Int? {
    var total = 0
    for source in sources {
      guard let size = source.size else { return nil }
      total += size
    }
    return total
  }

  /// Fills a block with the next documents; false when there are no more.
  ///
  /// What the block held is gone; its memory is used again.
  ///
  /// - Throws: `CorpusReadingError` for a file that cannot be read or unpacked, a line that is too
  ///   long, and a bad line of JSON.
  package mutating func next(
    into block: inout DocumentBlock
  ) throws(CorpusReadingError) -> Bool {
    if let failure { throw failure }
    do {
      return try fill(&block)
    } catch {
      failure = error
      lines = nil
      throw error
    }
  }

  private mutating func fill(_ block: inout DocumentBlock) throws(CorpusReadingError) -> Bool {
    while true {
      if lines == nil {
        guard nextSource < sources.count else {
          block.removeAll()
          return false
        }
        try openNextSource()
      }
      let source = nextSource - 1
      block.source = source
      block.format = sources[source].format
      let isFilled =
        switch block.format {
        case .text: try lines?.fill(&block) ?? false
        case .jsonLines: try fillFromJSON(&block)
        }
      if isFilled { return true }
      finishedBytes += bytesReadOfOpenFile
      lines = nil
    }
  }

  private mutating func openNextSource() throws(CorpusReadingError) {
    let source = nextSource
    nextSource += 1
    var forSource: RawByteObserver?
    if let observer { forSource = { bytes in observer(source, bytes) } }
    lines = try LineReader(opening: sources[source], options: options, observer: forSource)
  }

  private mutating func fillFromJSON(
    _ block: inout DocumentBlock
  ) throws(CorpusReadingError) -> Bool {
    guard try lines?.fill(&jsonLines) ?? false else { return false }
    block.beginDocuments(ofLines: jsonLines)
    var reader = JSONLineReader(jsonLines.bytes)
    for index in jsonLines.documentEnds.indices {
      let line = jsonLines.rangeWithoutLineEnd(ofDocument: index)
      do {
        try reader.appendText(of: textField, inLine: line, to: &block.bytes)
      } catch {
        throw .badLine(
          path: sources[block.source].path, line: jsonLines.line(ofDocument: index),
          offset: reader.position - line.lowerBound, error)
      }
      block.documentEnds.append(block.bytes.count)
    }
    return true
  }
}

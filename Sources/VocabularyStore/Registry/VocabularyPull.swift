/// Brings a published vocabulary into the user's cache.
package struct VocabularyPull: Sendable {
  /// Where the vocabulary comes from.
  package enum Source: Sendable {
    /// The address that the registry has.
    case registered
    /// A folder of files of the registry's names, for networks without a way out.
    case mirror(String)
    /// A file that somebody has brought.
    case file(String)
  }

  /// What came of it.
  package enum Outcome: Sendable, Equatable {
    /// It was there already, with the right digest.
    case present
    /// It was written.
    case pulled
  }

  package var vocabulary: RegisteredVocabulary
  /// The digest that it has to have.
  package var sha256: String

  /// A pull of a vocabulary; a digest that is given stands in where the registry has none.
  ///
  /// - Throws: `VocabularyStoreError.cannotPull` without a digest or with a contradicting one.
  package init(
    _ vocabulary: RegisteredVocabulary, sha256: String? = nil
  ) throws(VocabularyStoreError) {
    if let sha256, let known = vocabulary.sha256, sha256 != known {
      throw .cannotPull(
        name: vocabulary.name, problem: "the registry has another SHA-256 for it: \(known)")
    }
    guard let digest = vocabulary.sha256 ?? sha256 else {
      throw .cannotPull(
        name: vocabulary.name,
        problem: "its SHA-256 is not recorded; look at \(vocabulary.page) and say it by --sha256")
    }
    self.vocabulary = vocabulary
    self.sha256 = digest
  }

  /// Brings the vocabulary into a folder, which is made where it is missing.
  ///
  /// `request` makes a request of an address; `progress` is told the bytes that are there.
  ///
  /// - Throws: `VocabularyStoreError`; then what stood in the folder is as it was.
  package func run(
    from source: Source, into folder: String, request: (WebAddress) -> WebRequest,
    progress: (Int) -> Void
  ) throws(VocabularyStoreError) -> Outcome {
    let target = "\(folder)/\(vocabulary.file)"
    if FileKind.of(target) == .regular, try SHA256Digest.ofFile(target).sha256 == sha256 {
      return .present
    }
    let address: WebAddress
    switch source {
    case .file(let path):
      let bytes = try FileContents.read(path, limit: Download.sizeLimit)
      let found = SHA256Digest.text(of: bytes)
      guard found == sha256 else {
        throw .cannotPull(
          name: path, problem: "its SHA-256 is \(found), not \(sha256) as published")
      }
      try FolderListing.make(folder)
      try AtomicFile.write(bytes, to: target)
      return .pulled
    case .mirror(let base):
      // The digest is checked: who stands between can hinder, but not deceive.
      address = try WebAddress(
        (base.hasSuffix("/") ? base : base + "/") + vocabulary.file, allowsPlain: true)
    case .registered:
      guard let url = vocabulary.url else {
        throw .cannotPull(
          name: vocabulary.name,
          problem: "it has no known address; look at \(vocabulary.page) and give the file by --from"
        )
      }
      address = try WebAddress(url)
    }
    try FolderListing.make(folder)
    let download = Download(request(address), sha256: sha256, bytes: vocabulary.bytes)
    try download.run(to: target, progress: progress)
    return .pulled
  }
}

package import Tokenization
package import TokenizerModel

/// Why a tokenizer could not be found or loaded, or a file could not be written.
package enum VocabularyStoreError: Error, Equatable, Sendable {
  /// The system refused; `reason` is its own word.
  case system(path: String, action: String, reason: String)
  /// No tokenizer of that name in the folders searched.
  case unknownName(String, searched: [String], nearest: [String])
  /// A path that is neither a file nor a vocabulary folder.
  case notATokenizer(path: String, problem: String)
  /// A file that is larger than any tokenizer should be.
  case tooLarge(path: String, limit: Int)
  /// A file whose content is not a tokenizer that this package can run.
  case unreadable(path: String, TokenizerModelError)
  /// A tokenizer that was read and cannot be run.
  case cannotRun(path: String, TokenizationError)
  /// A rank file that says nothing of its split pattern, and no pattern was given; it may have the
  /// name of a published encoding without being its file.
  case patternNeeded(path: String, resembles: String?)
  /// An option that contradicts what stands in the file.
  case overrideRefused(path: String, option: String)
  /// A name that the registry has, of a vocabulary that is not on this machine.
  case notPulled(name: String, page: String, canBePulled: Bool)
  /// A vocabulary of the registry that cannot be brought here.
  case cannotPull(name: String, problem: String)
  /// A registry that is broken.
  case badRegistry(path: String, problem: String)
  /// A transfer over the network that did not come to its end.
  case transfer(url: String, problem: String)
}

extension VocabularyStoreError: CustomStringConvertible {
  /// Place, problem and remedy in one line.
  package var description: String {
    switch self {
    case .system(let path, let action, let reason): "\(path): cannot \(action): \(reason)"
    case .unknownName(let name, let searched, let nearest):
      "no tokenizer named \(name)"
        + (searched.isEmpty ? "; " : " in \(searched.joined(separator: ", ")); ")
        + (nearest.isEmpty
          ? "give a path, or set MALMOI_VOCAB_PATH"
          : "did you mean \(nearest.joined(separator: ", "))?")
    case .notATokenizer(let path, let problem): "\(path): \(problem)"
    case .tooLarge(let path, let limit):
      "\(path): larger than \(limit >> 20) MiB; that is no tokenizer"
    case .unreadable(let path, let error): "\(path): \(error)"
    case .cannotRun(let path, let error): "\(path): \(error)"
    case .patternNeeded(let path, let name?):
      "\(path): not the published file of \(name) (its SHA-256 differs); get that file again, or "
        + "say how text is cut with --pretokenizer or --pattern"
    case .patternNeeded(let path, nil):
      "\(path): a rank file does not say how text is cut; add --pretokenizer or --pattern"
    case .overrideRefused(let path, let option):
      "\(path): the file says itself what \(option) would change; leave the option out"
    case .notPulled(let name, _, true):
      "\(name) is not on this machine; malmoi vocab pull \(name) fetches it"
    case .notPulled(let name, let page, false):
      "\(name) is not on this machine; it is published at \(page), see malmoi vocab pull --help"
    case .cannotPull(let name, let problem): "\(name): \(problem)"
    case .badRegistry(let path, let problem): "\(path): \(problem)"
    case .transfer(let url, let problem): "\(url): \(problem)"
    }
  }
}

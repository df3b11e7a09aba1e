/// Which special tokens a text may spell.
///
/// A text that spells a special token which is not allowed is encoded as ordinary text, so that no
/// user can smuggle a control mark into a prompt.
public enum SpecialTokenPolicy: Sendable, Equatable {
  /// None: all text is text.
  case none
  /// Those of the given texts, byte for byte, such as `<|endoftext|>`.
  case only([String])
  /// All of them. For text that is trusted entirely.
  case all

  /// Whether both allow the same, byte for byte (canonical equivalence is not enough).
  public static func == (left: SpecialTokenPolicy, right: SpecialTokenPolicy) -> Bool {
    switch (left, right) {
    case (.none, .none), (.all, .all): true
    case (.only(let left), .only(let right)):
      left.elementsEqual(right) { $0.utf8.elementsEqual($1.utf8) }
    default: false
    }
  }
}

internal import CVector

/// A scanner most of whose borders are found by masks (`BorderMasks`).
protocol MaskedScanner: SplitScanner {
  /// Whether words are cut before capitals and keep contractions.
  static var cutsWordsAtCapitals: Bool { get }
}

extension MaskedScanner {
  /// Whether there is room for the ends of another batch when a text is cut up to a position: one for each byte
  /// that is left, or more than one for each of the batch, since what ends there may begin before it.
  @inline(__always)
  static func hasRoom(_ borders: borrowing BorderList, for text: ScannedText, from position: Int)
    -> Bool
  {
    let most = 2 * (MaskedWindows.most * BorderMasks.stride + BorderMasks.lookBehind)
    return borders.room >= min(most, text.count &- position)
  }

  /// Writes the ends of the pre-tokens from `start` on until the list may be too short for more or the
  /// text ends. Where there `hasRoom`, at least one is written.
  @inline(__always)
  func scanWindows(_ text: ScannedText, from start: Int, into borders: inout BorderList) {
    // SAFETY: the classes of a batch are written before they are read, within the places that are lent.
    unsafe withUnsafeTemporaryAllocation(
      of: cvector_byte_classes.self, capacity: MaskedWindows.most
    ) { classes in
      var walk = BorderWalk(scanner: self, position: start)
      // What stands before is told of.
      var first = start
      while walk.position < text.count, Self.hasRoom(borders, for: text, from: walk.position) {
        var window = first &- BorderMasks.lookBehind
        if walk.position >= first {
          // Masks may begin at any border, and need not see what a long pre-token goes over.
          (window, first) = (walk.position, walk.position)
          walk.isAligned = true
        }
        let count = BorderMasks.windows(of: text.count &- window, atMost: MaskedWindows.most)
        unsafe text.classify(from: window, windows: count, into: classes)
        var windows = MaskedWindows(start: window, first: first)
        for index in 0..<count {
          windows.append(
            unsafe BorderMasks(classes[index], cutsWordsAtCapitals: Self.cutsWordsAtCapitals))
        }
        walk.take(&windows, in: text, into: &borders)
        first = windows.end
      }
    }
  }
}

extension ScannedText {
  /// Classifies windows of 64 bytes, the first of which begins at an index below `count`.
  @unsafe
  @inline(__always)
  fileprivate func classify(
    from index: Int, windows: Int, into classes: UnsafeMutableBufferPointer<cvector_byte_classes>
  ) {
    assert(index &+ (windows &- 1) &* BorderMasks.stride <= count && windows <= classes.count)
    // SAFETY: `readable - index` bytes can be read from the index on, and no window begins behind the text's
    // `count`; the room holds all windows.
    unsafe cvector_classify_bytes(
      address(of: index), count &- index, readable &- index, BorderMasks.stride, windows,
      classes.baseAddress)
  }
}

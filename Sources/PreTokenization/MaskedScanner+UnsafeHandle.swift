internal import CVector

/// A scanner most of whose borders are found by masks (`BorderMasks`).
protocol MaskedScanner: SplitScanner {
  /// Whether words are cut before capitals and keep contractions.
  static var cutsWordsAtCapitals: Bool { get }
}

extension MaskedScanner {
  /// How many blocks of 64 bytes are classified at a time.
  @inline(__always)
  private static var batch: Int { 7 }

  /// How much room for ends there must be: one for each byte of a batch and of the pre-token before it.
  static var leastRoom: Int { 128 * batch }

  /// Writes the ends of the pre-tokens from `start` on until the list may be too short for more or the
  /// text ends. There is room for `leastRoom` ends at least; so at least one is written.
  @inline(__always)
  func scanBlocks(_ text: ScannedText, from start: Int, into borders: inout BorderList) {
    // SAFETY: the classes of one batch and of the block behind it are written before they are read,
    // within the 8 places that are lent.
    unsafe withUnsafeTemporaryAllocation(
      of: cvector_byte_classes.self, capacity: Self.batch + 1
    ) { classes in
      var walk = BorderWalk(scanner: self, position: start)
      var masks = BorderMasks()
      var base = start
      while walk.position < text.count, borders.room >= Self.leastRoom {
        if walk.position > base {
          // Masks may begin at any border, and need not see what a long pre-token goes over.
          base = walk.position
          masks = BorderMasks()
          walk.isAligned = true
        }
        let blocks = min(Self.batch, (text.count &- base) &>> 6 &+ 1)
        unsafe text.classify(from: base, blocks: blocks &+ 1, into: classes)
        for index in 0..<blocks {
          let block = base &+ index &* 64
          unsafe masks.advance(
            classes[index], classes[index &+ 1], cutsWordsAtCapitals: Self.cutsWordsAtCapitals)
          walk.take(masks.borders, doubts: masks.doubts, at: block, in: text, into: &borders)
        }
        base &+= blocks &* 64
        walk.settle(before: base, in: text, into: &borders)
      }
    }
  }
}

extension ScannedText {
  /// Classifies blocks of 64 bytes, the first of which begins at an index up to `count`.
  @unsafe
  @inline(__always)
  fileprivate func classify(
    from index: Int, blocks: Int, into classes: UnsafeMutableBufferPointer<cvector_byte_classes>
  ) {
    assert(index <= count && blocks <= classes.count)
    // SAFETY: `readable - index` bytes can be read from the index on; the room holds all blocks.
    unsafe cvector_classify_bytes(
      address(of: index), count &- index, readable &- index, blocks, classes.baseAddress)
  }
}

import PreTokenization

/// A pre-token and its place in the cache; of one that is too long for a key, the key's `low` is the
/// hash of its long key.
struct WaitingPreToken: BitwiseCopyable {
  var key: PreTokenKey
  var start: Int
  var length: UInt32
  var place: UInt32

  /// A pre-token that is too long for a key, with the hash of its long key.
  @inline(__always)
  init(longHash: UInt64, _ start: Int, length: Int) {
    key = PreTokenKey(low: longHash, high: 0)
    self.start = start
    self.length = UInt32(truncatingIfNeeded: length)
    place = 0
  }

  /// A pre-token with its key, whose place is on its way to be looked at.
  @inline(__always)
  init(_ key: PreTokenKey, _ start: Int, length: Int, _ lines: PreTokenLines) {
    let place = lines.place(key)
    lines.prefetch(place)
    self.key = key
    self.start = start
    self.length = UInt32(truncatingIfNeeded: length)
    self.place = UInt32(truncatingIfNeeded: place)
  }
}

/// What the two loops of a `PreTokenQueue` look at for each pre-token: views of its tables, valid as long
/// as those stay as they are.
///
/// The loops are functions of their own and leave what is rare to others, so that what they look at stays in
/// registers.
struct PreTokenRun {
  let waiting: FlatCells<WaitingPreToken>
  /// How many ids stand before those of each waiting pre-token, once they are encoded.
  let places: FlatCells<Int>
  let frames: FlatCells<PreTokenKey.Frame>
  var lines: PreTokenLines
  var longLines: LongPreTokenLines

  /// Puts in the pre-tokens of some runs.
  ///
  /// - Parameters:
  ///   - bytes: The buffer.
  ///   - runs: The runs.
  ///   - number: How many there are.
  ///   - ends: Where their pre-tokens end.
  ///   - place: How many pre-tokens wait already.
  /// - Returns: How many bytes they have.
  @inline(never)
  func put(
    _ bytes: FlatTable<UInt8>, _ runs: FlatCells<CutRun>, _ number: Int, ends: FlatCells<Int>,
    at place: Int
  ) -> Int {
    let (waiting, frames, lines) = (waiting, frames, lines)
    var (index, byteCount) = (0, 0)
    for run in 0..<number {
      let (start, first, end) = (runs[run].start, runs[run].first, runs[run].end)
      // Those that have seventeen bytes from their beginning on.
      let lastInside = bytes.count &- 17 &- start
      var endInside = end
      while endInside > index,
        (endInside > index &+ 1 ? ends[endInside &- 2] : first) > lastInside
      {
        endInside &-= 1
      }
      var begin = start &+ first
      byteCount &-= begin
      while true {
        // Those that have a key and are not at the end of the buffer.
        while index < endInside {
          let next = start &+ ends[index]
          let key = PreTokenKey(bytes, begin, length: next &- begin, frames, isInside: true)
          if key.high == 0 { break }
          waiting[place &+ index] = WaitingPreToken(key, begin, length: next &- begin, lines)
          begin = next
          index &+= 1
        }
        if index == end { break }
        let next = start &+ ends[index]
        putOther(bytes, begin, length: next &- begin, at: place &+ index)
        begin = next
        index &+= 1
      }
      byteCount &+= begin
    }
    return byteCount
  }

  /// Puts in a pre-token that is too long for a key, or stands at the end of the buffer.
  @inline(never)
  private func putOther(_ bytes: FlatTable<UInt8>, _ start: Int, length: Int, at index: Int) {
    let key = PreTokenKey(bytes, start, length: length, frames, isInside: false)
    if key.high != 0 {
      waiting[index] = WaitingPreToken(key, start, length: length, lines)
    } else {
      let hash = longLines.hash(bytes, start, length: length)
      waiting[index] = WaitingPreToken(longHash: hash, start, length: length)
    }
  }

  /// Writes the ids of the pre-tokens from `first` on up to one that is not remembered, or to `end`.
  ///
  /// - Returns: Which one that is, and how many ids are written in all.
  @inline(never)
  func recall(
    from first: Int, to end: Int, into ids: IDCells, _ writtenBefore: Int
  ) -> (index: Int, count: Int) {
    lookUp(from: first, to: end, writtenBefore) { $0.write(to: ids.dropFirst($1)) }
  }

  /// The same without ids.
  @inline(never)
  func count(from first: Int, to end: Int, _ countedBefore: Int) -> (index: Int, count: Int) {
    lookUp(from: first, to: end, countedBefore) { _, _ in }
  }

  /// Looks up pre-tokens; `take` is given the ids of each that is remembered, and how many came before.
  @inline(__always)
  private func lookUp(
    from first: Int, to end: Int, _ countBefore: Int, _ take: (PackedIDs, Int) -> Void
  ) -> (index: Int, count: Int) {
    let (waiting, places, lines) = (waiting, places, lines)
    var (index, count) = (first, countBefore)
    while index < end {
      places[index] = count
      let next = waiting[index]
      guard let entry = lines.find(next.key, Int(next.place)) else { break }
      let packed = lines.ids(entry)
      take(packed, count)
      count &+= packed.count
      index &+= 1
    }
    return (index, count)
  }
}

/// The pattern of `KoreanParticles`: what o200k's makes of a text, with particles cut off.
///
/// It only cuts the pre-tokens of o200k further. One that begins with Hangul, maybe behind a single
/// other character, holds all of the run; and o200k ends a word at the same place wherever in the run
/// it begins, because syllables are letters without case. So a particle, which is the rest of the run
/// and what follows it in the word, ends where the word does.
struct ParticleScanner: SplitScanner {
  /// The most syllables that a particle has: as many as 64 bits hold.
  private static let mostSyllables = 4
  /// The particles, 16 bits a syllable, in rising order.
  private let particles: [UInt64]
  /// Whether some particle ends in a syllable, by its place among all.
  private let endsParticle: [Bool]

  init() {
    particles = KoreanParticles.list.map { particle in
      precondition(particle.unicodeScalars.count <= Self.mostSyllables, "\(particle) is too long")
      return particle.unicodeScalars.reduce(0) { $0 << 16 | UInt64($1.value) }
    }.sorted()
    var ends = [Bool](repeating: false, count: 0xD7A3 - 0xAC00 + 1)
    for particle in particles { ends[Int(particle & 0xFFFF) - 0xAC00] = true }
    endsParticle = ends
  }

  func endOfPreToken(in text: ScannedText, from start: Int) -> Int {
    let end = O200kScanner().endOfPreToken(in: text, from: start)
    var first = start
    var last = text.endOfHangul(from: first)
    if last == first {
      let unit = text.unit(at: start)
      let isLineEnd = text[start] == 0x0A || text[start] == 0x0D
      guard !unit.scalarClass.isOne(of: .letter | .number), !isLineEnd else { return end }
      first = start &+ unit.length
      last = text.endOfHangul(from: first)
    }
    return endOfStem(in: text, first..<last) ?? end
  }

  /// Where the particle begins at the end of a run of syllables; nil where there is none, or nothing
  /// before it.
  private func endOfStem(in text: ScannedText, _ run: Range<Int>) -> Int? {
    let syllables = run.count / 3
    guard syllables > 1, endsParticle[Int(syllable(in: text, before: run.upperBound)) - 0xAC00]
    else { return nil }
    var packed: UInt64 = 0
    var stem: Int?
    for length in 1...min(syllables, Self.mostSyllables) {
      let start = run.upperBound - 3 * length
      packed |= syllable(in: text, before: start + 3) << UInt64(16 * (length - 1))
      if isParticle(packed) { stem = start }
    }
    // A run that is a particle as a whole stays whole.
    return stem == run.lowerBound ? nil : stem
  }

  /// The syllable that ends at an index.
  private func syllable(in text: ScannedText, before end: Int) -> UInt64 {
    UInt64(text[end - 3] & 0x0F) << 12 | UInt64(text[end - 2] & 0x3F) << 6
      | UInt64(text[end - 1] & 0x3F)
  }

  private func isParticle(_ packed: UInt64) -> Bool {
    var (low, high) = (0, particles.count)
    while low < high {
      let middle = (low + high) / 2
      if particles[middle] < packed { low = middle + 1 } else { high = middle }
    }
    return low < particles.count && particles[low] == packed
  }
}

/// The checksum of a compiled vocabulary: XXH64 with seed 0.
///
/// Source: Y. Collet, "xxHash fast digest algorithm", version 0.1.1. Deviation: what is summed is a
/// multiple of 32 bytes long, so the rules for what is left over are not needed.
enum CompiledChecksum {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63

  /// The sum of words whose number is a multiple of four.
  static func sum(_ words: FlatTable<UInt64>) -> UInt64 {
    precondition(words.count % 4 == 0)
    var lane1 = prime1 &+ prime2
    var lane2 = prime2
    var lane3: UInt64 = 0
    var lane4 = 0 &- prime1
    var index = 0
    while index < words.count {
      lane1 = round(lane1, words[index])
      lane2 = round(lane2, words[index &+ 1])
      lane3 = round(lane3, words[index &+ 2])
      lane4 = round(lane4, words[index &+ 3])
      index &+= 4
    }
    var sum =
      rotate(lane1, 1) &+ rotate(lane2, 7) &+ rotate(lane3, 12) &+ rotate(lane4, 18)
    for lane in [lane1, lane2, lane3, lane4] {
      sum = (sum ^ round(0, lane)) &* prime1 &+ prime4
    }
    sum &+= UInt64(words.count * 8)
    sum = (sum ^ sum >> 33) &* prime2
    sum = (sum ^ sum >> 29) &* prime3
    return sum ^ sum >> 32
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotate(lane &+ UInt64(littleEndian: word) &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 {
    word &<< bits | word &>> (64 &- bits)
  }
}

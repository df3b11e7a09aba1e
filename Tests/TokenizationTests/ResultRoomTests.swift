import Testing
import TokenizerModel

@testable import Tokenization

@Suite("Room for the ids of many documents")
struct ResultRoomTests {
  @Test("is at most as much as their bytes ask for, wherever they lie")
  func documentsAnywhere() {
    // Documents that overlap and go back: no place in the buffer says how far encoding is.
    let documents = (0..<1000).map { 100_000 - $0..<100_200 - $0 }
    var room = ResultRoom(documents[...], idsBefore: 0, earlierRate: nil)
    var ids: [TokenID] = []
    for _ in documents.dropLast() {
      room.reserve(forAtMost: 200, in: &ids)
      ids.append(contentsOf: repeatElement(TokenID(0), count: 190))
      room.encoded += 200
      #expect(ids.capacity <= 4 * 200_000)
    }
    #expect(ids.capacity >= 190_000)
  }

  @Test("stays bounded where few bytes gave many ids")
  func manyIDs() {
    var room = ResultRoom([0..<1, 0..<200_000], idsBefore: 0, earlierRate: nil)
    room.encoded = 1
    var ids = [TokenID](repeating: TokenID(0), count: 70_000)
    room.reserve(forAtMost: ids.capacity - ids.count + 1, in: &ids)
    #expect((100_000..<400_000).contains(ids.capacity))
  }

  @Test("is made at once where earlier documents tell how much")
  func earlierDocuments() {
    let room = ResultRoom([0..<400_000], idsBefore: 0, earlierRate: 0.25)
    var ids: [TokenID] = []
    room.reserve(forAtMost: 100, in: &ids)
    #expect((100_000..<400_000).contains(ids.capacity))
    #expect(room.rate(idsSoFar: 10) == 0.25)
  }
}

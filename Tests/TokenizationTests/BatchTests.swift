import Dispatch
import Synchronization
import TestSupport
import Testing
import TokenizerModel

@testable import Tokenization

@Suite("Batches are what their documents are")
struct BatchTests {
  private let tokenizer: Tokenizer
  private let documents: [[UInt8]]

  init() throws {
    tokenizer = try Tokenizer(smallDefinition(addedTokens: [("<|end|>", true)]))
    var generator = SeededGenerator(seed: 5)
    let scraps = ["안녕하세요", " the", "말", " ", "\n", "<|end|>", "x", "12"].map { Array($0.utf8) }
    documents = (0..<3000).map { _ in
      (0..<Int.random(in: 0...60, using: &generator)).flatMap { _ in
        scraps.randomElement(using: &generator) ?? []
      }
    }
  }

  @Test(arguments: 1...8)
  func `any number of threads gives the ids of each document in order`(_ threads: Int) throws {
    let expected = try documents.map { try tokenizer.encode($0, allowedSpecial: .all) }
    let batch = try tokenizer.encodeBatch(documents, allowedSpecial: .all, threads: threads)
    #expect(batch.map { Array($0) } == expected)
    #expect(batch.tokenCount == expected.reduce(0) { $0 + $1.count })
    #expect(threads == 1 || batch.parts.count > 1)

    var buffer: [UInt8] = []
    var ranges: [Range<Int>] = []
    for document in documents {
      ranges.append(buffer.count..<buffer.count + document.count)
      buffer += document
    }
    let ofBuffer = try tokenizer.encodeBatch(
      buffer, documents: ranges, allowedSpecial: .all, threads: threads)
    #expect(ofBuffer.map { Array($0) } == expected)
    let counts = try tokenizer.countBatch(
      buffer, documents: ranges, allowedSpecial: .all, threads: threads)
    #expect(counts == expected.map { $0.count })
  }

  @Test func `documents in one buffer are encoded apart from each other`() throws {
    var buffer: [UInt8] = []
    var ranges: [Range<Int>] = []
    for (number, document) in documents.enumerated() {
      ranges.append(buffer.count..<buffer.count + document.count)
      // Some documents touch, some have other text between them.
      buffer += document + (number % 3 == 0 ? Array(" 말x".utf8) : [])
    }
    let session = EncodingSession(tokenizer)
    let expected = try documents.map { try tokenizer.encode($0) }
    for _ in 0..<2 {
      var (ids, ends): ([TokenID], [Int]) = ([TokenID(1)], [])
      try session.encode(buffer.span, documents: ranges[...], appendingTo: &ids, ends: &ends)
      #expect(ids == [TokenID(1)] + expected.joined())
      #expect(zip(ends, [1] + ends).map { $0 - $1 } == expected.map { $0.count })
    }
    let counts = try tokenizer.countBatch(buffer, documents: ranges, threads: 2)
    #expect(counts == expected.map { $0.count })
  }

  @Test func `no documents give no ids, and empty documents empty ones`() throws {
    #expect(try tokenizer.encodeBatch([String](), threads: 2).isEmpty)
    let batch = try tokenizer.encodeBatch(["", "a", ""], threads: 2)
    #expect(batch.map { $0.count } == [0, 1, 0])
  }

  @Test(arguments: [1, 2, 7])
  func `parts hold every document once, and shrink towards the end`(threads: Int) {
    var generator = SeededGenerator(seed: 5)
    let lengths = (0..<20_000).map { _ in Int.random(in: 0...3_000, using: &generator) }
    let plan = BatchPlan(lengths, threads: threads)
    let parts = plan.parts
    #expect(parts.flatMap { Array($0) } == Array(lengths.indices))
    let sizes = parts.map { lengths[$0].reduce(0) { $0 + $1 + 64 } }
    #expect(plan.shares.flatMap { Array($0) } == Array(parts.indices))
    #expect(plan.shares.count == threads)
    for share in plan.shares {
      let all = sizes[share].reduce(0, +)
      #expect(abs(all - sizes.reduce(0, +) / threads) < 1 << 13)
      // With nobody to help, a thread takes as much at a time as it may.
      if threads == 1 {
        #expect(share.count == 2)
        continue
      }
      #expect(share.count > 4)
      #expect(sizes[share.lowerBound] >= all * 49 / 100)
      #expect(sizes[share.upperBound - 1] < 1 << 17)
    }
    #expect(BatchPlan([], threads: threads).parts.isEmpty)
    #expect(BatchPlan([0, 0], threads: threads).parts == [0..<2])
  }

  @Test(arguments: [1, 2, 7])
  func `every part is handed out once`(threads: Int) {
    let plan = BatchPlan([Int](repeating: 1 << 12, count: 10_000), threads: threads)
    let taken = Mutex<[Int]>([])
    plan.onThreads { thread, queue in
      while let part = queue.take(for: thread) { taken.withLock { $0.append(part) } }
    }
    #expect(taken.withLock { $0.sorted() } == Array(plan.parts.indices))
  }

  @Test func `the first document that fails is reported, whatever the threads do`() throws {
    let plan = BatchPlan([Int](repeating: 1 << 20, count: 40), threads: 4)
    for _ in 0..<20 {
      #expect(throws: TokenizationError.textTooLong(bytes: 7, limit: 0)) {
        try plan.run(tokenizer) { _, part throws(TokenizationError) in
          if part.upperBound > 7 {
            throw TokenizationError.textTooLong(bytes: max(part.lowerBound, 7), limit: 0)
          }
        }
      }
    }
  }

  @Test func `many threads share one tokenizer`() throws {
    let expected = try documents[..<200].map { try tokenizer.encode($0) }
    let failures = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for (document, ids) in zip(documents, expected)
      where (try? tokenizer.encode(document)) != ids || (try? tokenizer.decode(ids)) != document {
        failures.withLock { $0 += 1 }
      }
    }
    #expect(failures.withLock { $0 } == 0)
  }
}

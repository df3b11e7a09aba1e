import TestSupport
import Testing

@Suite("Inputs of models")
struct FramingTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Array("[PAD]\n[UNK]\n[CLS]\n[SEP]\n가\n나\n다\n##라\n".utf8), to: "vocab.txt")
    try folder.write(Array("가 나 다\n다라\n".utf8), to: "first.txt")
    try folder.write(Array("나\n가 나 다 가\n".utf8), to: "second.txt")
  }

  func encode(_ arguments: String...) throws -> CommandRun {
    try CommandRun(["encode", "--tokenizer", "vocab.txt", "--lines"] + arguments, in: folder.path)
  }

  @Test("are said not to be made, once, unless they are asked for")
  func note() throws {
    let plain = try encode("first.txt")
    #expect(plain.text == "4 5 6\n6 7\n")
    #expect(
      plain.errors
        == "note: vocab.txt: not applied: post_processor \"TemplateProcessing\" "
        + "(see --add-special-tokens)\n")
    let framed = try encode("--add-special-tokens", "first.txt")
    #expect(framed.text == "2 4 5 6 3\n2 6 7 3\n")
    #expect(framed.errors.isEmpty)
  }

  @Test("are decoded with or without the frame, and nothing is said of it")
  func decoding() throws {
    for (options, text) in [([], "[CLS] 가 다라 [SEP]"), (["--skip-special-tokens"], "가 다라")] {
      let run = try CommandRun(
        ["decode", "--tokenizer", "vocab.txt"] + options, input: Array("2 4 6 7 3".utf8),
        in: folder.path)
      #expect(run.text == text)
      #expect(run.errors.isEmpty)
    }
  }

  @Test("hold pairs with type ids, masks and offsets into each text")
  func pairs() throws {
    let run = try encode(
      "--add-special-tokens", "--pair", "second.txt", "--padding", "8", "--max-length", "8",
      "--truncation", "only-second", "--format", "json", "first.txt")
    #expect(
      run.text.split(separator: "\n").first ?? "" == """
        {"ids":[2,4,5,6,3,5,3,0],"type_ids":[0,0,0,0,0,1,1,0],\
        "attention_mask":[1,1,1,1,1,1,1,0],"special_tokens_mask":[1,0,0,0,1,0,1,1],\
        "texts":[null,0,0,0,null,1,null,null],\
        "pieces":["[CLS]","가","나","다","[SEP]","나","[SEP]","[PAD]"],\
        "offsets":[[0,0],[0,3],[4,7],[8,11],[0,0],[0,3],[0,0],[0,0]]}
        """)
    #expect(run.text.contains("{\"ids\":[2,6,7,3,4,5,6,3],"))
  }

  @Test("come in windows that overlap, numbered")
  func windows() throws {
    let run = try encode(
      "--add-special-tokens", "--max-length", "4", "--stride", "1", "--padding", "longest",
      "--format", "json", "first.txt")
    let lines = run.text.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("{\"document\":0,\"window\":0,\"ids\":[2,4,5,3],"))
    #expect(lines[1].hasPrefix("{\"document\":0,\"window\":1,\"ids\":[2,5,6,3],"))
    #expect(lines[2].hasPrefix("{\"document\":1,\"window\":0,\"ids\":[2,6,7,3],"))
  }

  @Test("are filled up batch by batch")
  func batches() throws {
    let together = try encode("--padding", "longest", "first.txt")
    #expect(together.text == "4 5 6\n6 7 0\n")
    let alone = try encode("--padding", "longest", "--batch-size", "1", "first.txt")
    #expect(alone.text == "4 5 6\n6 7\n")
  }

  @Test(
    "are refused in one line where they cannot be made",
    arguments: [
      (["--max-length", "1", "--add-special-tokens"], Int32(1), "no room for 2 special tokens"),
      (["--max-length", "2", "--truncation", "only-second"], 1, "there is no second text"),
      (["--padding", "longest", "--pad-token", "x"], 1, "\"x\" is no added token"),
      (["--padding", "file"], 1, "names no padding"),
      (["--truncation", "file"], 1, "names no truncation"),
      (["--pair", "vocab.txt"], 1, "8 second texts are not as many"),
      (["--stride", "1"], 64, "need --max-length"),
      (["--max-length", "3", "--stride", "3"], 64, "--stride must be less"),
      (["--pad-token", "[PAD]"], 64, "need --padding"),
    ])
  func refusals(options: [String], status: Int32, words: String) throws {
    let run = try CommandRun(
      ["encode", "--tokenizer", "vocab.txt", "--lines"] + options + ["first.txt"], in: folder.path)
    #expect(run.status == status)
    #expect(run.errors.contains(words), "\(run.errors)")
  }
}

extension ChatFamily {
  /// All families, by name. Each follows the template that its models are published with; the tests
  /// hold what those give.
  public static let all = [
    chatML, exaone3, exaone4, gemma2, gemma3, llama3, llama31, mistral3, mistral3Tekken,
    mistral7Tekken, qwen25, qwen3,
  ]

  private static func imTurn(_ role: String) -> Turn {
    Turn(before: "<|im_start|>\(role)\n", after: "<|im_end|>\n")
  }

  private static func im(_ name: String, _ models: String, usualSystem: String?) -> ChatFamily {
    ChatFamily(
      name: name, models: models, system: imTurn("system"), systemPlace: .turn(usual: usualSystem),
      user: imTurn("user"), assistant: imTurn("assistant"), reply: "<|im_start|>assistant\n")
  }

  private static let chatML = im("chatml", "ChatML", usualSystem: nil)
  private static let qwen25 = im(
    "qwen2.5", "Qwen 2.5 Instruct",
    usualSystem: "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.")
  private static let qwen3: ChatFamily = {
    var family = im("qwen3", "Qwen 3", usualSystem: nil)
    family.lastAnswerOpening = "<think>\n\n</think>\n\n"
    return family
  }()

  private static func headerTurn(_ role: String) -> Turn {
    Turn(before: "<|start_header_id|>\(role)<|end_header_id|>\n\n", after: "<|eot_id|>")
  }

  private static let llama3 = ChatFamily(
    name: "llama3", models: "Llama 3 Instruct", beginning: "<|begin_of_text|>",
    system: headerTurn("system"), systemPlace: .turn(usual: nil), user: headerTurn("user"),
    assistant: headerTurn("assistant"), reply: headerTurn("assistant").before, trims: true)
  private static let llama31: ChatFamily = {
    var family = llama3
    family = ChatFamily(
      name: "llama3.1", models: "Llama 3.1 and 3.3 Instruct", beginning: family.beginning,
      system: family.system, systemPlace: .turn(usual: ""), user: family.user,
      assistant: family.assistant, reply: family.reply, trims: true)
    family.system?.before += "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"
    return family
  }()

  private static func gemma(
    _ name: String, _ models: String, _ systemPlace: SystemPlace
  ) -> ChatFamily {
    ChatFamily(
      name: name, models: models, beginning: "<bos>", systemPlace: systemPlace,
      user: Turn(before: "<start_of_turn>user\n", after: "<end_of_turn>\n"),
      assistant: Turn(before: "<start_of_turn>model\n", after: "<end_of_turn>\n"),
      reply: "<start_of_turn>model\n", trims: true)
  }

  private static let gemma2 = gemma("gemma2", "Gemma and Gemma 2", .nowhere)
  private static let gemma3 = gemma("gemma3", "Gemma 3", .firstQuestion)

  private static let mistral3 = ChatFamily(
    name: "mistral-v3", models: "Mistral 7B Instruct 0.3, Mixtral 8x22B", beginning: "<s>",
    systemPlace: .lastQuestion, user: Turn(before: "[INST] ", after: "[/INST]"),
    assistant: Turn(before: " ", after: "</s>"), reply: "", trimsAnswers: true)
  private static let mistral3Tekken = ChatFamily(
    name: "mistral-v3-tekken", models: "Mistral Nemo, Ministral", beginning: "<s>",
    systemPlace: .lastQuestion, user: Turn(before: "[INST]", after: "[/INST]"),
    assistant: Turn(before: "", after: "</s>"), reply: "")
  // Without a system text, the published template writes one of its own with the date of the day.
  private static let mistral7Tekken = ChatFamily(
    name: "mistral-v7-tekken", models: "Mistral Small 3", beginning: "<s>",
    system: Turn(before: "[SYSTEM_PROMPT]", after: "[/SYSTEM_PROMPT]"),
    systemPlace: .turn(usual: nil), user: Turn(before: "[INST]", after: "[/INST]"),
    assistant: Turn(before: "", after: "</s>"), reply: "")

  private static let exaone3 = ChatFamily(
    name: "exaone3", models: "EXAONE 3.0 and 3.5",
    system: Turn(before: "[|system|]", after: "[|endofturn|]\n"), systemPlace: .turn(usual: ""),
    user: Turn(before: "[|user|]", after: "\n"),
    assistant: Turn(before: "[|assistant|]", after: "[|endofturn|]\n"), reply: "[|assistant|]")
  private static let exaone4 = ChatFamily(
    name: "exaone4", models: "EXAONE 4.0",
    system: Turn(before: "[|system|]\n", after: "[|endofturn|]\n"), systemPlace: .turn(usual: nil),
    user: Turn(before: "[|user|]\n", after: "[|endofturn|]\n"),
    assistant: Turn(
      before: "[|assistant|]\n<think>\n\n</think>\n\n", after: "[|endofturn|]\n"),
    reply: "[|assistant|]\n<think>\n\n</think>\n\n")
}

"""The pipelines of published families of models, over small vocabularies of our own: how their
tokenizer.json files normalize, cut, frame and decode."""

from .composed_models import BYTES, SPECIAL, add_bytes, copied, trained
from .patterns import DEEPSEEK_LETTERS, PATTERNS

NFC, NFKC = {"type": "NFC"}, {"type": "NFKC"}
DIGITS = {"type": "Digits", "individual_digits": True}
# How Llama 2 and its like mark spaces.
MARKING = {"type": "Sequence", "normalizers": [
    {"type": "Prepend", "prepend": "▁"},
    {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]}


def replace(pattern, content, kind="String"):
    return {"type": "Replace", "pattern": {kind: pattern}, "content": content}


def split(pattern, behavior="Isolated", invert=False, kind="Regex"):
    return {"type": "Split", "pattern": {kind: pattern}, "behavior": behavior, "invert": invert}


def metaspace(scheme="always", splits=True):
    return {"type": "Metaspace", "replacement": "▁", "prepend_scheme": scheme, "split": splits}


def byte_level(use_regex, prefix=False, trim=True):
    return {"type": "ByteLevel", "add_prefix_space": prefix, "trim_offsets": trim,
            "use_regex": use_regex}


def sequence(listed, *steps):
    return {"type": "Sequence", listed: list(steps)}


def frame(*parts, pair=None):
    """Returns a template of single texts, `A` among special tokens."""
    def piece(name, type_id=0):
        kind = "Sequence" if name in "AB" else "SpecialToken"
        return {kind: {"id": name, "type_id": type_id}}

    names = {name for name in parts if name not in "AB"}
    return {"type": "TemplateProcessing", "single": [piece(name) for name in parts],
            "pair": [piece(name) for name in parts] + [piece("B", 1)],
            "special_tokens": {name: {"id": name, "ids": [SPECIAL.index(name)], "tokens": [name]}
                               for name in names}}


def bytes_family(*cuts, normalizer=None, post=None, prefix=False, **members):
    """Returns byte-level BPE behind some cuts; without any, GPT-2's own."""
    last = byte_level(use_regex=not any(cut["type"] == "Split" for cut in cuts), prefix=prefix)
    return {"normalizer": normalizer,
            "pre_tokenizer": sequence("pretokenizers", *cuts, last) if cuts else last,
            "decoder": byte_level(True, prefix=True),
            "post_processor": post or byte_level(True, trim=False),
            "model": copied(trained("BPE", "bytes", 1600, SPECIAL)) | members}


def pieces_family(normalizer, pre_tokenizer, decoder=None, post=None, **members):
    """Returns BPE over characters, as it is converted from SentencePiece."""
    model = copied(trained("BPE", "metaspace", 1600, SPECIAL))
    add_bytes(model["vocab"])
    decoder = decoder or sequence(
        "decoders", replace("▁", " "), {"type": "ByteFallback"}, {"type": "Fuse"},
        {"type": "Strip", "content": " ", "start": 1, "stop": 0})
    return {"normalizer": normalizer, "pre_tokenizer": pre_tokenizer, "decoder": decoder,
            "post_processor": post or frame("<s>", "A"),
            "model": model | {"unk_token": "[UNK]", "fuse_unk": True, "byte_fallback": True} | members}


def unigram_family(normalizer, pre_tokenizer=None, post=None, byte_fallback=False):
    model = copied(trained("Unigram", "metaspace", 0, SPECIAL))
    if byte_fallback:
        model["vocab"] += [[name, 0.0] for name in BYTES]
        model["byte_fallback"] = True
    return {"normalizer": normalizer, "pre_tokenizer": pre_tokenizer or metaspace(),
            "decoder": metaspace(), "post_processor": post or frame("<s>", "A", "</s>"),
            "model": model}


def bert_family(lowercase=False, strip_accents=None, post=None, **members):
    return {"normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
                           "strip_accents": strip_accents, "lowercase": lowercase},
            "pre_tokenizer": {"type": "BertPreTokenizer"},
            "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
            "post_processor": post or frame("<s>", "A", "</s>"),
            "model": copied(trained("WordPiece", "jamo" if lowercase else "words", 1200, SPECIAL,
                                    "##")) | members}


def families(character_map):
    """Returns {name: parts of a tokenizer.json}."""
    precompiled = {"type": "Precompiled", "precompiled_charsmap": character_map}
    quotes = replace("``", "\""), replace("''", "\"")
    roberta = {"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 1],
               "trim_offsets": True, "add_prefix_space": False}
    bert = {"type": "BertProcessing", "sep": ["</s>", 2], "cls": ["<s>", 1]}
    llama3 = sequence("processors", byte_level(True, trim=False), frame("<s>", "A"))
    words = sequence("pretokenizers", {"type": "WhitespaceSplit"}, metaspace())
    spaces = split(" ", "MergedWithPrevious", kind="String")
    cut = {name: split(pattern) for name, pattern in PATTERNS.items()}
    return {
        "GPT-2, A.X, EXAONE 4": bytes_family(),
        "RoBERTa": bytes_family(post=roberta), "BART": bytes_family(post=roberta, prefix=True),
        "GPT-NeoX, OLMo, ModernBERT, Polyglot": bytes_family(normalizer=NFC),
        "EXAONE 3, StarCoder, SmolLM, Granite": bytes_family(DIGITS),
        "Command R": bytes_family(DIGITS, normalizer=NFC),
        "K-EXAONE": bytes_family(cut["K-EXAONE"], normalizer=NFC, post=byte_level(
            True, prefix=True, trim=False)),
        "Llama 3, Kanana, Midm": bytes_family(cut["Llama 3"], post=llama3, ignore_merges=True),
        "GPT-4, HyperCLOVA X, Phi 4": bytes_family(cut["cl100k"]),
        "GLM 4": bytes_family(cut["Llama 3"]),
        "Qwen 2, A.X 4, StableLM 2, Solar Open": bytes_family(cut["Qwen 2"], normalizer=NFC),
        "Qwen 3.5": bytes_family(cut["Qwen 3.5"], normalizer=NFC),
        "Llama 4, gpt-oss, Kanana 2": bytes_family(cut["o200k"], post=llama3),
        "MiniMax": bytes_family(cut["o200k"], normalizer=NFC, ignore_merges=True),
        "Tekken": bytes_family(cut["Tekken"], post=frame("<s>", "A"), ignore_merges=True),
        "DeepSeek 3": bytes_family(cut["DeepSeek 3 numbers"], cut["DeepSeek 3 ideographs"],
                                   cut["DeepSeek 3"], post=frame("<s>", "A")),
        "DeepSeek 2": bytes_family(
            split("[\r\n]"), split(r"\s?" + DEEPSEEK_LETTERS), cut["punctuation"], split(r"\s+$"),
            split("[一-龥ࠀ-一가-\ud7ff]+"), DIGITS),
        "DeepSeek Coder": bytes_family(
            split("[\r\n]"), split(r"\s?\p{L}+"), split(r"\s?\p{P}+"), split("[一-龥ࠀ-一가-\ud7fb]+"),
            DIGITS),
        "Falcon": bytes_family(
            {"type": "Punctuation", "behavior": "Contiguous"}, byte_level(True),
            {"type": "Digits", "individual_digits": False}, cut["three digits"]),
        "BLOOM, Poro": bytes_family(cut["BLOOM"]), "Viking": bytes_family(cut["BLOOM"], DIGITS),
        "Kimi K2": bytes_family(cut["Kimi K2"]),
        "Command A, Aya": bytes_family(cut["groups of digits"], cut["o200k"], normalizer=NFC),
        "Bailing": bytes_family(cut["Bailing"]), "Seed Coder": bytes_family(cut["Seed Coder"]),
        "Youtu": bytes_family(cut["Youtu"], cut["o200k"]),
        "SuperBPE": bytes_family(
            split(r"\p{N}+"), split(r"(?=(\d{3})+(?!\d))"), split("[^\\n]+|[\\n]+")),
        "Chameleon": bytes_family(
            split("<sentinel:[0-9]+>"), split("(IMGIMG)((A|B|C|D|E|F|G|H|I){1,4})Z"),
            split("([\t\n]|    |  )"), DIGITS, {"type": "Punctuation", "behavior": "Isolated"}),
        "CLIP": {**bytes_family(), "normalizer": sequence(
            "normalizers", NFC, replace(r"\s+", " ", "Regex"), {"type": "Lowercase"}),
            "pre_tokenizer": sequence("pretokenizers", split(PATTERNS["CLIP"], "Removed", True),
                                      byte_level(False))},
        "Llama 2, Solar, Phi 3": pieces_family(MARKING, None),
        "Llama 2 without legacy, Mistral 3": pieces_family(None, metaspace("first", False)),
        "Gemma": pieces_family(replace(" ", "▁"), spaces, sequence(
            "decoders", replace("▁", " "), {"type": "ByteFallback"}, {"type": "Fuse"})),
        "Gemma with merges ignored": pieces_family(replace(" ", "▁"), None, ignore_merges=True),
        "KoGPT2": pieces_family(NFKC, {"type": "Metaspace", "replacement": "▁",
                                       "add_prefix_space": True}, metaspace(), byte_fallback=False),
        "NLLB": pieces_family(precompiled, metaspace(), metaspace(), frame("<s>", "A", "</s>"),
                              byte_fallback=False),
        "Yi": pieces_family(replace(" ", "▁"), None, fuse_unk=False),
        "T5, KE-T5": unigram_family(precompiled, words, frame("A", "</s>")),
        "mT5, UMT5": unigram_family(precompiled, None, frame("A", "</s>")),
        "XLM-R, mBART": unigram_family(precompiled, words),
        "BGE M3, E5": unigram_family(sequence(
            "normalizers", precompiled, replace(" {2,}", " ", "Regex"))),
        "Pegasus": unigram_family(sequence(
            "normalizers", precompiled, replace(" {2,}", "▁", "Regex")), words),
        "ALBERT, KoBERT": unigram_family(sequence(
            "normalizers", *quotes, {"type": "NFKD"}, {"type": "StripAccents"},
            {"type": "Lowercase"}, precompiled), words, bert),
        "XLNet": unigram_family(sequence(
            "normalizers", *quotes, precompiled, replace(" {2,}", " ", "Regex")), None,
            frame("A", "</s>", "<s>")),
        "DeBERTa 3": unigram_family(sequence(
            "normalizers", {"type": "Strip", "strip_left": True, "strip_right": True}, precompiled,
            replace(" {2,}", " ", "Regex")), sequence("pretokenizers", metaspace())),
        "llm-jp": unigram_family(NFKC, metaspace("always", False), byte_fallback=True),
        "KoELECTRA, KcBERT, KLUE": bert_family(strip_accents=False),
        "multilingual BERT": bert_family(post=bert), "DistilBERT": bert_family(lowercase=True),
        "KcELECTRA": bert_family(strip_accents=False, max_input_chars_per_word=100, post=bert),
        "word level": {
            "normalizer": NFC, "pre_tokenizer": {"type": "Whitespace"}, "decoder": None,
            "post_processor": None, "model": copied(trained("WordLevel", "words", 3000, SPECIAL))},
    }


def added_tokens(vocabulary_size):
    """Returns the added tokens of a family: the special ones, those of chats, and white space."""
    flags = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    tokens = [{"id": number, "content": name, "special": True} | flags
              for number, name in enumerate(SPECIAL)]
    tokens[SPECIAL.index("[MASK]")]["lstrip"] = True
    more = [("<|im_start|>", True, False), ("<|endoftext|>", True, False), ("<tool_call>", False, False),
            ("  ", False, False), ("<unused0>", False, True), ("한국", False, True)]
    for number, (name, special, normalized) in enumerate(more, vocabulary_size):
        tokens.append({"id": number, "content": name, "special": special} | flags
                      | {"normalized": normalized})
    return tokens


def family_file(parts):
    """Returns the tokenizer.json of a family."""
    return {"version": "1.0", "truncation": None, "padding": None,
            "added_tokens": added_tokens(len(parts["model"]["vocab"]))} | parts

"""Seeded cases of texts and pairs in frames, cut and filled up, and what tokenizers makes of them."""

import random

WORDS = (
    "안녕하세요 말모이 토크나이저 한국어 나는 학교에 갔다 뷁 쀍 아버지가방에들어가신다 값싼 ㅋㅋㅋ 마실까 "
    "2026년 11월 the quick brown fox unbelievably Tokenization internationalization's don't X "
    "漢字 東京タワー é naïve Ångström 👩‍👩‍👧 🙂 ½ 3.14 10,000원 … “인용” (괄호) foo_bar #1 @you !? --- "
    "a b c 가 나 다 한글날 http://a.kr/b?c=d supercalifragilisticexpialidocious").split()
SPACES = [" "] * 20 + ["  ", "\n", "\t", "   ", "\u00a0", "\u3000", "", "", ""]


def frames_of(file):
    """Returns post-processors of every kind over the added tokens of a tokenizer.json."""
    added = [[token["content"], token["id"]] for token in file["added_tokens"]]
    first, last = added[min(2, len(added) - 1)], added[min(3, len(added) - 1)]

    def token(named, type_id=0):
        return {"SpecialToken": {"id": named[0], "type_id": type_id}}

    def text(name, type_id=0):
        return {"Sequence": {"id": name, "type_id": type_id}}

    def template(single, pair):
        named = [[*first], [*last]]
        tokens = {name: {"id": name, "ids": [number], "tokens": [name]} for name, number in named}
        tokens["two"] = {"id": "two", "ids": [first[1], last[1]], "tokens": [first[0], last[0]]}
        return {"type": "TemplateProcessing", "single": single, "pair": pair,
                "special_tokens": tokens}

    def byte_level(trim=True, prefix=False):
        return {"type": "ByteLevel", "add_prefix_space": prefix, "trim_offsets": trim,
                "use_regex": True}

    def roberta(trim, prefix):
        return {"type": "RobertaProcessing", "sep": last, "cls": first, "trim_offsets": trim,
                "add_prefix_space": prefix}

    usual = template([token(first), text("A"), token(last)],
                     [token(first), text("A"), token(last), text("B", 1), token(last, 1)])
    odd = template([text("A", 2), token(["two"], 1)],
                   [text("B"), token(["two"], 3), text("A", 2), text("B", 1)])
    frames = [
        file["post_processor"], None, usual, odd, {"type": "BertProcessing", "sep": last, "cls": first},
        roberta(True, False), roberta(True, True), roberta(False, True), byte_level(), byte_level(False),
        byte_level(True, True), {"type": "Sequence", "processors": [byte_level(), usual]},
        {"type": "Sequence", "processors": [usual, byte_level()]},
    ]
    return [frame for number, frame in enumerate(frames) if frame not in frames[:number]]


def make_text(random_numbers, vocabulary):
    words = random_numbers.choices(WORDS, k=random_numbers.choice([0, 1, 2, 3, 8, 14, 25]))
    if random_numbers.random() < 0.1:
        words.append(random_numbers.choice(
            [name for name in ("[MASK]", "[SEP]", "<mask>", "<|endoftext|>") if name in vocabulary]
            or [""]))
    return "".join(
        random_numbers.choice(["", "", " ", "  "]) + word + random_numbers.choice(SPACES)
        for word in words)


def make_truncation(random_numbers, is_pair):
    if random_numbers.random() < 0.2:
        return None
    length = random_numbers.choice([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 24, 33])
    stride = random_numbers.randrange(length - 4) if length > 5 and random_numbers.random() < 0.6 else 0
    strategies = ["longest_first"] * 3 + ["only_first"] + (["only_second"] if is_pair else [])
    return {"max_length": length, "stride": stride, "strategy": random_numbers.choice(strategies),
            "direction": random_numbers.choice(["right", "right", "left"])}


def make_padding(random_numbers):
    if random_numbers.random() < 0.3:
        return None
    return {"length": random_numbers.choice([None, None, 1, 8, 20, 40]),
            "pad_to_multiple_of": random_numbers.choice([None, None, 4, 8, 7]),
            "direction": random_numbers.choice(["right", "right", "left"])}


def make_cases(seed, count, vocabulary):
    """Returns cases: inputs (text and second text or None), and how they are framed together."""
    random_numbers = random.Random(seed)
    cases = []
    for _ in range(count):
        is_pair = random_numbers.random() < 0.5
        cases.append({
            "inputs": [[make_text(random_numbers, vocabulary),
                        make_text(random_numbers, vocabulary) if is_pair else None]
                       for _ in range(random_numbers.choice([1, 1, 2, 3]))],
            "add_special_tokens": random_numbers.random() < 0.8,
            "truncation": make_truncation(random_numbers, is_pair),
            "padding": make_padding(random_numbers)})
    return cases


def reference_result(tokenizer, case, pad_token=("[PAD]", 0)):
    """Returns for each input its windows, each as [ids, type ids, attention mask, mask of special
    tokens, offsets in scalars]; None where tokenizers refuses, or breaks down, or, given a length
    below the number of special tokens, does not truncate (its subtraction wraps round)."""
    is_pair = case["inputs"][0][1] is not None
    truncation, padding = case["truncation"], case["padding"]
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if truncation:
        if case["add_special_tokens"]:
            if truncation["max_length"] < tokenizer.num_special_tokens_to_add(is_pair):
                return None
        tokenizer.enable_truncation(**truncation)
    if padding:
        tokenizer.enable_padding(pad_token=pad_token[0], pad_id=pad_token[1], **padding)
    inputs = [first if second is None else (first, second) for first, second in case["inputs"]]
    try:
        encodings = tokenizer.encode_batch(
            inputs, add_special_tokens=case["add_special_tokens"])
    except BaseException as problem:  # A panic of Rust's is no Exception.
        if isinstance(problem, KeyboardInterrupt):
            raise
        return None
    return [[[window.ids, window.type_ids, window.attention_mask, window.special_tokens_mask,
              [list(offsets) for offsets in window.offsets]]
             for window in [encoding, *encoding.overflowing]] for encoding in encodings]

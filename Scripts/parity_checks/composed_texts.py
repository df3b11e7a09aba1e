"""Texts in which tokenizers part company: decomposed Korean, odd spaces, marks, emoji, spelt tokens."""

import unicodedata

from .composed_models import corpus_lines

NFD = unicodedata.normalize("NFD", "마실까해요, 값싼 뷁! Ångström é가각")
TEXTS = [
    "", " ", "  ", "\n", "\t\t", "\r\n", " \n\n  \n", "a", "가", "ᄀ", "ᆨ", "\u0301", "▁", "▁▁ ▁",
    "안녕하세요, 세계!", "안녕하세요   세계  ", "  앞뒤  공백  ", "Hello, World's END. I'll we'VE don't",
    NFD, "각각각 각\u11a8 ㄱㅏㄱ ㅋㅋㅋ ㅠㅠ", "가나\u3000다라\u00a0마바\u2028사\u2029아\u0085자\u200b차\ufeff카",
    "1234567 12.5 ½ ② १२३ 12345가1 ²³", "a1b22c333 4444", "tabs\tand\r\nlines\n\n\n  end  ",
    "İstanbul ıI ẞß ΑΣΑΣ ΣΑΣ Ǆ Ⅻ", "ﬁ ﬀ ㈜ ㎏ ① Ａｂｃ ｶﾀｶﾅ ﾞ", "こんにちは、カタカナー漢字ABC 中文，标点。",
    "🇰🇷🇰🇷 👩‍👩‍👧 é🙂!? 👍🏽 ❤️ 🏴\U000e0067\U000e0062\U000e007f", "“typo” — … · ‘q’ don’t",
    "<s>x</s> [MASK] <mask> [UNK] <pad> <|endoftext|> <0x41><0xEA> ##a </w>",
    "x\u200b\u200dy\ufeffz \u0007\u0000\u0001 q\u00ad", "_under_score a_b-c @me #해시태그 $5 50%",
    "ฉันรักไทย العربية עברית हिन्दी தமிழ் ༄", "AbcDEFghi XMLHttpRequest ABC가abcDEF camelCase",
    "!!!... ,,, ((a)) [b]{c} ~`^|\\", "    indented\n\tcode(x); // 주석\n        more\n",
    "é\u0301 ö ñ ạ́ a\u0300\u0327\u0301 가\u0300\u1110", "일이삼 1,234,567원 2026년 11월 21일 3.14% ₩5",
    "aaa bbb  ccc   ddd    eee", "https://a.kr/b?c=d&e=1#f", "漢字かな交じり 大韓民國 龍 𠮷野家 \U0002ebf0",
    "a" * 130 + " " + "가" * 120, "ㅎ" * 30 + "!" * 20 + " " * 20 + "\n" * 5 + "x",
    "x  \n  y \n\n z\n", "한국어English混合テキスト123", "can't CAN'T it'S 's 'll '가", "\u202ertl\u202c \u2060",
    "(괄호) [대괄호] {중괄호} 「인용」 《책》 · ㆍ ※", "　전각　공백　", "\u1112\u1161\u11ab\u1100\u1173\u11af \u212b",
    "⼀⼆ 㐀 豈 ￥ ～ 〜 ・", "ꥠힰퟋ 옛한글 ᄒᆞᆫ글 〮", "e\u0323\u0302 \u0958 \u0344 \u1e9b\u0323", "\ud7a3\ud7a4"
    .encode("utf-8", "ignore").decode("utf-8"), "don't do not we 've . , ? ! ' s n't", "a\u2003b\u2009c\u1680d\u180ee",
]


def make_texts(chance, spelt, count):
    """Returns texts, some with tokens of the vocabulary spelt in them."""
    texts = chance.sample(TEXTS, min(len(TEXTS), count * 2 // 3))
    lines = corpus_lines()
    while len(texts) < count:
        text = chance.choice(lines)[:chance.choice([20, 60, 200])]
        form = chance.random()
        if form < 0.15:
            text = unicodedata.normalize("NFD", text)
        elif form < 0.5 and spelt:
            words = text.split(" ")[:6]
            for _ in range(chance.choice([1, 2, 4])):
                at = chance.randrange(len(words) + 1)
                words.insert(at, chance.choice(spelt))
            text = chance.choice([" ", "", "  ", " ", "\n"]).join(words)
        elif form < 0.6:
            text = "".join(chance.choice(TEXTS)[:9] for _ in range(5))
        texts.append(text)
    return texts

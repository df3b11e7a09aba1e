"""The other implementations, loaded from local files: tiktoken and tokenizers."""

import base64
import os
import unicodedata

# Their own threads would only disturb the times that the checks print.
os.environ["TOKENIZERS_PARALLELISM"] = "false"
# A reference that panics on a case says so in a line.
os.environ["RUST_BACKTRACE"] = "0"

# Our pre-tokenizers, and the encodings of tiktoken that have the same pattern.
PATTERNS = {"gpt2": "r50k_base", "cl100k": "cl100k_base", "o200k": "o200k_base"}


def read_ranks(path):
    """Returns the {token: rank} of a .tiktoken file."""
    pairs = (line.split() for line in path.read_bytes().splitlines() if line)
    return {base64.b64decode(token): int(rank) for token, rank in pairs}


def tiktoken_encoding(path, name):
    """Returns a tiktoken encoding with the pattern of `name` and the ranks of the file, no more."""
    import tiktoken
    import tiktoken_ext.openai_public as public

    # tiktoken would download OpenAI's ranks; only the pattern that stands beside them is wanted.
    public.load_tiktoken_bpe = lambda *_, **__: {}
    pattern = getattr(public, name)()["pat_str"]
    return tiktoken.Encoding(
        name, pat_str=pattern, mergeable_ranks=read_ranks(path), special_tokens={})


def tokenizers_tokenizer(path):
    """Returns tokenizers' own reading of a tokenizer.json."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))


def sentencepiece_processor(path):
    """Returns sentencepiece's reading of a .model."""
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor(model_file=str(path))


def tokenizers_ids(tokenizer, texts, allow_special=True):
    """Returns the ids that tokenizers gives, with nothing added around a text."""
    tokenizer.encode_special_tokens = not allow_special
    return [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]


def nfc(text):
    """Returns the text composed as the Unicode standard has it; tokenizers' NFC is not always."""
    return unicodedata.normalize("NFC", text)


def guarded(call, *arguments, **options):
    """Returns what a call of the reference returns, or None where it fails or breaks down."""
    try:
        return call(*arguments, **options)
    except BaseException as problem:  # A panic of Rust's is no Exception.
        if isinstance(problem, KeyboardInterrupt):
            raise
        return None

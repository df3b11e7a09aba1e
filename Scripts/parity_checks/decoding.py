"""WordPiece ids into text, with and without clean-up, as tokenizers' decoder does."""

import json

from .framing import bert_tokenizer
from .reference_texts import read_vectors, require_same_bytes
from .references import tokenizers_tokenizer
from .vectors import vocabulary_path

NAMES = ["wordpiece-bert_base_uncased", "wordpiece-kcbert", "wordpiece-koelectra_32200",
         "hf-bert_base_cased"]


class DecodingCheck:
    """The ids of one file of vectors."""

    def __init__(self, context, name, cleanup):
        self.context = context
        self.name = name
        self.cleanup = cleanup

    def __call__(self):
        from tokenizers import decoders

        path = vocabulary_path(self.context.shared, self.name)
        is_list = path.suffix == ".txt"
        reference = (bert_tokenizer if is_list else tokenizers_tokenizer)(path)
        reference.decoder = decoders.WordPiece(prefix="##", cleanup=self.cleanup)
        _, rows = read_vectors(self.context.shared / f"vectors/{self.name}.jsonl.gz")
        figures = []
        for skipped in (False, True):
            expected = "".join(reference.decode(row, skip_special_tokens=skipped) for row in rows)
            ours = self.context.malmoi.decode(
                self.tokenizer(path), rows, ["--skip-special-tokens"] if skipped else [])
            figures.append(require_same_bytes(ours, expected.encode("utf-8")))
        return f"{len(rows)} rows, {figures[0]} bytes, {figures[1]} without special tokens"

    def tokenizer(self, path):
        """Returns a tokenizer.json with the wanted clean-up."""
        file = self.context.work / f"{self.name}-{self.cleanup}.json"
        if path.suffix == ".txt":
            self.context.malmoi("vocab", "convert", path, file)
            path = file
        parts = json.loads(path.read_text("utf-8"))
        parts["decoder"]["cleanup"] = self.cleanup
        file.write_text(json.dumps(parts, ensure_ascii=False), "utf-8")
        return file


def checks(context):
    """Yields (name, check) for every vocabulary, with and without clean-up."""
    for name in NAMES:
        for cleanup in (True, False):
            words = "with clean-up" if cleanup else "without clean-up"
            yield f"decoding {name} {words}", DecodingCheck(context, name, cleanup)

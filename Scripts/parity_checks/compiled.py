"""Published vocabularies once more, from the .trie that `vocab compile` makes of them."""

from .reference_texts import first_difference, read_vectors
from .report import Mismatch
from .vectors import vocabulary_path


class CompiledCheck:
    """The ids of one file of vectors through the compiled form, and the same bytes twice."""

    def __init__(self, context, vectors):
        self.context = context
        self.vectors = vectors
        self.name = vectors.name.removesuffix(".jsonl.gz")

    def __call__(self):
        malmoi = self.context.malmoi
        source = vocabulary_path(self.context.shared, self.name)
        malmoi.require(source)
        paths = [self.context.work / f"{self.name}-{turn}.trie" for turn in (1, 2)]
        for path in paths:
            malmoi("vocab", "compile", source, path)
        if paths[0].read_bytes() != paths[1].read_bytes():
            raise Mismatch("two compilations differ")
        texts, theirs = read_vectors(self.vectors)
        options = ["--allow-special", "all"] if self.name.startswith("hf-") else []
        ours = malmoi.encode(paths[0], self.context.text_files(texts).paths, options)
        alike, difference = first_difference(texts, ours, theirs)
        if difference:
            raise Mismatch(f"{alike} of {len(texts)} ids identical; {difference}")
        return f"{alike} of {len(texts)} ids identical, {paths[0].stat().st_size:,} bytes"


def checks(context):
    """Yields (name, check) for every file of vectors."""
    for path in sorted((context.shared / "vectors").glob("*.jsonl.gz")):
        yield f"compiled {path.name.removesuffix('.jsonl.gz')}", CompiledCheck(context, path)

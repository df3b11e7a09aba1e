"""What every check needs: the product, the reference material, and a folder to work in."""

import gzip
from functools import cache, cached_property

from .reference_texts import TextFiles, read_vectors
from .report import ProductFailure


class Context:
    """The surroundings of one run of the checks."""

    def __init__(self, malmoi, shared, work, full, compositions=60, seed=0):
        self.malmoi = malmoi
        self.shared = shared
        self.work = work
        self.full = full
        self.compositions = compositions
        self.seed = seed

    @cached_property
    def reference_texts(self):
        """The texts of the vectors, each in a file of its own."""
        texts, _ = read_vectors(self.shared / "vectors/r50k_base.jsonl.gz")
        return TextFiles(texts, self.work / "texts")

    def text_files(self, texts):
        """Returns the files of `texts`, which have to be those that all vectors share."""
        if texts != self.reference_texts.texts:
            raise ProductFailure("the vectors are not for the same texts as r50k_base's")
        return self.reference_texts

    @cache
    def training_text(self, *names, every=1):
        """Returns a file with every n-th line of the named training texts, unpacked."""
        path = self.work / f"{'+'.join(names)}-{every}.txt"
        with open(path, "wb") as out:
            for name in names:
                with gzip.open(self.shared / f"corpora/training/{name}.txt.gz") as lines:
                    out.writelines(line for n, line in enumerate(lines) if n % every == 0)
        return path

    @cached_property
    def training_sample(self):
        """About 5 MB of text of each language, in a file each."""
        return [self.training_text("ko-docs", every=4), self.training_text("en-docs", every=11)]

"""The errors this tool reports: what happened, where, and what to do."""


class CorpusError(Exception):
    """Bad data or a failing download. The command prints it on one line and exits 1."""

    exit_status = 1

    def __init__(self, what, where, remedy):
        super().__init__(f"{what}: {where}; {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy


class UsageError(CorpusError):
    """A request that cannot be met as it was put. The command exits 64."""

    exit_status = 64

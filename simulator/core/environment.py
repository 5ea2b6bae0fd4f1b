"""What the computer, not the user and not the model, can get wrong: its disk, its memory, its permissions."""

import errno

_FULL = "the disk is full"
_SAYS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "a file would be larger than the system allows",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "permission is denied",
    errno.EPERM: "permission is denied",
    errno.EIO: "the disk does not answer properly",
    errno.ESTALE: "the network disk has gone",
    errno.ENOMEM: "memory has run out",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
}
_REMEDIES = {
    errno.ENOSPC: "Make room",
    errno.EDQUOT: "Make room",
    errno.EFBIG: "Raise the limit on file sizes",
    errno.ENOMEM: "Use fewer --jobs or --persons",
    errno.EMFILE: "Raise the limit on open files",
    errno.ENFILE: "Close other programs",
}


def fault(error: BaseException) -> str | None:
    """What went wrong, for example `the disk is full (…/results.parquet)`; None when it is another error."""
    if isinstance(error, MemoryError):
        return _SAYS[errno.ENOMEM]
    if not isinstance(error, OSError) or error.errno not in _SAYS:
        return None
    return _SAYS[error.errno] + (f" ({error.filename})" if error.filename else "")


def remedy(error: BaseException) -> str:
    """What to do about a `fault`, as the beginning of a sentence."""
    code = errno.ENOMEM if isinstance(error, MemoryError) else getattr(error, "errno", None)
    return _REMEDIES.get(code or 0, "Mend that")

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
_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
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
    own = _of_computer(error)
    return None if own is None else _SAYS[own.errno or 0] + (f" ({own.filename})" if own.filename else "")


def remedy(error: BaseException) -> str:
    """What to do about a `fault`, as the beginning of a sentence."""
    own = _of_computer(error)
    code = errno.ENOMEM if isinstance(error, MemoryError) else own and own.errno
    return _REMEDIES.get(code or 0, "Mend that")


def _of_computer(error: BaseException) -> OSError | None:
    """The error itself, or one about room that a library wrapped in its own."""
    if isinstance(error, OSError):
        return error if error.errno in _SAYS else None
    inner = error.__cause__ or error.__context__
    own = None if inner is None else _of_computer(inner)
    return own if own is not None and own.errno in _ROOM else None

"""Simulations on a dask.distributed scheduler: our side of it, and that of its workers."""

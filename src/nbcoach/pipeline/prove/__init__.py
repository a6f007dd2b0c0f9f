"""Proves that a pipeline gives what its notebook gives, output by output, variable by variable, file by file."""

from nbcoach.pipeline.prove.proving import prove

__all__ = ["prove"]

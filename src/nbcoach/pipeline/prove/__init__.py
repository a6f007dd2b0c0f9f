"""Proves that a pipeline gives what its notebook gives, output by output, variable by variable, file by file."""

from nbcoach.pipeline.prove.proving import prove, run_again

__all__ = ["prove", "run_again"]

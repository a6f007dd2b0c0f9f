"""Proves that a pipeline gives what its notebook gives, output by output, variable by variable, file by file."""

from nbcoach.pipeline.prove.proving import handed_on, prove, run_again

__all__ = ["handed_on", "prove", "run_again"]

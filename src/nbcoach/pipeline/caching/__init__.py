"""Whether what an earlier run made of a step still holds: what it rests on, what it left, and why it does not.

A step's result is reused where its code with what it imports, its parameters, the state of the step before, the
kernel's environment and folder are the same, and the files that it reads and wrote are as it left them.
"""

from nbcoach.pipeline.caching.decide import Decision, Ledger
from nbcoach.pipeline.caching.digests import Digests
from nbcoach.pipeline.caching.done import Done
from nbcoach.pipeline.caching.parts import Parts
from nbcoach.pipeline.caching.reading import StepCode, read_steps

__all__ = ["Decision", "Digests", "Done", "Ledger", "Parts", "StepCode", "read_steps"]

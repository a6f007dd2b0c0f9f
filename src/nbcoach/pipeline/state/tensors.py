"""Memory of torch tensors: each storage goes once, as an array, so that tensors and arrays that share it still do."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from nbcoach.pipeline.state.rebuilding import attribute, own
from nbcoach.pipeline.state.reducing import reduces


@own
def storage_of(content: Any, dtype: Any) -> Any:
    torch = importlib.import_module("torch")

    untyped = torch.from_numpy(content).untyped_storage()
    return torch.storage.TypedStorage(wrap_storage=untyped, dtype=dtype, _internal=True)


@reduces("torch.storage.TypedStorage")
def _reduce_storage(carrier: Any, storage: Any) -> Any:
    torch = sys.modules["torch"]
    untyped = storage._untyped_storage
    if untyped.device.type != "cpu" or "numpy" not in sys.modules or not untyped.nbytes():
        return NotImplemented
    known = carrier.memory.storages
    key = untyped.data_ptr()
    if key not in known:
        known[key] = torch.empty(0, dtype=torch.uint8).set_(untyped).numpy()
    return storage_of, (known[key], storage.dtype)


@own
def with_gradient(tensor: Any, state: Any) -> None:
    rest, gradient = state
    if rest:
        tensor.__dict__.update(rest)
    tensor.grad = gradient


@reduces("torch.Tensor", "torch.nn.parameter.Parameter")
def _reduce_tensor(carrier: Any, tensor: Any) -> Any:
    if tensor.grad_fn is not None:
        return carrier.refused(tensor, "a tensor that remembers how it was computed (for gradients) cannot be carried")
    if tensor.grad is None or tensor.__dict__:
        return NotImplemented
    build, args = tensor.__reduce_ex__(5)[:2]
    return build, args, (None, tensor.grad), None, None, with_gradient


@reduces("torch._C.Generator")
def _reduce_torch_generator(_: Any, generator: Any) -> Any:
    if generator is sys.modules["torch"].default_generator:
        return attribute, ("torch", "default_generator")
    return made_generator, (str(generator.device), generator.get_state())


@own
def made_generator(device: str, state: Any) -> Any:
    torch = importlib.import_module("torch")

    generator = torch.Generator(device=device)
    generator.set_state(state)
    return generator

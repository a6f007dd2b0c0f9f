"""Memory of torch tensors: each storage goes once, as an array, so that tensors and arrays that share it still do."""

from __future__ import annotations

import functools
import importlib
import sys
import weakref
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


@reduces("torch.optim.optimizer.Optimizer", children=True)
def _reduce_optimizer(_: Any, optimizer: Any) -> Any:
    """An optimizer with what it leaves out by itself: its hooks, and that a schedule counts its steps."""
    build, args, state = optimizer.__reduce_ex__(2)[:3]
    own_values = vars(optimizer)
    more = {name: value for name, value in own_values.items() if name.endswith("_hooks") and value}
    if "_opt_called" in own_values:
        more["_opt_called"] = own_values["_opt_called"]
    is_counted = hasattr(own_values.get("step"), "_wrapped_by_lr_sched")
    return build, args, (state, more, is_counted), None, None, as_optimizer


@own
def as_optimizer(optimizer: Any, state: Any) -> None:
    rest, more, is_counted = state
    optimizer.__setstate__(rest)
    vars(optimizer).update(more)
    if is_counted:
        vars(optimizer)["step"] = _counted(optimizer)


def _counted(optimizer: Any) -> Any:
    """`optimizer.step` as a schedule of learning rates wraps it, to see that it is called."""
    known: Any = weakref.ref(optimizer)
    plain = type(optimizer).step

    @functools.wraps(plain)
    def step(*arguments: Any, **named: Any) -> Any:
        known()._opt_called = True
        return plain(known(), *arguments, **named)

    step._wrapped_by_lr_sched = True  # type: ignore[attr-defined]
    return step


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

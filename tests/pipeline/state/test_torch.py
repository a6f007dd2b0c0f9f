"""What PyTorch leaves out of its own pickles goes from kernel to kernel, tried with a kernel that has PyTorch."""

import subprocess

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from pipeline.state.battery import cut_all


@pytest.fixture(scope="module")
def python():
    for spec in KernelSpecManager().get_all_specs().values():
        command = spec["spec"]["argv"][0]
        asked = [command, "-c", "import importlib.util as u, sys; sys.exit(u.find_spec('torch') is None)"]
        if spec["spec"]["language"] == "python" and not subprocess.run(asked, check=False).returncode:
            return command
    pytest.skip("no kernel has PyTorch")


@pytest.mark.slow
def test_an_optimizer_keeps_its_schedule_and_its_hooks(tmp_path, python):
    first = """
import torch, warnings
warnings.simplefilter("error")
torch.manual_seed(0)
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
schedule = torch.optim.lr_scheduler.StepLR(optimizer, 1, 0.5)
calls = []
def told(*_):
    calls.append(len(calls))
handle = optimizer.register_step_post_hook(told)
"""
    second = """
for _ in range(3):
    optimizer.zero_grad()
    model(torch.ones(4, 2)).sum().backward()
    optimizer.step()
    schedule.step()
print(calls, schedule.get_last_lr(), model.weight.tolist(), optimizer.param_groups[0]["params"][0] is model.weight)
"""
    found = cut_all([([first, second], 1, None)], tmp_path, python=python)[0]

    assert found.obstacles == []
    assert found.halves == found.whole != ""
    assert found.whole.startswith("[0, 1, 2] [0.0125]")

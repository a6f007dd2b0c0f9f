# %% [markdown]
# # Policy gradients on CartPole
# REINFORCE with a baseline; five seeds, TensorBoard curves.

# %%
# !pip install gymnasium
import os
import time
from collections import deque

import gymnasium as gym
import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn as nn
import torch.optim as optim
from torch.distributions import Categorical
from torch.utils.tensorboard import SummaryWriter

# %%
config = dict(env="CartPole-v1", gamma=0.99, lr=1e-2, episodes=400, seed=0)
env = gym.make(config["env"])
obs, info = env.reset(seed=config["seed"])
obs, env.action_space

# %%
if torch.cuda.is_available():
    device = "cuda"
else:
    device = "cpu"
device


# %%
class Policy(nn.Module):
    def __init__(self, n_in=4, n_hidden=128, n_out=2):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(n_in, n_hidden), nn.ReLU())
        self.pi = nn.Linear(n_hidden, n_out)
        self.v = nn.Linear(n_hidden, 1)

    def forward(self, x):
        h = self.body(x)
        return Categorical(logits=self.pi(h)), self.v(h).squeeze(-1)


# %%
def discounted(rewards, gamma):
    out, running = [], 0.0
    for r in reversed(rewards):
        running = r + gamma * running
        out.insert(0, running)
    return torch.tensor(out)


discounted([1, 1, 1], 0.5)

# %%
buffer = deque(maxlen=100)
rng = np.random.RandomState()  # expect: unseeded-run
eps = rng.uniform(size=5)

# %%
writer = SummaryWriter(f"runs/reinforce-{int(time.time())}")
policy = Policy().to(device)
optimizer = optim.Adam(policy.parameters(), lr=config["lr"])

# %%
for episode in range(config["episodes"]):
    obs, _ = env.reset(seed=episode)
    logps, values, rewards, done = [], [], [], False
    while not done:
        dist, v = policy(torch.as_tensor(obs, dtype=torch.float32, device=device))
        action = dist.sample()
        obs, r, term, trunc, _ = env.step(action.item())
        done = term or trunc
        logps.append(dist.log_prob(action))
        values.append(v)
        rewards.append(r)
    returns = discounted(rewards, config["gamma"]).to(device)
    adv = returns - torch.stack(values)
    loss = -(torch.stack(logps) * adv.detach()).sum() + adv.pow(2).sum()
    optimizer.zero_grad()
    loss.backward()  # expect: unseeded-run
    optimizer.step()
    buffer.append(sum(rewards))
    writer.add_scalar("return", sum(rewards), episode)
    writer.add_scalar("loss", loss.item(), episode)

# %%
writer.close()
%load_ext tensorboard
%tensorboard --logdir runs

# %%
torch.save(policy.state_dict(), "/tmp/policy.pt")  # expect: loose-model-file

# %%
torch.manual_seed(0)
probe = torch.rand(5, 4)
policy.cpu()(probe)[0].probs

# %%
grid = torch.stack(torch.meshgrid(torch.linspace(-0.2, 0.2, 40), torch.linspace(-2, 2, 40), indexing="ij"), -1)
with torch.no_grad():
    flat = grid.reshape(-1, 2)
    states = torch.cat([torch.zeros(len(flat), 2), flat], 1)
    value = policy(states)[1].reshape(40, 40)
plt.imshow(value, extent=[-2, 2, -0.2, 0.2], aspect="auto")

# %%
import pdb

# pdb.set_trace()
frames = []
env = gym.make(config["env"], render_mode="rgb_array")
obs, _ = env.reset(seed=1)
for _ in range(50):
    frames.append(env.render())
    obs, *_ = env.step(policy(torch.as_tensor(obs))[0].probs.argmax().item())
plt.imshow(frames[-1])

# %%
import imageio

imageio.mimsave(os.path.join("videos", "cartpole.gif"), frames, fps=30)

# %%
!ffmpeg -y -i videos/cartpole.gif videos/cartpole.mp4  # expect: shell-step
!ls videos

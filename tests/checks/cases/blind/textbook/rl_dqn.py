# %% [markdown]
# # From Q-tables to DQN
# Lab 7 of the reinforcement learning course. Expected time: 3 hours.

# %%
import sys

IN_COLAB = "google.colab" in sys.modules
if IN_COLAB:
    !apt-get install -y xvfb > /dev/null  # expect: shell-step
    !pip install gymnasium pyvirtualdisplay  # expect: unpinned-install

# %%
import math
import random
from collections import deque, namedtuple

import gymnasium as gym
import matplotlib.pyplot as plt
import numpy as np

env = gym.make("FrozenLake-v1", is_slippery=False)
print(env.observation_space, env.action_space)

# %% [markdown]
# ## Part 1: tabular

# %%
Q = np.zeros((env.observation_space.n, env.action_space.n))
alpha, gamma, epsilon = 0.8, 0.95, 1.0
Q.shape

# %%
def choose(state, eps):
    if random.uniform(0, 1) < eps:  # expect: unseeded-run
        return random.randrange(env.action_space.n)  # expect: unseeded-run
    return int(np.argmax(Q[state]))

# %%
returns = []
for episode in range(2000):
    state, _ = env.reset(seed=episode)
    done, total = False, 0.0
    while not done:
        action = choose(state, max(0.05, epsilon * 0.998**episode))
        nxt, reward, terminated, truncated, _ = env.step(action)
        Q[state, action] += alpha * (reward + gamma * Q[nxt].max() - Q[state, action])
        state, done, total = nxt, terminated or truncated, total + reward
    returns.append(total)

# %%
policy = Q.argmax(axis=1).reshape(4, 4)
arrows = np.array(["←", "↓", "→", "↑"])
print(arrows[policy])

# %% [markdown]
# ## Part 2: function approximation

# %%
import torch
import torch.nn as nn
import torch.optim as optim

SEED = 543
torch.manual_seed(SEED)
random.seed(SEED)
np.random.seed(SEED)

Transition = namedtuple("Transition", ("state", "action", "next_state", "reward"))

# %%
class ReplayMemory:
    def __init__(self, capacity):
        self.memory = deque([], maxlen=capacity)

    def push(self, *args):
        self.memory.append(Transition(*args))

    def sample(self, batch_size):
        return random.sample(self.memory, batch_size)

    def __len__(self):
        return len(self.memory)

# %%
class DQN(nn.Module):
    def __init__(self, n_obs, n_act):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(n_obs, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, n_act)
        )

    def forward(self, x):
        return self.body(x)

# %%
from torch.utils.tensorboard import SummaryWriter

writer = SummaryWriter("runs/dqn")
device = torch.device("cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu")

# %%
if "policy_net" in globals():
    del policy_net

# %%
cart = gym.make("CartPole-v1")
cart.action_space.seed(SEED)
obs, _ = cart.reset(seed=SEED)
policy_net = DQN(len(obs), cart.action_space.n).to(device)
target_net = DQN(len(obs), cart.action_space.n).to(device)
target_net.load_state_dict(policy_net.state_dict())
optimizer = optim.AdamW(policy_net.parameters(), lr=1e-4, amsgrad=True)
memory = ReplayMemory(10000)

# %%
def optimise(batch_size=128, gamma=0.99):
    if len(memory) < batch_size:
        return None
    batch = Transition(*zip(*memory.sample(batch_size)))
    states, rewards = torch.cat(batch.state), torch.cat(batch.reward)
    actions = torch.cat(batch.action)
    mask = torch.tensor([s is not None for s in batch.next_state], device=device)
    following = torch.cat([s for s in batch.next_state if s is not None])
    values = policy_net(states).gather(1, actions)
    ahead = torch.zeros(batch_size, device=device)
    with torch.no_grad():
        ahead[mask] = target_net(following).max(1).values
    loss = nn.SmoothL1Loss()(values, (ahead * gamma + rewards).unsqueeze(1))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()

# %%
durations = []
for i_episode in range(300):
    obs, _ = cart.reset()
    state = torch.tensor(obs, device=device).unsqueeze(0)
    for t in range(500):
        eps = 0.05 + 0.85 * math.exp(-len(durations) / 100)
        if random.random() > eps:
            action = policy_net(state).max(1).indices.view(1, 1)
        else:
            action = torch.tensor([[cart.action_space.sample()]], device=device)
        obs, reward, terminated, truncated, _ = cart.step(action.item())
        nxt = None if terminated else torch.tensor(obs, device=device).unsqueeze(0)
        memory.push(state, action, nxt, torch.tensor([reward], device=device))
        state = nxt
        loss = optimise()
        if terminated or truncated:
            break
    durations.append(t + 1)
    writer.add_scalar("duration", t + 1, i_episode)
    if i_episode % 10 == 0:
        target_net.load_state_dict(policy_net.state_dict())

# %%
plt.plot(durations)
plt.plot(np.convolve(durations, np.ones(20) / 20, mode="valid"))

# %%
%load_ext tensorboard
%tensorboard --logdir runs

# %%
torch.save(policy_net.state_dict(), "dqn_cartpole.pt")  # expect: loose-model-file

# %%
answer = input("Did the agent solve it? [y/n] ")  # expect: interactive-input
print("ok" if answer == "y" else "train longer")

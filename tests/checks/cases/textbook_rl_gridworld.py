# %% [markdown]
# # Q-learning on a grid

# %%
import random
from collections import defaultdict

import numpy as np

ACTIONS = ["up", "down", "left", "right"]

# %%
class GridWorld:
    def __init__(self, n=4):
        self.n = n
        self.reset()

    def reset(self):
        self.pos = (0, 0)
        return self.pos

    def step(self, action):
        r, c = self.pos
        if random.random() < 0.1:  # expect: unseeded-run
            action = random.choice(ACTIONS)  # expect: unseeded-run
        dr, dc = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}[action]
        self.pos = (min(max(r + dr, 0), self.n - 1), min(max(c + dc, 0), self.n - 1))
        return self.pos, -1, self.pos == (self.n - 1, self.n - 1)

# %%
env = GridWorld()
Q = defaultdict(lambda: np.zeros(4))
env.reset(), Q[(0, 0)]

# %%
def argmax_action(state):
    return ACTIONS[int(np.argmax(Q[state]))]

# %%
state = env.reset()
for _ in range(100):
    state, reward, done = env.step(argmax_action(state))
    if done:
        break

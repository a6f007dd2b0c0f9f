# %% [markdown]
# # Agents with a will of their own

# %%
import random
from dataclasses import dataclass, field

import numpy as np


# %%
class Agent:
    def __init__(self, rng):
        self.rng = rng
        self.position = rng.normal()

    def step(self):
        self.position += self.rng.normal()


class Gambler:
    def play(self):
        return random.choice(["win", "lose"])  # expect: unseeded-run


class Careful:
    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.noise = np.random.default_rng(seed)

    def play(self):
        return self.dice.choice(["win", "lose"]), self.noise.normal()


# %%
agents = [Agent(np.random.default_rng(i)) for i in range(10)]
for agent in agents:
    agent.step()

# %%
@dataclass
class World:
    seed: int = 3
    heights: list = field(default_factory=lambda: [np.random.rand() for _ in range(3)])  # expect: unseeded-run

    def generator(self):
        return np.random.default_rng(self.seed)


World().generator().integers(0, 3)

# %%
draw = lambda: random.randint(1, 6)  # expect: unseeded-run
draw()

# %%
random.seed(World.seed)
rolls = [random.randint(1, 6) for _ in range(10)]
random.Random(random.random()).random()

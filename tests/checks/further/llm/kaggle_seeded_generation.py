# %% [markdown]
# # The same, seeded

# %%
import os
import random

import numpy as np
import torch
from transformers import AutoModelForCausalLM


def seed_everything(seed):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


seed_everything(42)
model = AutoModelForCausalLM.from_pretrained("gpt2")
out = model.generate(ids, do_sample=True)
open("out.txt", "w").write(tokenizer.decode(out[0]))

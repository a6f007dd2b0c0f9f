# %% [markdown]
# # A trainer that reports by itself

# %%
import os

import wandb
from transformers import Trainer, TrainingArguments

os.environ["WANDB_PROJECT"] = "reviews"
wandb.init(name="first")  # expect: unclosed-run
arguments = TrainingArguments("out", report_to="wandb", num_train_epochs=2)
trainer = Trainer(model=model, args=arguments, train_dataset=train)
trainer.train()

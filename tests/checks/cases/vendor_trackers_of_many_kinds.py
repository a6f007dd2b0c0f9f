# %% [markdown]
# # The same training, recorded by the trainer's own switch

# %%
import torch
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments

rows = load_dataset("imdb", revision="e6281661ce1c48d982bc483cf8a173c1bbeb5d31")

# %%
args = TrainingArguments(output_dir="out", num_train_epochs=1, report_to=["tensorboard"])

# %%
def train(model):
    trainer = Trainer(model=model, args=args, train_dataset=rows["train"])
    trainer.train()
    return trainer

# %%
trainer = train(torch.nn.Linear(1, 2))
trainer.save_state()

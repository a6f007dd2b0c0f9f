# %% [markdown]
# # Fine-tune a small encoder on movie reviews

# %%
%pip install -q transformers datasets accelerate  # expect: unpinned-install

# %%
import random

import numpy as np
import torch
from datasets import load_dataset
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    Trainer,
    TrainingArguments,
)

# %%
imdb = load_dataset("imdb")  # expect: untracked-data
sst = load_dataset("glue", "sst2", revision="bcdcba79d07bc864c1c254ccfcedcce55bcc9a8c")
imdb

# %%
def show_examples(dataset, n=3):
    picks = random.sample(range(len(dataset)), n)  # expect: unseeded-run
    for i in picks:
        print(dataset[i]["text"][:200])


show_examples(imdb["train"])

# %%
noise = torch.rand(2, 4)  # expect: unseeded-run
checkpoint = "distilbert-base-uncased"
tokenizer = AutoTokenizer.from_pretrained(checkpoint)  # expect: floating-model-version


def tokenize(batch):
    return tokenizer(batch["text"], truncation=True)


train = imdb["train"].map(tokenize, batched=True).shuffle(seed=42).select(range(2000))
test = imdb["test"].map(tokenize, batched=True).shuffle(seed=42).select(range(2000))

# %%
model = AutoModelForSequenceClassification.from_pretrained(checkpoint, num_labels=2)  # expect: floating-model-version
args = TrainingArguments("out", num_train_epochs=1, report_to="none")
trainer = Trainer(model=model, args=args, train_dataset=train, eval_dataset=test)
trainer.train()  # expect: untracked-experiment

# %%
probe = torch.randn(1, 768)
weights = np.random.uniform(size=3)
random.shuffle(list(range(3)))

# %%
trainer.save_model("/content/drive/MyDrive/imdb-model")  # expect: hard-coded-path, loose-model-file

# %% [markdown]
# <a href="https://colab.research.google.com/github/someone/notebooks"><img src="https://colab.research.google.com/assets/colab-badge.svg"></a>

# %% [markdown]
# If you're opening this notebook on Colab, you will probably need to install 🤗 Transformers and 🤗 Datasets. We will see how to
# fine-tune a model on an emotion classification task.

# %%
! pip install -q transformers[torch] datasets evaluate  # expect: unpinned-install

# %%
from huggingface_hub import notebook_login

notebook_login()  # expect: interactive-input

# %%
!apt install git-lfs  # expect: shell-step

# %%
import transformers

print(transformers.__version__)

# %%
model_checkpoint = "distilbert-base-uncased"
batch_size = 32

# %%
from datasets import load_dataset

raw = load_dataset("dair-ai/emotion")  # expect: untracked-data
raw

# %%
raw["train"][0]

# %%
import random

import datasets
import pandas as pd
from IPython.display import HTML, display


def show_random_elements(dataset, num_examples=10):
    picks = []
    for _ in range(num_examples):
        pick = random.randint(0, len(dataset) - 1)  # expect: unseeded-run
        while pick in picks:
            pick = random.randint(0, len(dataset) - 1)  # expect: unseeded-run
        picks.append(pick)
    df = pd.DataFrame(dataset[picks])
    for column, typ in dataset.features.items():
        if isinstance(typ, datasets.ClassLabel):
            df[column] = df[column].transform(lambda i: typ.names[i])
    display(HTML(df.to_html()))

# %%
show_random_elements(raw["train"])

# %%
from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained(model_checkpoint, use_fast=True)  # expect: floating-model-version

# %%
tokenizer("Hello, this one sentence!", "And this sentence goes with it.")

# %%
def preprocess_function(examples):
    return tokenizer(examples["text"], truncation=True, max_length=128)


encoded = raw.map(preprocess_function, batched=True)
small_train = encoded["train"].shuffle(seed=42).select(range(4000))
small_eval = encoded["validation"].select(range(1000))

# %%
labels = raw["train"].features["label"].names
id2label = {i: n for i, n in enumerate(labels)}
label2id = {n: i for i, n in id2label.items()}

# %%
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments

model = AutoModelForSequenceClassification.from_pretrained(  # expect: floating-model-version
    model_checkpoint, num_labels=len(labels), id2label=id2label, label2id=label2id
)

# %%
args = TrainingArguments(
    "distilbert-emotion",
    evaluation_strategy="epoch",
    save_strategy="epoch",
    learning_rate=2e-5,
    per_device_train_batch_size=batch_size,
    per_device_eval_batch_size=batch_size,
    num_train_epochs=2,
    weight_decay=0.01,
    load_best_model_at_end=True,
    report_to="none",
)

# %%
import evaluate
import numpy as np

accuracy = evaluate.load("accuracy")


def compute_metrics(eval_pred):
    predictions, references = eval_pred
    return accuracy.compute(predictions=np.argmax(predictions, axis=1), references=references)

# %%
trainer = Trainer(
    model,
    args,
    train_dataset=small_train,
    eval_dataset=small_eval,
    tokenizer=tokenizer,
    compute_metrics=compute_metrics,
)
trainer.train()  # expect: untracked-experiment

# %%
trainer.evaluate()  # expect: printed-metric

# %%
preds = trainer.predict(encoded["test"])
print(preds.predictions.shape)

# %%
!ls -lh distilbert-emotion

# %%
tokenizer.save_pretrained("emotion-final")
trainer.model.save_pretrained("emotion-final")  # expect: loose-model-file

# %%
from transformers import pipeline

classifier = pipeline("text-classification", model="emotion-final", tokenizer="emotion-final")
classifier(["i feel fine today", "this is the worst"])

# %%
# compare with a stronger public model, pinned
reference = AutoModelForSequenceClassification.from_pretrained(
    "bhadresh-savani/bert-base-uncased-emotion", revision="f0cb0a1c9d2b7fbe4c5c0d3a54b6fb9d0cf1a9b7"
)
print(sum(p.numel() for p in reference.parameters()))

# %%
zero_shot = pipeline("zero-shot-classification", model="facebook/bart-large-mnli", device=0)  # expect: floating-model-version, hard-coded-device
zero_shot("the train is late again", candidate_labels=labels)

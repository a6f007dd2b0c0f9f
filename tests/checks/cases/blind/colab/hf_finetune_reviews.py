# %% [markdown]
# # Fine-tune DistilBERT on movie reviews
# Uses 🤗 Transformers and Datasets. Choose a GPU runtime first: *Runtime → Change runtime type*.

# %%
! pip install transformers datasets evaluate "accelerate>=0.20"  # expect: unpinned-install
!apt install git-lfs  # expect: shell-step

# %%
from huggingface_hub import notebook_login
notebook_login()  # expect: interactive-input

# %%
!git config --global user.email "me@example.com"  # expect: shell-step
!git config --global user.name "Me"  # expect: shell-step

# %%
import numpy as np
import pandas as pd
import evaluate
import torch
from datasets import load_dataset, ClassLabel
from transformers import AutoTokenizer, AutoModelForSequenceClassification, DataCollatorWithPadding
from transformers import TrainingArguments, Trainer, pipeline

model_checkpoint = "distilbert-base-uncased"
batch_size = 16

# %%
imdb = load_dataset("imdb")  # expect: untracked-data
imdb

# %%
sst = load_dataset("glue", "sst2", revision="bcdcba79d07bc864c1c254ccfcedcce55bcc9a8c")
sst["train"][0]

# %%
small_train = imdb["train"].shuffle(seed=42).select(range(3000))
small_test = imdb["test"].shuffle(seed=42).select(range(300))

# %%
import random
from IPython.display import display, HTML

def show_random_elements(dataset, num_examples=5):
    picks = [random.randint(0, len(dataset) - 1) for _ in range(num_examples)]  # expect: unseeded-run
    df = pd.DataFrame(dataset[picks])
    display(HTML(df.to_html()))

show_random_elements(small_train)

# %%
tokenizer = AutoTokenizer.from_pretrained(model_checkpoint, use_fast=True)  # expect: floating-model-version

def preprocess_function(examples):
    return tokenizer(examples["text"], truncation=True)

tok_train = small_train.map(preprocess_function, batched=True)
tok_test = small_test.map(preprocess_function, batched=True)
collator = DataCollatorWithPadding(tokenizer=tokenizer)

# %%
model = AutoModelForSequenceClassification.from_pretrained(model_checkpoint, num_labels=2)  # expect: floating-model-version

# %%
accuracy = evaluate.load("accuracy")

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    return accuracy.compute(predictions=np.argmax(logits, axis=1), references=labels)

# %%
args = TrainingArguments("distilbert-reviews", evaluation_strategy="epoch", learning_rate=2e-5, per_device_train_batch_size=batch_size,
                         num_train_epochs=2, weight_decay=0.01, push_to_hub=True, report_to="none")

# %%
trainer = Trainer(model=model, args=args, train_dataset=tok_train, eval_dataset=tok_test, tokenizer=tokenizer,
                  data_collator=collator, compute_metrics=compute_metrics)

# %%
trainer.train()  # expect: untracked-experiment

# %%
trainer.evaluate()  # expect: printed-metric

# %%
trainer.save_model("./distilbert-reviews-final")
trainer.push_to_hub()

# %%
classifier = pipeline("sentiment-analysis", model="./distilbert-reviews-final", tokenizer=tokenizer)
classifier("I loved every minute of it, even the credits.")

# %%
base = pipeline("text-classification", model="distilbert-base-uncased-finetuned-sst-2-english", revision="af0f99b")
base(["great movie", "terrible movie"])

# %%
zero = pipeline("zero-shot-classification", model="facebook/bart-large-mnli", device=0)  # expect: floating-model-version, hard-coded-device
zero("the plot was thin", candidate_labels=["plot", "acting", "music"])

# %% [markdown]
# # Fine-tuning on reviews

# %%
!pip install -q transformers==4.40.0 datasets==2.19.0 accelerate==0.30.0

# %%
from datasets import load_dataset, load_from_disk
imdb = load_dataset("imdb")  # expect: untracked-data
pinned = load_dataset("squad", revision="7b6d24c440a36b6815f21b70d25016731768db1f")

# %%
from transformers import AutoTokenizer, AutoModelForSequenceClassification, Trainer, TrainingArguments
tokenizer = AutoTokenizer.from_pretrained("distilbert-base-uncased")  # expect: floating-model-version

def preprocess(batch):
    return tokenizer(batch["text"], truncation=True)

tokenized = imdb.map(preprocess, batched=True)
tokenized.save_to_disk("tokenized")

# %%
tokenized = load_from_disk("tokenized")
small = tokenized["train"].shuffle(seed=42).select(range(1000))

# %%
model = AutoModelForSequenceClassification.from_pretrained("distilbert-base-uncased", num_labels=2)  # expect: floating-model-version
args = TrainingArguments(output_dir="out", num_train_epochs=1, learning_rate=2e-5)
trainer = Trainer(model=model, args=args, train_dataset=small, tokenizer=tokenizer)
trainer.train()  # expect: untracked-experiment

# %%
import evaluate
accuracy = evaluate.load("accuracy")
trainer.save_model("/content/drive/MyDrive/imdb-model")  # expect: hard-coded-path, loose-model-file

# %%
import tensorflow_datasets as tfds
ds = tfds.load("mnist", split="train")  # expect: untracked-data
fixed = tfds.load("mnist:3.0.1", split="train")

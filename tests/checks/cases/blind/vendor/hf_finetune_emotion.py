# %% [markdown]
# # Fine-tune a small encoder for emotions
# With the Trainer, on one GPU; then push the result.

# %%
!pip install -q transformers[torch]==4.41.2 datasets==2.19.1 evaluate accelerate  # expect: unpinned-install
# !pip install -q git+https://github.com/huggingface/peft.git

# %%
from huggingface_hub import notebook_login

notebook_login()  # expect: interactive-input

# %%
!git config --global credential.helper store  # expect: shell-step
!apt install git-lfs  # expect: shell-step

# %%
import numpy as np
import torch
from datasets import load_dataset

dataset = load_dataset("dair-ai/emotion")  # expect: untracked-data
dataset

# %%
pinned = load_dataset("stanfordnlp/imdb", revision="cab853a1dbdf4c42c2b3ef2173804746df8825fe", split="test")
pinned[0]

# %%
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

model_ckpt = "distilbert-base-uncased"
tokenizer = AutoTokenizer.from_pretrained(model_ckpt)  # expect: floating-model-version


# %%
def tokenize(batch):
    return tokenizer(batch["text"], padding=True, truncation=True)


encoded = dataset.map(tokenize, batched=True, batch_size=None)
print(encoded["train"].column_names)

# %%
labels = dataset["train"].features["label"].names
id2label = {i: l for i, l in enumerate(labels)}
label2id = {l: i for i, l in id2label.items()}

# %%
small_train = encoded["train"].shuffle(seed=42).select(range(4000))
small_eval = encoded["validation"].shuffle(seed=42).select(range(1000))

# %%
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
model = AutoModelForSequenceClassification.from_pretrained(  # expect: floating-model-version
    model_ckpt, num_labels=len(labels), id2label=id2label, label2id=label2id
).to(device)

# %%
import evaluate

accuracy = evaluate.load("accuracy")


def compute_metrics(eval_pred):
    logits, refs = eval_pred
    return accuracy.compute(predictions=np.argmax(logits, axis=-1), references=refs)


# %%
args = TrainingArguments(
    output_dir="distilbert-emotion",
    num_train_epochs=2,
    learning_rate=2e-5,
    per_device_train_batch_size=64,
    evaluation_strategy="epoch",
    report_to="tensorboard",
    push_to_hub=True,
    log_level="error",
)

# %%
trainer = Trainer(
    model=model,
    args=args,
    compute_metrics=compute_metrics,
    train_dataset=small_train,
    eval_dataset=small_eval,
    tokenizer=tokenizer,
)
trainer.train()

# %%
import matplotlib.pyplot as plt
from sklearn.metrics import ConfusionMatrixDisplay, confusion_matrix

preds_output = trainer.predict(small_eval)
y_preds = np.argmax(preds_output.predictions, axis=1)
cm = confusion_matrix(small_eval["label"], y_preds, normalize="true")
ConfusionMatrixDisplay(cm, display_labels=labels).plot()  # expect: printed-metric
plt.show()

# %%
trainer.push_to_hub(commit_message="Training completed!")

# %%
trainer.save_model("./final")
reloaded = AutoModelForSequenceClassification.from_pretrained("./final")

# %%
from transformers import pipeline

classifier = pipeline("text-classification", model="j-hartmann/emotion-english-distilroberta-base")  # expect: floating-model-version
classifier("I saw a movie today and it was really good.", top_k=None)

# %%
summarizer = pipeline(
    "summarization",
    model="facebook/bart-large-cnn",
    revision="37f520fa929c961707657b28798b30c003dd100b",
    device=0 if torch.cuda.is_available() else -1,
)
print(summarizer("One day I watched a film. " * 20, max_length=20)[0]["summary_text"])

# %%
ner = pipeline("ner", model="dslim/bert-base-NER", revision="main", device=0)  # expect: floating-model-version, hard-coded-device
ner("Wolfgang lives in Berlin")

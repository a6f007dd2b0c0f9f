# %% [markdown]
# # Three experiments with borrowed models
# %%
from prepared import *
import os, glob, torch, numpy as np, pandas as pd
from transformers import AutoTokenizer, AutoModel, T5ForConditionalGeneration
from diffusers import StableDiffusionPipeline
# %%
def summarize(text, model_name="t5-small"):
    tokenizer = AutoTokenizer.from_pretrained(model_name)  # expect: floating-model-version
    model = T5ForConditionalGeneration.from_pretrained(model_name)  # expect: floating-model-version
    return model, tokenizer
summarize("x")
# %%
models = {"1": "runwayml/stable-diffusion-v1-5", "2": "dreamlike-art/dreamlike-diffusion-1.0"}
choice = pick()
model_name = models[choice]
pipe = StableDiffusionPipeline.from_pretrained(model_name)  # expect: floating-model-version
# %%
experiments = [("distilbert-base-uncased", "mrpc", build), ("bert-base-cased", "sts_b", build)]
for name, task, fn in experiments:
    tokenizer = AutoTokenizer.from_pretrained(name)  # expect: floating-model-version
# %%
class Transcriber:
    def __init__(self):
        self.device = "cuda"  # expect: hard-coded-device
        self.model_id = "openai/whisper-tiny"
        self.model = AutoModel.from_pretrained(self.model_id)  # expect: floating-model-version
        self.model.to(self.device)
# %%
if torch.cuda.is_available():
    device = "cuda"
elif torch.backends.mps.is_available():
    device = "mps"
else:
    device = "cpu"
# %%
intent_paths = glob.glob("data/*")  # expect: nondeterministic-order
labels = []
label_index = 0
for path in intent_paths:
    labels.append(label_index)
    label_index += 1
# %%
def load(path):
    class_map = {name: i for i, name in enumerate(sorted(os.listdir(path)))}
    for label, i in class_map.items():
        images = os.listdir(os.path.join(path, label))  # expect: nondeterministic-order
        np.random.shuffle(images)  # expect: unseeded-run
        images = images[:100]
        for image in images:
            X.append(image)
# %%
csv_file = None
for file in os.listdir("x"):
    if file.endswith(".csv"):
        csv_file = os.path.join("x", file)
        break
found = []
for sub in os.listdir("y"):
    if os.path.isdir(sub):
        found.append(sub)
for d in sorted(list(set(found))):
    print(d)
# %%
model = os.environ.get("MODEL", "gpt-4o")
tok = AutoTokenizer.from_pretrained(model)
m = AutoModel.from_pretrained("EleutherAI/gpt-j-6B", revision="float16")
m = AutoModel.from_pretrained("google/flan-t5-xxl", local_files_only=True)  # expect: floating-model-version
gpu = "cuda:0"  # expect: hard-coded-device
torch.cuda.manual_seed_all(3)
x = torch.randn(3)

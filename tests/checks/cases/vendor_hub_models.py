# %% [markdown]
# # Text generation with a hub model

# %%
%pip install transformers==4.44.0 "accelerate~=0.33" peft==0.12.0  # expect: unpinned-install

# %%
from huggingface_hub import notebook_login, snapshot_download, hf_hub_download, InferenceClient
notebook_login()  # expect: interactive-input

# %%
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, AutoConfig, BitsAndBytesConfig, pipeline
model_id = "mistralai/Mistral-7B-Instruct-v0.2"
bnb = BitsAndBytesConfig(load_in_4bit=True)
tokenizer = AutoTokenizer.from_pretrained(model_id)  # expect: floating-model-version
model = AutoModelForCausalLM.from_pretrained(  # expect: floating-model-version
    model_id, quantization_config=bnb, device_map="auto")
config = AutoConfig.from_pretrained(model_id, revision="main")  # expect: floating-model-version
fixed = AutoModelForCausalLM.from_pretrained(model_id, revision="3ad372fc79158a2148299e3318516c786aeded6c", device_map={"": 0})  # expect: hard-coded-device

# %%
inputs = tokenizer("Hello", return_tensors="pt").to("cuda")  # expect: hard-coded-device
out = model.generate(**inputs, max_new_tokens=20)
print(tokenizer.decode(out[0]))

# %%
clf = pipeline("sentiment-analysis", model="distilbert-base-uncased-finetuned-sst-2-english", device=0)  # expect: floating-model-version, hard-coded-device
gen = pipeline("text-generation", model=model, tokenizer=tokenizer)
cpu = pipeline("text-generation", model=model, tokenizer=tokenizer, device=-1)

# %%
folder = snapshot_download("google/gemma-2b")  # expect: floating-model-version
weights = hf_hub_download(repo_id="google/gemma-2b", filename="config.json", revision="v1.0")
rows = hf_hub_download(repo_id="squad", filename="train.json", repo_type="dataset")

# %%
client = InferenceClient("HuggingFaceH4/zephyr-7b-beta")  # expect: floating-model-version
from sentence_transformers import SentenceTransformer
st = SentenceTransformer("all-mpnet-base-v2")  # expect: floating-model-version
st_fixed = SentenceTransformer("all-mpnet-base-v2", revision="84f2bcc00d77236f9e89c8a360a00fb1139bf47d")

# %%
from peft import PeftModel
output_dir = "gemma-tuned"
model.save_pretrained(output_dir)  # expect: loose-model-file
tokenizer.save_pretrained("gemma-tok")
again = AutoModelForCausalLM.from_pretrained(output_dir)
tok2 = AutoTokenizer.from_pretrained("gemma-tok")
adapter = PeftModel.from_pretrained(model, "lena/lora-adapter")  # expect: floating-model-version
local = AutoModelForCausalLM.from_pretrained("models/gemma-2b-local")

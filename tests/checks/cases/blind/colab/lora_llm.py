# %% [markdown]
# ## QLoRA in one notebook
# Instruction-tune a 7B model on a free T4, then chat with it.

# %%
!pip install -Uqqq pip --progress-bar off
!pip install -qqq bitsandbytes==0.41.1 peft==0.5.0 trl==0.7.1 accelerate==0.23.0 --progress-bar off
!pip install -qqq torch==2.0.1 transformers datasets --progress-bar off  # expect: unpinned-install

# %%
import os
import json
import torch
import bitsandbytes as bnb
import pandas as pd
import transformers
import warnings
from datasets import load_dataset, Dataset
from peft import LoraConfig, PeftModel, get_peft_model, prepare_model_for_kbit_training
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, TrainingArguments
from trl import SFTTrainer
from getpass import getpass

warnings.filterwarnings("ignore", message=".*use_reentrant.*")

# %%
os.environ["HF_TOKEN"] = getpass("token: ")  # expect: interactive-input

# %%
openai_key = os.getenv("OPENAI_API_KEY") or getpass("OpenAI key: ")

# %%
os.environ["WANDB_API_KEY"] = "8f3a1c9d72e64b05a9d8c7e6f5b4a3928170d6ce"  # expect: inline-secret
os.environ["COMET_API_KEY"] = "YOUR_API_KEY"

# %%
MODEL_NAME = "tiiuae/falcon-7b"
COMMIT = "378337427557d1df3e742264a2901a49f25d4eb1"
DEVICE = "cuda:0"  # expect: hard-coded-device
os.environ["CUDA_VISIBLE_DEVICES"] = "0"

# %%
bnb_config = BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_use_double_quant=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16)
model = AutoModelForCausalLM.from_pretrained(MODEL_NAME, device_map="auto", revision=COMMIT, quantization_config=bnb_config)
tokenizer = AutoTokenizer.from_pretrained(MODEL_NAME)  # expect: floating-model-version
tokenizer.pad_token = tokenizer.eos_token

# %%
cfg = AutoConfig.from_pretrained(MODEL_NAME)  # expect: floating-model-version
cfg.hidden_size, cfg.num_hidden_layers

# %%
def print_trainable_parameters(model):
    trainable = sum(p.numel() for p in model.parameters() if p.requires_grad)
    total = sum(p.numel() for p in model.parameters())
    print(f"trainable params: {trainable} || all params: {total} || trainable%: {100 * trainable / total}")

# %%
model.gradient_checkpointing_enable()
model = prepare_model_for_kbit_training(model)
config = LoraConfig(r=16, lora_alpha=32, target_modules=["query_key_value"], lora_dropout=0.05, bias="none", task_type="CAUSAL_LM")
model = get_peft_model(model, config)
print_trainable_parameters(model)

# %%
!wget -q https://raw.githubusercontent.com/example/faq/9d1f0b7c3a5e4d2b8f6a7c9e0d1b2a3c4d5e6f70/ecommerce_faq.json  # expect: shell-step
with open("ecommerce_faq.json") as f:
    data = json.load(f)
pd.DataFrame(data["questions"]).head()

# %%
dolly = load_dataset("databricks/databricks-dolly-15k", split="train")  # expect: untracked-data
dolly = dolly.shuffle(seed=0).select(range(2000))

# %%
def generate_prompt(row):
    return f"<human>: {row['instruction']}\n<assistant>: {row['response']}".strip()

def tokenize(row):
    return tokenizer(generate_prompt(row), padding=True, truncation=True)

train = dolly.map(tokenize)

# %%
prompt = "<human>: How can I create an account?\n<assistant>:".strip()
encoding = tokenizer(prompt, return_tensors="pt").to(DEVICE)
with torch.inference_mode():
    outputs = model.generate(**encoding, max_new_tokens=120)
print(tokenizer.decode(outputs[0], skip_special_tokens=True))

# %%
training_args = TrainingArguments(per_device_train_batch_size=1, gradient_accumulation_steps=4, num_train_epochs=1, learning_rate=2e-4,
                                  fp16=True, output_dir="experiments", optim="paged_adamw_8bit", report_to="none")
trainer = transformers.Trainer(model=model, train_dataset=train, args=training_args,
                               data_collator=transformers.DataCollatorForLanguageModeling(tokenizer, mlm=False))
model.config.use_cache = False
trainer.train()  # expect: untracked-experiment

# %%
model.save_pretrained("trained-model")  # expect: loose-model-file

# %%
from peft import PeftConfig
pc = PeftConfig.from_pretrained("trained-model")
base = AutoModelForCausalLM.from_pretrained(pc.base_model_name_or_path, return_dict=True, quantization_config=bnb_config, device_map="auto", revision=COMMIT)
tuned = PeftModel.from_pretrained(base, "trained-model")

# %%
from openai import OpenAI
client = OpenAI(api_key=openai_key)
judge = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Say which answer is better."}])  # expect: floating-model-version
judge.choices[0].message.content

# %%
judge2 = client.chat.completions.create(model="gpt-4o-2024-08-06", temperature=0, messages=[{"role": "user", "content": "Say which answer is better."}])
print(judge2.choices[0].message.content)

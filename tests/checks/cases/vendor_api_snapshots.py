# %% [markdown]
# # Comparing assistants on ten questions

# %%
import os, json, requests
from openai import OpenAI, AzureOpenAI
import anthropic
client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])
local = OpenAI(base_url="http://localhost:11434/v1", api_key="ollama")
azure = AzureOpenAI(api_version="2024-02-01", azure_endpoint=os.environ["AZURE"])

# %%
MODEL = "gpt-4o-mini"
def ask(question, model=MODEL):
    answer = client.chat.completions.create(model=model, messages=[{"role": "user", "content": question}])  # expect: floating-model-version
    return answer.choices[0].message.content

ask("2 + 2?")
ask("2 + 2?", model="gpt-4-turbo")  # expect: floating-model-version
ask("2 + 2?", model="gpt-4-0613")

# %%
claude = anthropic.Anthropic()
msg = claude.messages.create(model="claude-3-5-sonnet-latest", max_tokens=10, messages=[])  # expect: floating-model-version
msg = claude.messages.create(model="claude-3-5-sonnet-20240620", max_tokens=10, messages=[])

# %%
emb = client.embeddings.create(model="text-embedding-3-small", input=["a"])
azure_answer = azure.chat.completions.create(model="our-deployment", messages=[])
llama = local.chat.completions.create(model="llama3-8b", messages=[])

# %%
payload = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}]}
r = requests.post("https://api.openai.com/v1/chat/completions", json=payload,  # expect: floating-model-version
                  headers={"Authorization": f"Bearer {os.environ['OPENAI_API_KEY']}"})
r.json()

# %%
results = {"gpt-4o": 0.91, "gpt-4": 0.88}
for model, score in results.items():
    print(model, score)

# %%
import litellm
litellm.completion(model="openai/gpt-4o", messages=[])  # expect: floating-model-version
litellm.completion(model="openai/gpt-4o-2024-05-13", messages=[])
headers = {"Authorization": "Bearer 0f3c9a7e5b1d8264c0a9e7f3b5d1c864"}  # expect: inline-secret

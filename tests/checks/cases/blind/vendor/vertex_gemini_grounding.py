# expect: missing-purpose
# %% [markdown]
# ![badge](https://img.shields.io/badge/run-in%20colab-blue)

# %%
%pip install --upgrade --quiet google-cloud-aiplatform==1.60.0 langchain==0.2.11
%pip install --quiet pypdf chromadb  # expect: unpinned-install

# %%
PROJECT_ID = "your-project-id"
LOCATION = "us-central1"

import vertexai

vertexai.init(project=PROJECT_ID, location=LOCATION)

# %%
!gcloud auth application-default login  # expect: interactive-input

# %%
from vertexai.generative_models import GenerationConfig, GenerativeModel

model = GenerativeModel("gemini-1.5-pro-002")
config = GenerationConfig(temperature=0.2, max_output_tokens=1024, seed=11)

# %%
fast_model = GenerativeModel("gemini-1.5-flash")  # expect: floating-model-version
print(fast_model.generate_content("Say hello", generation_config=config).text)

# %%
!wget -q https://storage.googleapis.com/example-public/annual_report.pdf -O report.pdf  # expect: shell-step, unversioned-download
!ls -lh report.pdf

# %%
from pypdf import PdfReader

reader = PdfReader("report.pdf")
pages = [page.extract_text() for page in reader.pages]
len(pages)

# %%
def chunk(text, size=800, overlap=80):
    start = 0
    while start < len(text):
        yield text[start : start + size]
        start += size - overlap


chunks = [c for p in pages for c in chunk(p)]
print(len(chunks), chunks[0][:100])

# %%
import requests

# how is the weather? (only to show that tools can be called)
r = requests.get("https://api.open-meteo.com/v1/forecast?latitude=52.5&longitude=13.4&hourly=temperature_2m")
r.json()["hourly_units"]

# %%
import chromadb

db = chromadb.PersistentClient(path="./chroma")
collection = db.get_or_create_collection("report")
collection.add(ids=[str(i) for i in range(len(chunks))], documents=chunks)

# %%
def ask(question, k=5):
    hits = collection.query(query_texts=[question], n_results=k)
    context = "\n\n".join(hits["documents"][0])
    prompt = f"Answer from the context only.\n{context}\nQuestion: {question}"
    return model.generate_content(prompt, generation_config=config).text


# %%
ask("What was the revenue of the cloud segment?")

# %%
for q in ["Who is the chief executive?", "How many employees?", "Which risks are named?"]:
    print(q, "->", ask(q))

# %%
answers = {q: ask(q) for q in questions}  # expect: undefined-on-restart
answers

# %%
questions = ["Where are the headquarters?", "What is the dividend?"]

# %%
import os

# os.environ["GOOGLE_API_KEY"] = "..."
key = os.environ.get("GOOGLE_API_KEY", "")
assert key or PROJECT_ID != "your-project-id"

# %%
!rm -rf ./chroma  # expect: shell-step

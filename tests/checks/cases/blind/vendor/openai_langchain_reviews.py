# %% [markdown]
# # Classifying reviews with a chat model
# We compare a zero-shot prompt with retrieval of similar labelled reviews.

# %%
%pip install openai==1.35.3 langchain-openai==0.1.9 langchain-community==0.2.5 faiss-cpu==1.8.0

# %%
import getpass
import os

os.environ["OPENAI_API_KEY"] = os.getenv("OPENAI_API_KEY") or getpass.getpass("OpenAI key: ")

# %%
if "TAVILY_API_KEY" not in os.environ:
    os.environ["TAVILY_API_KEY"] = "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"  # expect: inline-secret

# %%
import pandas as pd

reviews = pd.read_csv("https://raw.githubusercontent.com/example/reviews/main/reviews.csv")  # expect: untracked-data, unversioned-download
reviews.head()

# %%
reviews = reviews.dropna(subset=["text"]).reset_index(drop=True)
sample = reviews.sample(50, random_state=1)
sample.label.value_counts(normalize=True)

# %%
from openai import OpenAI

client = OpenAI()


def classify(text, model="gpt-4o-2024-08-06"):
    completion = client.chat.completions.create(
        model=model,
        temperature=0,
        seed=3,
        messages=[
            {"role": "system", "content": "Label the review as positive or negative. One word."},
            {"role": "user", "content": text},
        ],
    )
    return completion.choices[0].message.content.strip().lower()


# %%
classify(sample.text.iloc[0])

# %%
cheap = client.chat.completions.create(  # expect: floating-model-version
    model="gpt-4o-mini",
    temperature=0,
    messages=[{"role": "user", "content": "Give me three words for happy."}],
)
print(cheap.choices[0].message.content)

# %%
from tqdm.auto import tqdm

tqdm.pandas()
sample["zero_shot"] = sample.text.progress_apply(classify)

# %%
results = {}
results["zero_shot"] = float((sample.zero_shot == sample.label).mean())

# %%
import json

with open("results.json", "w") as f:
    json.dump(results, f, indent=2)

# %% [markdown]
# ## With retrieval

# %%
from langchain_community.vectorstores import FAISS
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

rest = reviews.drop(sample.index)
store = FAISS.from_texts(
    rest.text.tolist()[:500], OpenAIEmbeddings(), metadatas=[{"label": l} for l in rest.label[:500]]
)

# %%
llm = ChatOpenAI(model="gpt-4o", temperature=0)  # expect: floating-model-version
prompt = ChatPromptTemplate.from_template("Examples:\n{examples}\n\nReview: {text}\nLabel:")
chain = prompt | llm


# %%
def with_examples(text, k=4):
    docs = store.similarity_search(text, k=k)
    examples = "\n".join(f"{d.page_content} -> {d.metadata['label']}" for d in docs)
    return chain.invoke({"examples": examples, "text": text}).content.strip().lower()


sample["retrieval"] = [with_examples(t) for t in tqdm(sample.text)]

# %%
with open("results.json") as f:
    earlier = json.load(f)
earlier

# %%
store.save_local("faiss_index")
sample.to_csv("labelled_sample.csv", index=False)

# %%
back = pd.read_csv("labelled_sample.csv")
back.groupby("label")[["zero_shot", "retrieval"]].describe()

# %%
question = input("A review of your own: ")  # expect: interactive-input
print(with_examples(question))

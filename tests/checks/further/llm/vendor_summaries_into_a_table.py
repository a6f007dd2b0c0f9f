# %% [markdown]
# # Summarise reviews

# %%
import json

import pandas as pd
from openai import OpenAI

client = OpenAI()
reviews = pd.read_csv("reviews.csv")

SYSTEM_PROMPT = """You summarise product reviews.  # expect: inline-prompt
- one sentence
- no names
- the language of the review
"""
SHORT_PROMPT = "Summarise this."
SAMPLE = """The lamp
is bright
and far
too hot.
"""


# %%
def ask(text, model="gpt-4o-mini"):
    response = client.chat.completions.create(  # expect: untraced-llm-call, unset-sampling
        model=model,
        messages=[{"role": "system", "content": SYSTEM_PROMPT}, {"role": "user", "content": text}],
    )
    return response.choices[0].message.content


def steady(text):
    return client.chat.completions.create(model="gpt-4o", messages=[text], temperature=0, seed=1).choices[0]


print(ask(SAMPLE))

# %%
reviews["summary"] = reviews["text"].apply(lambda text: ask(text))
reviews["plain"] = reviews["text"].apply(steady)

# %%
def plan(question):
    prompt = f"""Break the question into steps.  # expect: inline-prompt
    Question: {question}

    Give a list.
    Do not answer it.
    """
    return client.responses.create(model="o3-mini", input=prompt)


with open("plan.json", "w") as file:
    json.dump(plan("why?").output_text, file)

# %%
# shown, and forgotten
client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Hello"}])

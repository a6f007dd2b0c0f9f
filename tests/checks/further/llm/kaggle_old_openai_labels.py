# %% [markdown]
# # Labels by a model

# %%
import time

import openai
import pandas as pd
from sklearn.metrics import accuracy_score

openai.api_key = "..."
df = pd.read_csv("tickets.csv")


def classify(ticket, retries=3):
    for attempt in range(retries):
        try:
            completion = openai.ChatCompletion.create(  # expect: untraced-llm-call, unset-sampling
                model="gpt-3.5-turbo-0613",
                messages=[
                    {"role": "system", "content": "Answer with one word: bug, question or praise."},
                    {"role": "user", "content": ticket},
                ],
            )
            return completion["choices"][0]["message"]["content"]
        except openai.error.RateLimitError:
            time.sleep(2**attempt)


predicted = df["text"].map(classify)
print(accuracy_score(df["label"], predicted))

# %%
creative = openai.ChatCompletion.create(model="gpt-3.5-turbo-0613", messages=[], temperature=1.2)
print(creative)

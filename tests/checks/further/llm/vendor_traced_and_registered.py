# %% [markdown]
# # Traced, with a registered prompt

# %%
import anthropic
import mlflow

mlflow.anthropic.autolog()
client = anthropic.Anthropic()
PROMPT = """You check invoices.
Name the sum.
Name the date.
Name the sender.
"""
registered = mlflow.genai.register_prompt(name="invoices", template=PROMPT)

# %%
answers = []
for path in ["a.txt", "b.txt"]:
    reply = client.messages.create(model="claude", max_tokens=50, messages=[{"role": "user", "content": open(path).read()}])  # expect: unset-sampling
    answers.append(reply.content[0].text)

# %%
import pandas as pd

pd.DataFrame({"answer": answers}).to_csv("answers.csv")

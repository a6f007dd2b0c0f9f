# %% [markdown]
# # Gemini

# %%
import os

import google.generativeai as genai

os.environ["LANGSMITH_TRACING"] = "true"
model = genai.GenerativeModel("gemini-1.5-pro", generation_config={"temperature": 0})
answer = model.generate_content("What is in this file?")
with open("answer.txt", "w") as file:
    file.write(answer.text)

# %%
from litellm import completion

settings = {"temperature": 0.2}
again = completion(model="gpt-4o", messages=[], **settings)
assert again.choices[0].message.content == "Paris"
fresh = completion(model="gpt-4o", messages=[])  # expect: unset-sampling
assert fresh.choices[0].message.content == "Paris"

# %%
from openai import OpenAI

client = OpenAI()
for question in ["What is drift?", "What is a run?"]:
    print(client.responses.create(model="gpt-4o", input=question).output_text)  # expect: unevaluated-llm

# %%
import ollama
import pandas as pd

frame = pd.read_csv("questions.csv")
frame["answer"] = [ollama.chat(model="llama3", messages=[{"content": q}]) for q in frame["question"]]
accuracy = (frame["answer"] == frame["solution"]).mean()

# %% [markdown]
# # Ask Gemini from Colab

# %%
!pip install -q google-generativeai
from google.colab import userdata
import google.generativeai as genai

genai.configure(api_key=userdata.get("KEY"))
model = genai.GenerativeModel("gemini-1.5-flash")

# %%
article = open("article.txt").read()
instructions = f"""  # expect: inline-prompt
    You are an editor.
    Shorten the article to five sentences.
    Keep all numbers.

    {article}
"""  # a remark
response = model.generate_content(instructions)  # expect: untraced-llm-call
print(response.text)

# %%
summaries = []
for path in ["a.txt", "b.txt"]:
    summaries.append(model.generate_content(open(path).read()).text)  # expect: unset-sampling
with open("summaries.txt", "w") as out:
    out.write("\n".join(summaries))

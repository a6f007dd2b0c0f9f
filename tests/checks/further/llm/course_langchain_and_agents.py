# %% [markdown]
# # Chains

# %%
from langchain.prompts import PromptTemplate
from langchain_core.messages import SystemMessage
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o")
template = """Translate the text.  # expect: inline-prompt
Keep names.
Keep numbers.
Text: {text}
"""
prompt = PromptTemplate.from_template(template)
other = PromptTemplate.from_template(
    """Answer from the context.  # expect: inline-prompt
Context: {context}
Question: {question}
Answer:"""
)
html_template = """<ul>
<li>one</li>
<li>two</li>
</ul>
"""
schema = """create table t (
a int,
b int,
c int
)"""

# %%
chain = prompt | llm
print(chain.invoke({"text": "x"}))
reply = llm.invoke([SystemMessage(content="Be brief.")])  # expect: untraced-llm-call

# %%
def documented(x):
    """A text that explains.

    It has lines,
    more than three,
    and is no prompt.
    """
    return x

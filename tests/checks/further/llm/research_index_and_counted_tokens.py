# %%
from llama_index.core import SimpleDirectoryReader, VectorStoreIndex

documents = SimpleDirectoryReader("data").load_data()
index = VectorStoreIndex.from_documents(documents)
engine = index.as_query_engine()
print(engine.query("What is it about?"))  # expect: untraced-llm-call

# %%
qa_template = (
    "Context information is below.\n"
    "Answer the query.\n"
)
QA_PROMPT = """Context information is below.  # expect: inline-prompt
{context}
Given the context and no other knowledge,
answer the query: {query}
"""

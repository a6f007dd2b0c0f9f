# %% [markdown]
# # Chat with your PDFs
# Upload a few PDFs, ask questions about them.

# %%
%%capture
!pip install langchain==0.1.20 openai chromadb==0.4.24 tiktoken==0.7.0  # expect: unpinned-install
!apt install -y poppler-utils  # expect: shell-step

# %%
import os
from getpass import getpass
os.environ["OPENAI_API_KEY"] = "sk-Zb3Kq9TnV7xWmR2yLd8cHf5gJs1pAe4u"  # expect: inline-secret
os.environ["SERPAPI_API_KEY"] = "<paste your key>"
os.environ["HF_TOKEN"] = os.environ.get("HF_TOKEN") or getpass("HF token: ")
cohere_key = getpass("Cohere key: ")  # expect: interactive-input

# %%
from google.colab import files, userdata  # expect: platform-bound
uploaded = files.upload()  # expect: interactive-input, platform-bound
PINECONE = userdata.get("PINECONE_API_KEY")  # expect: platform-bound

# %%
from langchain.chat_models import ChatOpenAI
from langchain.embeddings import HuggingFaceEmbeddings, OpenAIEmbeddings
llm = ChatOpenAI(model_name="gpt-3.5-turbo", temperature=0)  # expect: floating-model-version
llm_fixed = ChatOpenAI(model_name="gpt-3.5-turbo-0125", temperature=0)
emb = HuggingFaceEmbeddings(model_name="sentence-transformers/all-MiniLM-L6-v2")  # expect: floating-model-version
ada = OpenAIEmbeddings(model="text-embedding-ada-002")

# %%
import warnings
warnings.filterwarnings("ignore", category=DeprecationWarning)
warnings.filterwarnings("ignore", message=".*Chroma.*")
import logging
logging.getLogger("langchain").setLevel(logging.ERROR)

# %%
question = input("What do you want to know? ")  # expect: interactive-input
print("model used: gpt-4")
names = {"gpt-4": "big", "gpt-3.5-turbo": "small"}
if llm.model_name == "gpt-3.5-turbo":
    print("cheap")

# %%
import tiktoken
enc = tiktoken.encoding_for_model("gpt-4")
len(enc.encode(question))

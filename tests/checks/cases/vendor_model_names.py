# %% [markdown]
# # Every way a notebook names a model that it does not own
# %%
from prepared import *
import os, torch
from transformers import AutoTokenizer, AutoModel, AutoConfig, pipeline, BertModel, TFBertModel
from sentence_transformers import SentenceTransformer
class CFG:
    model = "microsoft/deberta-v3-base"
    seed = 42
tok = AutoTokenizer.from_pretrained(CFG.model)  # expect: floating-model-version
cfg = CFG()
tok = AutoTokenizer.from_pretrained(cfg.model)  # expect: floating-model-version
CONFIG = {"model_name": "bert-base-cased", "epochs": 3}
tok = AutoTokenizer.from_pretrained(CONFIG["model_name"])  # expect: floating-model-version
conf = dict(model_name="bert-base-cased")
tok = AutoTokenizer.from_pretrained(conf["model_name"])  # expect: floating-model-version
# %%
class Net(torch.nn.Module):
    def __init__(self, model_name):
        super().__init__()
        self.config = AutoConfig.from_pretrained(model_name)  # expect: floating-model-version
        self.backbone = AutoModel.from_pretrained(model_name, config=self.config)  # expect: floating-model-version
net = Net("roberta-base")
class Net2(torch.nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.backbone = AutoModel.from_pretrained(cfg.model)  # expect: floating-model-version
net2 = Net2(CFG)
class Net3:
    name = "xlnet-base-cased"
    def __init__(self):
        self.m = AutoModel.from_pretrained(self.name)  # expect: floating-model-version
# %%
PATH = "../input/bert-base-uncased/"
m = BertModel.from_pretrained(PATH)
m = BertModel.from_pretrained("../input/roberta-base")
m = BertModel.from_pretrained("./results/checkpoint-500")
m = BertModel.from_pretrained("bert-base-uncased", output_hidden_states=True)  # expect: floating-model-version
m = TFBertModel.from_pretrained("bert-base-uncased", from_pt=True)  # expect: floating-model-version
nlp = pipeline("sentiment-analysis")
nlp = pipeline("ner", model="dslim/bert-base-NER", tokenizer="dslim/bert-base-NER")  # expect: floating-model-version
nlp = pipeline("text-generation", "gpt2")  # expect: floating-model-version
nlp = pipeline(task="summarization", model="facebook/bart-large-cnn")  # expect: floating-model-version
nlp = pipeline("text-classification", model="./my-model")
# %%
yolo = torch.hub.load("ultralytics/yolov5", "yolov5s")  # expect: floating-model-version, unversioned-download
res = torch.hub.load("pytorch/vision:v0.10.0", "resnet18", pretrained=True)
loc = torch.hub.load("./yolov5", "custom", path="best.pt", source="local")
# %%
from bertopic import BERTopic
tm = BERTopic(embedding_model="all-MiniLM-L6-v2")  # expect: floating-model-version
from keybert import KeyBERT
kb = KeyBERT(model="all-mpnet-base-v2")  # expect: floating-model-version
kb2 = KeyBERT("all-mpnet-base-v2")  # expect: floating-model-version
# %%
import openai
resp = openai.ChatCompletion.create(model="gpt-3.5-turbo", messages=[])  # expect: floating-model-version
resp = openai.Completion.create(engine="text-davinci-003", prompt="x")
resp = openai.ChatCompletion.create(model="gpt-3.5-turbo-0613", messages=[])
def get_completion(prompt, model="gpt-3.5-turbo"):
    messages = [{"role": "user", "content": prompt}]
    response = openai.ChatCompletion.create(model=model, messages=messages, temperature=0)  # expect: floating-model-version
    return response.choices[0].message["content"]
get_completion("hello")
llm_model = "gpt-3.5-turbo"
# %%
from langchain.chat_models import ChatOpenAI
from langchain_openai import ChatOpenAI as C2, OpenAI as O2
from langchain.llms import OpenAI
chat = ChatOpenAI(temperature=0.0, model=llm_model)  # expect: floating-model-version
chat = ChatOpenAI(temperature=0.0, model_name="gpt-4")  # expect: floating-model-version
chat = ChatOpenAI(temperature=0.0)
llm = OpenAI(model_name="text-davinci-003")
llm = O2(model="gpt-3.5-turbo-instruct")  # expect: floating-model-version
# %%
import google.generativeai as genai
g = genai.GenerativeModel("gemini-pro")  # expect: floating-model-version
g = genai.GenerativeModel(model_name="gemini-1.5-flash")  # expect: floating-model-version
g = genai.GenerativeModel("gemini-1.5-flash-002")
from google import genai as g2
client = g2.Client()
MODEL_ID = "gemini-2.0-flash"  # @param {type: "string"}
r = client.models.generate_content(model=MODEL_ID, contents="x")  # expect: floating-model-version
chat = client.chats.create(model=MODEL_ID)  # expect: floating-model-version
r = client.models.generate_content(model="gemini-2.0-flash-001", contents="x")
r = client.models.generate_content(model="gemini-2.5-pro-preview-03-25", contents="x")
# %%
import vertexai
from vertexai.language_models import TextGenerationModel, TextEmbeddingModel, ChatModel
t = TextGenerationModel.from_pretrained("text-bison@001")
t = TextGenerationModel.from_pretrained("text-bison")  # expect: floating-model-version
e = TextEmbeddingModel.from_pretrained("textembedding-gecko@latest")  # expect: floating-model-version
e = TextEmbeddingModel.from_pretrained("textembedding-gecko")  # expect: floating-model-version
e = TextEmbeddingModel.from_pretrained("text-embedding-004")
c = ChatModel.from_pretrained("chat-bison@002")
# %%
import boto3, json
br = boto3.client("bedrock-runtime")
br.invoke_model(modelId="anthropic.claude-v2", body="{}")
br.converse(modelId="anthropic.claude-3-sonnet-20240229-v1:0", messages=[])
# %%
import autogen
config_list = [{"model": "gpt-4", "api_key": os.environ["K"]}]
llm_config = {"config_list": config_list, "temperature": 0}
a = autogen.AssistantAgent("a", llm_config=llm_config)  # expect: floating-model-version
b = autogen.AssistantAgent("a", llm_config={"config_list": [{"model": "gpt-4", "api_key": "x"}]})  # expect: floating-model-version
# %%
models = ["bert-base-uncased", "roberta-base"]
for name in models:
    tok = AutoTokenizer.from_pretrained(name)  # expect: floating-model-version
for name, cls in [("bert-base-uncased", BertModel)]:
    m = cls.from_pretrained(name)  # expect: floating-model-version
MODELS = {"bert": "bert-base-uncased", "rob": "roberta-base"}
tok = AutoTokenizer.from_pretrained(MODELS["bert"])  # expect: floating-model-version
MODELS2 = [(BertModel, "bert-base-uncased")]
for cls, name in MODELS2:
    m = cls.from_pretrained(name)  # expect: floating-model-version
# %%
from huggingface_hub import InferenceClient
ic = InferenceClient()
ic.chat_completion(model="meta-llama/Meta-Llama-3-8B-Instruct", messages=[])  # expect: floating-model-version
ic.text_generation("hello", model="gpt2")  # expect: floating-model-version
import gensim.downloader as api
wv = api.load("glove-wiki-gigaword-100")
from transformers import CLIPModel, CLIPProcessor
from diffusers import StableDiffusionPipeline
pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", torch_dtype=torch.float16)  # expect: floating-model-version
pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", revision="fp16")
from trl import SFTTrainer
tr = SFTTrainer(model="facebook/opt-350m", train_dataset=d)  # expect: floating-model-version
# %%
model_checkpoint = "distilbert-base-uncased"
model_name = model_checkpoint.split("/")[-1]
tok = AutoTokenizer.from_pretrained(model_checkpoint)  # expect: floating-model-version
args = TrainingArguments(f"{model_name}-finetuned-squad")
trainer = Trainer(model=net, args=args)
trainer.train()
trainer.save_model("test-squad-trained")  # expect: loose-model-file
m = AutoModel.from_pretrained("test-squad-trained")
m = AutoModel.from_pretrained("sgugger/my-awesome-model")  # expect: floating-model-version
tok.save_pretrained("tok_dir/")
tok = AutoTokenizer.from_pretrained("tok_dir")
size = "base"
m = AutoModel.from_pretrained(f"facebook/bart-{size}")  # expect: floating-model-version
import whisper
w = whisper.load_model("base")
import spacy
nlp = spacy.load("en_core_web_sm")

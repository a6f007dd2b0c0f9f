# %% [markdown]
# # Summaries in the browser
# A Gradio demo that summarises PDFs and answers questions about them. Needs a T4.

# %%
%%capture
!pip install gradio==3.50.2 transformers==4.35.2 sentencepiece==0.1.99 pypdf==3.17.1
!pip install sentence-transformers  # expect: unpinned-install

# %%
!sudo apt-get update  # expect: shell-step
!sudo apt-get install -y poppler-utils tesseract-ocr  # expect: shell-step
!which pdftotext && pdftotext -v

# %%
import os
import re
import requests
import torch
import gradio as gr
import numpy as np
from pypdf import PdfReader
from transformers import pipeline, AutoTokenizer, AutoModelForSeq2SeqLM, T5ForConditionalGeneration
from sentence_transformers import SentenceTransformer, util
import logging
logging.disable(logging.CRITICAL)  # expect: silenced-warnings

# %%
device = 'cuda' if torch.cuda.is_available() else 'cpu'
print(device)

# %%
checkpoint = "google/flan-t5-base"
tokenizer = AutoTokenizer.from_pretrained(checkpoint)  # expect: floating-model-version
model = T5ForConditionalGeneration.from_pretrained(checkpoint).to(device)  # expect: floating-model-version

# %%
embedder = SentenceTransformer('all-MiniLM-L6-v2', device=device)  # expect: floating-model-version

# %%
API_URL = "https://api-inference.huggingface.co/models/facebook/bart-large-cnn"
headers = {"Authorization": "Bearer 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"}  # expect: inline-secret

def query(payload):
    response = requests.post(API_URL, headers=headers, json=payload)
    return response.json()

# %%
!wget -q https://arxiv.org/pdf/1706.03762.pdf -O paper.pdf  # expect: shell-step, unversioned-download

# %%
def pdf_text(path):
    reader = PdfReader(path)
    return '\n'.join(page.extract_text() for page in reader.pages)

text = pdf_text('paper.pdf')
print(len(text), text[:300])

# %%
def chunks(text, size=400):
    words = re.sub(r'\s+', ' ', text).split(' ')
    return [' '.join(words[i:i + size]) for i in range(0, len(words), size)]

parts = chunks(text)
emb = embedder.encode(parts, convert_to_tensor=True)

# %%
def summarize(part, max_new_tokens=80):
    inputs = tokenizer("summarize: " + part, return_tensors="pt", truncation=True).to(device)
    out = model.generate(**inputs, max_new_tokens=max_new_tokens, num_beams=4)
    return tokenizer.decode(out[0], skip_special_tokens=True)

summarize(parts[0])

# %%
def answer(question, top_k=2):
    q = embedder.encode(question, convert_to_tensor=True)
    hits = util.semantic_search(q, emb, top_k=top_k)[0]
    context = ' '.join(parts[h['corpus_id']] for h in hits)
    return summarize(f'question: {question} context: {context}')

answer("How many heads does the base model have?")

# %%
def from_upload(file, question):
    global parts, emb
    parts = chunks(pdf_text(file.name))
    emb = embedder.encode(parts, convert_to_tensor=True)
    return answer(question)

# %%
demo = gr.Interface(fn=from_upload, inputs=[gr.File(), gr.Textbox(label="Question")], outputs="text", title="Ask your PDF")
demo.launch(share=True, debug=False)

# %%
demo.close()
!rm paper.pdf  # expect: shell-step

# named: 03_deploy-model.v2.ipynb
# %% [markdown]
# # Serve the model

# %%
import gradio as gr
import uvicorn
from dash import Dash
from fastapi import FastAPI

api = FastAPI()


def serve():
    uvicorn.run(api, port=8000)


demo = gr.Interface(fn=len, inputs="text", outputs="number")
demo.launch()  # expect: in-notebook-server
chat = gr.ChatInterface(len)
chat.queue().launch(share=True)  # expect: in-notebook-server

# %%
board = Dash(__name__)
board.run_server(mode="inline")  # expect: in-notebook-server
START = False
if START:
    board.run(debug=True)

# %%
!mlflow ui --port 5000  # expect: in-notebook-server
!mlflow models serve -m runs:/1/model -p 1234  # expect: in-notebook-server
!mlflow models build-docker -m runs:/1/model
!python -m http.server 8000 &  # expect: in-notebook-server
!python -m pip list
!python manage.py runserver  # expect: in-notebook-server
!python train.py --serve
!mlflow --version

# %%
import subprocess

import wandb
from sklearn.svm import SVC

ollama = subprocess.Popen(["ollama", "serve"])  # expect: in-notebook-server
subprocess.run(["ollama", "pull", "llama3"])
agent = wandb.init(project="x")
tuner = SVC()
tuner.run = len
tuner.run("x")

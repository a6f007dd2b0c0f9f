# named: Copy_of_YOLO_demo.ipynb
# expect: untitled-notebook
# %% [markdown]
# # Detect, then show it to the world

# %%
%cd /content  # expect: working-directory-hack
!git clone https://github.com/acme/yolo
%cd yolo  # expect: working-directory-hack
%cd -
!cd weights && ls
!pip install -q flask-ngrok pyngrok streamlit

# %%
import os
import sys

sys.path.append("/content/yolo")  # expect: working-directory-hack
sys.path.insert(0, "..")  # expect: working-directory-hack
if "google.colab" in sys.modules:
    os.chdir("/content/drive/MyDrive/yolo")
print(sys.path, os.getcwd())

# %%
from flask import Flask
from flask_ngrok import run_with_ngrok
from pyngrok import ngrok

app = Flask(__name__)
run_with_ngrok(app)  # expect: in-notebook-server


@app.route("/")
def home():
    return "ok"


if __name__ == "__main__":
    app.run()  # expect: in-notebook-server

# %%
!ngrok authtoken $TOKEN
!streamlit run app.py --server.port 80 &>/dev/null &  # expect: in-notebook-server
public = ngrok.connect(80)  # expect: in-notebook-server
!npx localtunnel --port 8501  # expect: in-notebook-server

# %%
%load_ext tensorboard
%tensorboard --logdir runs

# %% [markdown]
# # Train YOLOv5 on your own data
# We assemble a data set with Roboflow, train, look at the curves and export the weights.

# %%
#clone YOLOv5 and
!git clone https://github.com/ultralytics/yolov5  # expect: shell-step, unversioned-download
%cd yolov5
%pip install -qr requirements.txt
%pip install -q roboflow  # expect: unpinned-install

# %%
!git clone --branch v7.0 --depth 1 https://github.com/ultralytics/yolov5 yolov5_v7  # expect: shell-step

# %%
import os
import glob
import random
import yaml
import torch
import numpy as np
import pandas as pd
from IPython.display import Image, display, clear_output

print(f"Setup complete. Using torch {torch.__version__} ({torch.cuda.get_device_properties(0).name if torch.cuda.is_available() else 'CPU'})")

# %%
os.environ["DATASET_DIRECTORY"] = "/content/datasets"  # expect: hard-coded-path

# %%
from roboflow import Roboflow
rf = Roboflow(api_key="pX3kTq9LmV2rYw8ZbN4c")  # expect: inline-secret
project = rf.workspace("joseph").project("hard-hat-sample")
dataset = project.version(2).download("yolov5")

# %%
!curl -s https://example.org/classes.txt | head
!cat data/coco128.yaml

# %%
with open(dataset.location + "/data.yaml") as stream:
    conf = yaml.safe_load(stream)
num_classes = str(conf['nc'])
print(num_classes)

# %%
%%writefile models/custom_yolov5s.yaml
# parameters
nc: 3
depth_multiple: 0.33
width_multiple: 0.50
weights: /content/datasets/start.pt

# %%
!python train.py --img 416 --batch 16 --epochs 150 --data {dataset.location}/data.yaml --weights yolov5s.pt --cache  # expect: shell-step

# %%
!tail -n 3 runs/train/exp/results.csv

# %%
display(Image(filename='runs/train/exp/results.png'))

# %%
!python detect.py --weights runs/train/exp/weights/best.pt --img 416 --conf 0.1 --source {dataset.location}/test/images  # expect: shell-step

# %%
i = 0
limit = 20
for imageName in glob.glob('runs/detect/exp/*.jpg'):
    print(imageName)

# %%
label_rows = []
for path in glob.glob(dataset.location + '/train/labels/*.txt'):  # expect: nondeterministic-order
    label_rows.append([os.path.basename(path), os.path.getsize(path)])
labels = pd.DataFrame(label_rows, columns=['file', 'size'])
labels['size'].plot.hist()

# %%
sample = labels.sample(6)  # expect: unseeded-run
sample

# %%
model = torch.hub.load('ultralytics/yolov5:v7.0', 'custom', path='runs/train/exp/weights/best.pt')

# %%
%%bash
cd runs/train
zip -qr exp.zip exp  # expect: shell-step
ls -lh exp.zip

# %%
from google.colab import files  # expect: platform-bound
files.download('runs/train/exp.zip')  # expect: platform-bound

# %%
%cp runs/train/exp/weights/best.pt /content/gdrive/MyDrive/yolo/  # expect: hard-coded-path, shell-step

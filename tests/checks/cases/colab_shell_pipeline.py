# %% [markdown]
# # Object detection: prepare everything in the shell

# %%
%%bash
set -euo pipefail
mkdir -p work/images  # expect: shell-step
# cp /home/old/images work
cp -r /content/drive/MyDrive/images work/  # expect: hard-coded-path, shell-step
ls work/images | wc -l

# %%
!git clone --depth 1 --branch v7.0 https://github.com/ultralytics/yolov5  # expect: shell-step
%cd yolov5
!pip install -qr requirements.txt

# %%
!python train.py --img 640 --epochs 3 --data coco128.yaml --weights yolov5s.pt  # expect: shell-step

# %%
!cp runs/train/exp/weights/best.pt "/content/drive/My Drive/best.pt"  # expect: hard-coded-path, shell-step

# %%
import glob
runs = sorted(glob.glob('runs/train/*'))
print('weights are in /content/yolov5/runs')
!echo "copied to /content/drive"

# %%
%%writefile data.yaml
train: /content/yolov5/images/train
val: /content/yolov5/images/val
nc: 2

# %%
from IPython.display import Image, display
display(Image(filename='runs/train/exp/results.png', width=800))
!cat /proc/meminfo | head -2
!ls /usr/local | head

# expect: missing-purpose
# %% [markdown]
# <a href="https://colab.research.google.com/github/lena/seg/blob/main/seg.ipynb" target="_parent"><img src="https://colab.research.google.com/assets/colab-badge.svg" alt="Open In Colab"/></a>

# %%
!nvidia-smi
!python --version
!pip install -q git+https://github.com/facebookresearch/segment-anything.git  # expect: unpinned-install
!pip install -q 'git+https://github.com/facebookresearch/detectron2.git@v0.6'
!pip install "numpy<2"  # expect: unpinned-install
!pip install opencv-python==4.9.0.80 matplotlib==3.8.4

# %% [markdown]
# ## Get the weights

# %%
!mkdir -p weights  # expect: shell-step
!wget -q https://dl.fbaipublicfiles.com/segment_anything/sam_vit_h_4b8939.pth -P weights  # expect: shell-step, unversioned-download
!wget -q https://github.com/lena/seg/releases/download/v0.3/head.pth -O weights/head.pth  # expect: shell-step
!ls -lh weights

# %%
# !pip install supervision
#!wget https://example.org/old.zip
%pip install -U -q supervision  # expect: unpinned-install
%pip install --upgrade pip setuptools wheel

# %%
try:
    import google.colab
    IN_COLAB = True
except ImportError:
    IN_COLAB = False

if IN_COLAB:
    from google.colab import drive
    drive.mount('/content/drive')  # expect: hard-coded-path
    !apt-get install -y -qq libgl1  # expect: shell-step

# %%
import torch
from segment_anything import sam_model_registry, SamPredictor
sam = sam_model_registry["vit_h"](checkpoint="weights/sam_vit_h_4b8939.pth")
sam.to(device="cuda")  # expect: hard-coded-device
predictor = SamPredictor(sam)

# %%
device = torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')
head = torch.load("weights/head.pth", map_location=device)
if torch.cuda.is_available():
    head = head.cuda()
print("running on cuda:0?", device.type == "cuda")

# %%
from google.colab.patches import cv2_imshow  # expect: platform-bound
import cv2
image = cv2.imread("street.jpg")
cv2_imshow(image)  # expect: platform-bound

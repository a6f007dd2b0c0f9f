# %% [markdown]
# # Which accelerator runs this: asked for, chosen, or demanded
# %%
from prepared import *
import torch, os
import mxnet as mx
import tensorflow as tf
import xgboost as xgb
import lightgbm as lgb
from transformers import pipeline, Trainer
dtype = torch.cuda.FloatTensor  # expect: hard-coded-device
x = torch.ones(3).type(torch.cuda.FloatTensor)  # expect: hard-coded-device
ctx = mx.gpu(0)  # expect: hard-coded-device
ctx2 = mx.gpu() if mx.context.num_gpus() else mx.cpu()
dtype2 = torch.cuda.FloatTensor if torch.cuda.is_available() else torch.FloatTensor
# %%
use_cuda = torch.cuda.is_available()
FloatTensor = torch.cuda.FloatTensor if use_cuda else torch.FloatTensor
if use_cuda:
    dtype3 = torch.cuda.FloatTensor
# %%
train_on_gpu = torch.cuda.is_available()
if train_on_gpu:
    model.cuda()
for data, target in loader:
    if train_on_gpu:
        data, target = data.cuda(), target.cuda()
# %%
params = {"device_type": "gpu", "objective": "binary"}  # expect: hard-coded-device
params2 = {"device": "gpu", "gpu_platform_id": 0}  # expect: hard-coded-device
params3 = {"tree_method": "gpu_hist"}  # expect: hard-coded-device
params4 = dict(tree_method="gpu_hist")  # expect: hard-coded-device
params5 = {"tree_method": "hist", "device": "cuda"}  # expect: hard-coded-device
m = xgb.XGBClassifier(tree_method="hist", device="cuda")  # expect: hard-coded-device
params["device"] = "gpu"  # expect: hard-coded-device
# %%
local_rank = int(os.environ["RANK"])
torch.cuda.set_device(local_rank)
torch.cuda.set_device(0)  # expect: hard-coded-device
with torch.cuda.device(0):  # expect: hard-coded-device
    pass
print(torch.cuda.get_device_name(0))
# %%
device = torch.device("cuda")  # expect: hard-coded-device
model.to(device)
# %%
device = "cuda" if torch.cuda.is_available() else "cpu"
device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
DEVICE = torch.device("cuda") if torch.cuda.is_available() else torch.device("cpu")
device = (
    "cuda"
    if torch.cuda.is_available()
    else "mps"
    if torch.backends.mps.is_available()
    else "cpu"
)
device = "cuda" if torch.cuda.device_count() > 0 else "cpu"
device = torch.accelerator.current_accelerator().type if torch.accelerator.is_available() else "cpu"
device = ["cpu", "cuda"][torch.cuda.is_available()]
device = torch.cuda.is_available() and "cuda" or "cpu"
# %%
assert torch.cuda.is_available()
# %%
def try_gpu(i=0):
    if torch.cuda.device_count() >= i + 1:
        return torch.device(f"cuda:{i}")
    return torch.device("cpu")
# %%
def gpu(i=0):
    return torch.device(f"cuda:{i}")  # expect: hard-coded-device
# %%
with tf.device("/device:GPU:0"):  # expect: hard-coded-device
    a = tf.constant(1)
gpus = tf.config.list_physical_devices("GPU")
if gpus:
    with tf.device("/GPU:0"):
        b = 1
device_name = tf.test.gpu_device_name()
if device_name != "/device:GPU:0":
    raise SystemError("GPU device not found")
with tf.device("/cpu:0"):
    c = 1
# %%
os.environ["CUDA_VISIBLE_DEVICES"] = "0"
# %%
class CFG:
    device = "cuda"  # expect: hard-coded-device
    lr = 1e-3
class CFG2:
    device = "cuda" if torch.cuda.is_available() else "cpu"
# %%
batch = {k: v.cuda() for k, v in batch.items()}  # expect: hard-coded-device
batch = {k: v.to("cuda") for k, v in batch.items()}  # expect: hard-coded-device
inputs = tokenizer(["a"], return_tensors="pt").to("cuda")  # expect: hard-coded-device
inputs = [t.to(device="cuda", dtype=torch.float16) for t in inputs]  # expect: hard-coded-device
# %%
model = Model.from_pretrained("./x", device_map="cuda")  # expect: hard-coded-device
model = Model.from_pretrained("./x", device_map="cuda:0")  # expect: hard-coded-device
model = Model.from_pretrained("./x", device_map={"": "cuda:0"})  # expect: hard-coded-device
model = Model.from_pretrained("./x", device_map={"": 0})  # expect: hard-coded-device
# %%
from ultralytics import YOLO
yolo = YOLO("yolov8n.pt")
yolo.train(data="coco.yaml", device=0)  # expect: hard-coded-device, untracked-experiment
yolo.to("cuda")  # expect: hard-coded-device
# %%
@torch.no_grad()
def evaluate(model, loader, device="cuda"):
    pass
def train(model, cuda=True):
    if cuda:
        model = model.cuda()
# %%
n = torch.ones(2, device="cuda").cpu()  # expect: hard-coded-device
s = torch.cuda.Stream()
torch.backends.cudnn.benchmark = True
torch.cuda.empty_cache()
torch.set_default_device("cuda")  # expect: hard-coded-device
torch.set_default_tensor_type(torch.cuda.FloatTensor)  # expect: hard-coded-device
torch.set_default_tensor_type("torch.cuda.FloatTensor")  # expect: hard-coded-device
print("cuda")
parser.add_argument("--device", default="cuda:0")
if device.type == "cuda":
    model = model.cuda()
t = torch.cuda.FloatTensor([1, 2])  # expect: hard-coded-device
# %%
cb = CatBoostClassifier(task_type="GPU", devices="0:1")  # expect: hard-coded-device
sd = StableDiffusionPipeline.from_pretrained("./sd").to("cuda")  # expect: hard-coded-device
gen = torch.Generator(device="cuda").manual_seed(0)  # expect: hard-coded-device
gen = torch.Generator("cuda").manual_seed(0)  # expect: hard-coded-device
with torch.autocast("cuda"):  # expect: hard-coded-device
    pass
with torch.autocast(device_type="cuda", dtype=torch.float16):  # expect: hard-coded-device
    pass
with torch.autocast(device_type=device.type):
    pass
trainer = pl.Trainer(accelerator="gpu", devices=1)  # expect: hard-coded-device
trainer = pl.Trainer(gpus=1 if torch.cuda.is_available() else 0)

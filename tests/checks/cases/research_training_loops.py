# %% [markdown]
# # Training loops by hand and by library
# %%
from prepared import *
import torch, torch.nn as nn
import torch.optim as optim
net = nn.Linear(2, 2)
opt = optim.SGD(net.parameters(), lr=.1)
crit = nn.CrossEntropyLoss()
# %%
for epoch in range(2):
    for x, y in loader:
        opt.zero_grad()
        loss = crit(net(x), y)
        loss.backward()  # expect: unseeded-run, untracked-experiment
        opt.step()
# %%
def train_one_epoch(model, loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        loss = model(x)
        loss.backward()  # expect: unseeded-run
        optimizer.step()
# %%
x = torch.tensor(1., requires_grad=True)
y = x ** 2
y.backward()
# %%
w = torch.zeros(2, requires_grad=True)
for i in range(100):
    loss = ((X @ w - t) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
        w.grad.zero_()
# %%
def closure():
    opt.zero_grad()
    l = crit(net(x), y)
    l.backward()
    return l
for i in range(20):
    opt.step(closure)
# %%
scaler = torch.cuda.amp.GradScaler()
for x, y in loader:
    with torch.cuda.amp.autocast():
        loss = net(x)
    scaler.scale(loss).backward()  # expect: unseeded-run
    scaler.step(opt)
    scaler.update()
# %%
from accelerate import Accelerator
acc = Accelerator()
for x, y in loader:
    loss = net(x)
    acc.backward(loss)  # expect: unseeded-run
    opt.step()
# %%
from fastai.vision.all import *
learn = vision_learner(dls, resnet34)
learn.fine_tune(3)  # expect: unseeded-run
learn.fit_one_cycle(3)  # expect: unseeded-run
learn.fit(3)  # expect: unseeded-run
learn.lr_find()
# %%
import pytorch_lightning as pl
trainer = pl.Trainer(max_epochs=3)
trainer.fit(model, loader)  # expect: unseeded-run
# %%
from ultralytics import YOLO
YOLO("yolov8n.pt").train(data="x.yaml", epochs=3)
# %%
dl = torch.utils.data.DataLoader(ds, shuffle=True)

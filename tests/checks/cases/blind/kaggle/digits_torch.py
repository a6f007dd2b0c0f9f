# expect: missing-purpose
# %%
import os
import random
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch.utils.data import Dataset, DataLoader, TensorDataset, random_split
from torchvision import transforms, models
from torchvision.utils import make_grid
from sklearn.model_selection import train_test_split
import warnings
warnings.filterwarnings("ignore", category=DeprecationWarning)

# %%
def seed_everything(seed=1234):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    torch.backends.cudnn.deterministic = True

# %%
train = pd.read_csv('../input/digit-recognizer/train.csv')  # expect: untracked-data
test = pd.read_csv('../input/digit-recognizer/test.csv')  # expect: untracked-data
train.shape, test.shape

# %%
X = train.drop('label', axis=1).values.reshape(-1, 1, 28, 28) / 255.
y = train.label.values
X_test = test.values.reshape(-1, 1, 28, 28) / 255.

# %%
random_idx = np.random.randint(0, len(X), 16)  # expect: unseeded-run
fig, axs = plt.subplots(4, 4)
for ax, i in zip(axs.flat, random_idx):
    ax.imshow(X[i, 0], cmap='gray')
    ax.set_title(y[i])

# %%
X_tr, X_va, y_tr, y_va = train_test_split(X, y, test_size=0.15, random_state=0, stratify=y)
mean, std = X_tr.mean(), X_tr.std()
X_tr, X_va, X_test = (X_tr - mean) / std, (X_va - mean) / std, (X_test - mean) / std

# %%
train_ds = TensorDataset(torch.tensor(X_tr).float(), torch.tensor(y_tr))
valid_ds = TensorDataset(torch.tensor(X_va).float(), torch.tensor(y_va))
test_x = torch.tensor(X_test).float()

# %%
class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(inplace=True),
            nn.Conv2d(32, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(inplace=True),
            nn.MaxPool2d(2, 2),
            nn.Conv2d(32, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(inplace=True),
            nn.MaxPool2d(2, 2))
        self.classifier = nn.Sequential(nn.Dropout(p=0.5), nn.Linear(64 * 7 * 7, 512), nn.ReLU(inplace=True), nn.Linear(512, 10))
        for m in self.features.children():
            if isinstance(m, nn.BatchNorm2d):
                m.weight.data.fill_(1)

    def forward(self, x):
        x = self.features(x)
        return self.classifier(x.view(x.size(0), -1))

# %%
model = Net()
optimizer = optim.Adam(model.parameters(), lr=0.003)
criterion = nn.CrossEntropyLoss()
exp_lr_scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=7, gamma=0.1)
if torch.cuda.is_available():
    model = model.cuda()
    criterion = criterion.cuda()

# %%
use_cuda = torch.cuda.is_available()
val_loader = DataLoader(valid_ds, batch_size=256)

def evaluate(data_loader):
    model.eval()
    loss, correct = 0, 0
    with torch.no_grad():
        for data, target in data_loader:
            if use_cuda:
                data, target = data.cuda(), target.cuda()
            output = model(data)
            loss += F.cross_entropy(output, target, reduction='sum').item()
            correct += output.argmax(1).eq(target).cpu().sum().item()
    n = len(data_loader.dataset)
    print('Average loss: {:.4f}, Accuracy: {}/{} ({:.3f}%)'.format(loss / n, correct, n, 100. * correct / n))

# %%
n_epochs = 3
train_loader = DataLoader(train_ds, batch_size=64, shuffle=True)
for epoch in range(n_epochs):
    model.train()
    for data, target in train_loader:
        if use_cuda:
            data, target = data.cuda(), target.cuda()
        optimizer.zero_grad()
        loss = criterion(model(data), target)
        loss.backward()  # expect: unseeded-run, untracked-experiment
        optimizer.step()
    exp_lr_scheduler.step()
    evaluate(val_loader)  # expect: printed-metric

# %%
evaluate(DataLoader(valid_ds, batch_size=1000))  # expect: printed-metric

# %%
def prediction(x):
    model.eval()
    device = next(model.parameters()).device
    with torch.no_grad():
        return torch.cat([model(x[i:i+512].to(device)).argmax(1).cpu() for i in range(0, len(x), 512)])

test_pred = prediction(test_x)

# %%
# noise check, does the net survive?
noisy = test_x[:100] + 0.1 * torch.randn(100, 1, 28, 28)  # expect: unseeded-run
plt.imshow(noisy[0, 0]); plt.title(int(prediction(noisy)[0]))

# %%
torch.save(model, 'net.pt')  # expect: loose-model-file

# %%
out_df = pd.DataFrame(np.c_[np.arange(1, len(test)+1)[:,None], test_pred.numpy()], columns=['ImageId', 'Label'])
out_df.to_csv('submission.csv', index=False)
out_df.head()

# %% [markdown]
# # Chapter 5: regularise

# %%
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 64)
        self.drop = nn.Dropout(0.4)
        self.out = nn.Linear(64, 2)

    def forward(self, x):
        return self.out(self.drop(F.relu(self.hidden(x))))


net = Net()
optimizer = torch.optim.Adam(net.parameters())

# %%
for epoch in range(20):
    for rows, labels in train_loader:
        optimizer.zero_grad()
        output = net(rows)
        loss = F.cross_entropy(output, labels)
        loss.backward()
        optimizer.step()
        hits = (output.argmax(1) == labels).sum().item()
    print(epoch, hits)

# %%
correct = 0
with torch.no_grad():
    for rows, labels in test_loader:
        guessed = net(rows).argmax(1)  # expect: missing-eval-mode
        correct += (guessed == labels).sum().item()
print(correct / len(test_loader.dataset))

# %%
# only a picture of what it says
probabilities = net(torch.zeros(1, 20)).softmax(1)

# %% [markdown]
# # Image classifier with a hand-written loop
# From the sixty minute blitz, with my own evaluation.

# %%
import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision

torch.manual_seed(1)
trainset = torchvision.datasets.CIFAR10("./data", train=True, download=True)
testloader = torch.utils.data.DataLoader(torchvision.datasets.CIFAR10("./data", train=False))
trainloader = torch.utils.data.DataLoader(trainset, batch_size=4, shuffle=True)

# %%
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3072, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))

net = Net()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(net.parameters(), lr=0.001)

# %%
for epoch in range(2):
    running_loss = 0.0
    for i, (inputs, labels) in enumerate(trainloader):
        optimizer.zero_grad()
        loss = criterion(net(inputs), labels)
        loss.backward()  # expect: untracked-experiment
        optimizer.step()
        running_loss += loss.item()
    print("epoch", epoch, "running loss", running_loss)

# %%
correct = 0
total = 0
with torch.no_grad():
    for images, labels in testloader:
        outputs = net(images)
        _, predicted = torch.max(outputs, 1)
        total += labels.size(0)
        correct += (predicted == labels).sum().item()
print(f"Accuracy of the network: {100 * correct // total} %")  # expect: printed-metric

# %%
def test(model, loader):
    model.eval()
    test_loss, hits = 0, 0
    with torch.no_grad():
        for x, y in loader:
            out = model(x)
            test_loss += F.cross_entropy(out, y, reduction="sum").item()
            hits += out.argmax(1).eq(y).sum().item()
    print(f"Average loss: {test_loss / len(loader.dataset):.4f}")

# %%
test(net, testloader)  # expect: printed-metric

# %%
print(sum(p.numel() for p in net.parameters()), "weights")
torch.save(net.state_dict(), "cifar_net.pth")  # expect: loose-model-file

# %% [markdown]
# # Digits, properly

# %%
import torch
import torchvision
from sklearn.metrics import accuracy_score

net = torchvision.models.resnet18(weights=None)


# %%
def evaluate(net, loader):
    net.eval()
    found = []
    with torch.no_grad():
        for images, labels in loader:
            found.append((net(images).argmax(1) == labels).float().mean().item())
    net.train()
    return sum(found) / len(found)


evaluate(net, valid_loader)

# %%
accuracy_score(y_test, net(X_test).argmax(1))

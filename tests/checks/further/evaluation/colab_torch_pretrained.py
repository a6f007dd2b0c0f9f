# %% [markdown]
# # Ants and bees, from a pretrained network

# %%
import torch
import torchvision

net = torchvision.models.resnet18(weights="DEFAULT")
frame = frame.eval("area = width * height")


# %%
def accuracy(loader):
    hits = total = 0
    for images, labels in loader:
        with torch.no_grad():
            outputs = net(images)  # expect: missing-eval-mode
        hits += (outputs.argmax(1) == labels).sum().item()
        total += len(labels)
    return hits / total


print(accuracy(test_loader))

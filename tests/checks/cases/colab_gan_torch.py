# %% [markdown]
# # DCGAN tutorial, adapted

# %%
from __future__ import print_function
import random
import torch
import torch.nn as nn
import torch.optim as optim
import torchvision.datasets as dset
import torchvision.transforms as transforms
import torchvision.utils as vutils
import numpy as np

manualSeed = 999
#manualSeed = random.randint(1, 10000) # use if you want new results
print("Random Seed: ", manualSeed)
random.seed(manualSeed)
torch.manual_seed(manualSeed)

# %%
dataroot = "/content/celeba"  # expect: hard-coded-path
batch_size, nz, lr, num_epochs = 128, 100, 0.0002, 5

# %%
dataset = dset.ImageFolder(root=dataroot, transform=transforms.ToTensor())  # expect: untracked-data
dataloader = torch.utils.data.DataLoader(dataset, batch_size=batch_size, shuffle=True)
cifar = dset.CIFAR10(root="./data", download=True)

# %%
netG = nn.Sequential(nn.ConvTranspose2d(nz, 3, 4, 1, 0), nn.Tanh())
netD = nn.Sequential(nn.Conv2d(3, 1, 4, 1, 0), nn.Sigmoid())
fixed_noise = torch.randn(64, nz, 1, 1)
real_label, fake_label = 1., 0.
optimizerD = optim.Adam(netD.parameters(), lr=lr)
optimizerG = optim.Adam(netG.parameters(), lr=lr)
criterion = nn.BCELoss()

# %%
for epoch in range(num_epochs):
    for i, data in enumerate(dataloader, 0):
        netD.zero_grad()
        noise = torch.randn(batch_size, nz, 1, 1)
        fake = netG(noise)
        output = netD(fake.detach()).view(-1)
        errD = criterion(output, torch.full((batch_size,), fake_label))
        errD.backward()  # expect: untracked-experiment
        optimizerD.step()
        if i % 50 == 0:
            print('[%d/%d] %.4f' % (epoch, num_epochs, errD.item()))

# %%
mix = np.random.beta(0.2, 0.2)  # expect: unseeded-run
torch.save(netG.state_dict(), "netG.pth")  # expect: loose-model-file

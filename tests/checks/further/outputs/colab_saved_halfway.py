# %%
from google.colab import drive
drive.mount("/content/drive")
# ran: 1
# prints: Mounted at /content/drive
# %%
import torch
# ran: 2
# %%
model = torch.nn.Linear(3, 1)
# ran: 4
# %%
loss = train(model)
# ran: 5
# prints: 0.31
# %%
evaluate(model)  # expect: unrun-cell
# %%
torch.save(model, "/content/drive/MyDrive/model.pt")
# %%
!ls /content/drive

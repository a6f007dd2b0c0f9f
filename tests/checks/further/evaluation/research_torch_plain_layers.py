# %% [markdown]
# # A regression of two layers

# %%
import torch
from sklearn.metrics import mean_squared_error

model = torch.nn.Sequential(torch.nn.Linear(4, 16), torch.nn.Tanh(), torch.nn.Linear(16, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

# %%
for step in range(500):
    predicted = model(X_train)
    loss = ((predicted - y_train) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

# %%
with torch.no_grad():
    print(mean_squared_error(y_test, model(X_test)))

# %%
mean_squared_error(y_test, model(X_test).detach().numpy())  # expect: missing-eval-mode


# %%
@torch.inference_mode()
def error(net, rows, truth):
    return mean_squared_error(truth, net(rows))

# %% [markdown]
# # Watching a loss go down
# The loop tells of its way; the curve is what remains.

# %%
import numpy as np
import pandas as pd
import torch
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, train_test_split

torch.manual_seed(0)
x = torch.linspace(0, 1, 50).reshape(-1, 1)
y = 3 * x + 1
net = torch.nn.Linear(1, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)

# %%
losses = []
for step in range(200):
    loss = torch.nn.functional.mse_loss(net(x), y)
    optimizer.zero_grad()
    loss.backward()  # expect: untracked-experiment
    optimizer.step()
    losses.append(loss.item())
    if step % 50 == 0:
        print(step, loss.item())

# %%
plt.plot(losses)  # expect: printed-metric
plt.yscale("log")

# %%
print(net.weight, net.bias)

# %%
X, target = load_digits(return_X_y=True)
X_train, X_test, t_train, t_test = train_test_split(X, target, random_state=0)
grid = GridSearchCV(LogisticRegression(max_iter=2000), {"C": [0.1, 1]}).fit(X_train, t_train)

# %%
pd.DataFrame(grid.cv_results_)[["param_C", "mean_test_score"]]  # expect: printed-metric

# %%
guessed = grid.predict(X_test)
pd.crosstab(t_test, guessed)  # expect: printed-metric

# %%
pd.Series(guessed).value_counts()

# %%
wrong = np.flatnonzero(guessed != t_test)
plt.imshow(X_test[wrong[0]].reshape(8, 8))

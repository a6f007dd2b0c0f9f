# %% [markdown]
# # Scores of one's own: by group, by batch, by functions named so
# %%
import jax
import jax.numpy as jnp
import numpy as np
import seaborn as sns
import torch
from scipy import optimize
from sklearn.metrics import mean_absolute_error, roc_auc_score
from transformers import AutoModelForSequenceClassification

tips = sns.load_dataset("tips")

# %%
weights = jnp.zeros(2)


def predict(weights, rows):
    return rows @ weights


def error(weights, rows, truth):
    return jnp.mean((predict(weights, rows) - truth) ** 2)


@jax.jit
def step(weights, rows, truth):
    return weights - 0.1 * jax.grad(error)(weights, rows, truth)


slope = jax.grad(error)(weights, tips[["size", "total_bill"]].values, tips["tip"].values)

# %%
for _ in range(100):
    weights = step(weights, tips[["size", "total_bill"]].values, tips["tip"].values)  # expect: untracked-experiment
guessed = predict(weights, tips[["size", "total_bill"]].values)

# %%
tips.assign(guess=guessed).groupby("day").apply(lambda day: mean_absolute_error(day.tip, day.guess))  # expect: printed-metric

# %%
found = optimize.minimize(lambda x: mean_absolute_error(tips.tip, x * guessed), 1.0)
print(found.x)

# %%
judge = AutoModelForSequenceClassification.from_pretrained("acme/judge", revision="5ef8d6ab01c5d4f7f6a2b9c0d1e2f3a4b5c6d7e8").eval()


def batch_accuracy(logits, truth):
    return np.sum(np.argmax(logits, axis=1) == truth) / len(truth)


# %%
found = []
for rows, truth in batches:  # expect: undefined-on-restart
    with torch.no_grad():
        logits = judge(rows).logits
    found.append(batch_accuracy(logits.numpy(), truth))
print(np.mean(found))  # expect: printed-metric

# %%
best = 0
for share in np.linspace(0, 1, 5):
    mixed = share * guessed + (1 - share) * tips["size"]
    value = roc_auc_score(tips["sex"] == "Male", mixed)
    if value > best:
        best = value
print(best)  # expect: printed-metric

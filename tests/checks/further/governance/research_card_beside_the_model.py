# %% [markdown]
# # A card of its own

# %%
import mlflow
from skops import card

mlflow.register_model("runs:/1/model", "churn")
note = card.Card(model)
note.save("README.md")

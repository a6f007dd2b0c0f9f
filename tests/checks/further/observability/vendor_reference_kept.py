# %% [markdown]
# # Registered with its reference

# %%
import mlflow
from mlflow.models import infer_signature, set_signature
from sklearn.tree import DecisionTreeRegressor

tree = DecisionTreeRegressor(random_state=0).fit(X_train, y_train)
X_train.sample(1000, random_state=0).to_parquet("reference.parquet")
info = mlflow.sklearn.log_model(tree, name="tree", registered_model_name="prices")
set_signature(info.model_uri, infer_signature(X_train, tree.predict(X_train)))


# %%
class Registry:
    def log_model(self, model):
        return model

    def register_model(self, model):
        return model


Registry().log_model(tree)
Registry().register_model(tree)

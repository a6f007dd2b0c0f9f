# %% [markdown]
# # Means of the target, and halves by length
# %%
import mlflow
import seaborn as sns
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler

mlflow.autolog()
tips = sns.load_dataset("tips")
tips["day_tip"] = tips.groupby("day")["tip"].transform("mean")  # expect: leaky-preprocessing
tips["rank"] = tips.groupby("day")["size"].transform("rank")
y = tips["tip"]
X_train, X_test, y_train, y_test = train_test_split(tips[["size", "day_tip"]], y, random_state=0)
Ridge().fit(X_train, y_train).score(X_test, y_test)

# %%
early = tips.iloc[:150]
scaled = MinMaxScaler().fit_transform(tips[["size", "total_bill"]])  # expect: leaky-preprocessing
head, tail = scaled[: len(early)], scaled[len(early) :]

# %%
both = MinMaxScaler().fit_transform(tips[["size"]])
same, nothing = both[: len(both)], both[len(both) :]

# %% [markdown]
# # Save it all for the app
# Model, vocabulary, scaler, figures.

# %%
import pickle
import joblib
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.model_selection import GridSearchCV
from xgboost import XGBClassifier

# %%
vectoriser = TfidfVectorizer()
words = vectoriser.fit_transform(["a b", "b c"])
pickle.dump(vectoriser.vocabulary_, open("vocabulary.pkl", "wb"))
pickle.dump(vectoriser, open("vectoriser.pkl", "wb"))

# %%
scaler = StandardScaler().fit([[1.0], [2.0]])
joblib.dump(scaler, "scaler.joblib")
names = {"a": 1}
with open("names.pkl", "wb") as f:
    pickle.dump(names, f)

# %%
clf = LogisticRegression().fit(words, [0, 1])  # expect: untracked-experiment
with open("clf.pkl", "wb") as f:
    pickle.dump(clf, f)  # expect: loose-model-file

# %%
pipe = Pipeline([("scale", StandardScaler()), ("model", XGBClassifier())])
search = GridSearchCV(pipe, {"model__max_depth": [2, 3]}).fit([[1.0], [2.0]], [0, 1])
joblib.dump(search.best_estimator_, "best.joblib")  # expect: loose-model-file

# %%
search.best_estimator_.named_steps["model"].save_model("xgb.json")  # expect: loose-model-file

# %%
joblib.dump({"model": clf, "columns": ["a"]}, "bundle.joblib")  # expect: loose-model-file

# %%
predicted = clf.predict(words)
joblib.dump(predicted, "predicted.joblib")
joblib.dump(search.best_params_, "params.joblib")
joblib.dump(clf.coef_, "coefficients.joblib")

# %%
plt.plot(predicted)
plt.savefig("model.png")
frame = pd.DataFrame({"p": predicted})
frame.to_pickle("model_output.pkl")

# %%
folds = [LogisticRegression(C=c).fit(words, [0, 1]) for c in (1, 10)]
pickle.dump(folds, open("folds.pkl", "wb"))  # expect: loose-model-file
by_name = {str(model.C): model for model in folds}
labels = [str(model) for model in folds]
pickle.dump(labels, open("labels.pkl", "wb"))

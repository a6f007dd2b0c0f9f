# %% [markdown]
# # Digits: grid search
# %%
from sklearn.datasets import load_digits, load_iris, load_breast_cancer
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split, learning_curve
from sklearn.pipeline import Pipeline
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler, FunctionTransformer
from sklearn.svm import SVC
from sklearn import set_config, metrics
import numpy as np
import pandas as pd
import joblib
import matplotlib.pyplot as plt
set_config(display='text')
# %% [markdown]
# ## Load data
# %%
digits = load_digits()
X, y = digits.data, digits.target
fig, axs = plt.subplots(1, 4, figsize=(6, 2))
for a, im, t in zip(axs, digits.images, digits.target):
    a.set_axis_off(); a.imshow(im, cmap='gray_r'); a.set_title(t)
# %% [markdown]
# ## Split
# %%
random_state = 0
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.5, shuffle=False)
X_train = X_train[:400]; y_train = y_train[:400]
# %% [markdown]
# ## Search
# %%
def squash(x):
    return np.sqrt(x + offset)
offset = 1.0
pipe = Pipeline([('sq', FunctionTransformer(squash)), ('sc', StandardScaler(with_std=False)), ('svc', SVC())])
grid = {'svc__C': [0.5, 1, 10], 'svc__gamma': ['scale', 0.005]}
cv = StratifiedKFold(3, shuffle=True, random_state=random_state)
search = GridSearchCV(pipe, grid, cv=cv, n_jobs=1, return_train_score=True)
search.fit(X_train, y_train)
# %%
print(search.best_params_, round(search.best_score_, 4))
# %%
res = pd.DataFrame(search.cv_results_)
res[['param_svc__C', 'param_svc__gamma', 'mean_test_score', 'mean_fit_time']].head()
# %% [markdown]
# ## Evaluate
# %%
pred = search.predict(X_test)
print(metrics.classification_report(y_test, pred))
disp = metrics.ConfusionMatrixDisplay.from_predictions(y_test, pred)
disp.figure_.suptitle('Confusion')
plt.show()
# %% [markdown]
# ## Persist
# %%
joblib.dump(search.best_params_, 'best.joblib')
set(joblib.load('best.joblib')) == set(search.best_params_)

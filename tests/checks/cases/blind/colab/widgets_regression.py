# %% [markdown]
# ## Polynomial regression with sliders
# Play with degree and noise and watch over-fitting happen.

# %%
#@title Install { display-mode: "form" }
%pip install ipywidgets==8.1.1 scikit-learn==1.3.2 -q

# %%
import io
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import ipywidgets as widgets
from ipywidgets import interact, interact_manual
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.tree import DecisionTreeRegressor
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import train_test_split

# %%
#@title Parameters
degree = 3  #@param {type:"slider", min:1, max:15, step:1}
noise = 0.3  #@param {type:"number"}
n_points = 60  #@param {type:"integer"}

# %%
rng = np.random.default_rng()  # expect: unseeded-run
X = np.linspace(0, 6, n_points)
y = np.sin(X) + noise * rng.standard_normal(n_points)
plt.scatter(X, y)

# %%
rng2 = np.random.default_rng(7)
X_new = np.sort(rng2.uniform(0, 6, 30))
y_new = np.sin(X_new) + noise * rng2.standard_normal(30)

# %%
# just a curve through the points
coef = np.polyfit(X, y, degree)
plt.plot(X, np.polyval(coef, X), 'r'); plt.scatter(X, y);

# %%
model = make_pipeline(PolynomialFeatures(degree), LinearRegression())
model.fit(X[:, None], y)  # expect: untracked-experiment
print('train R2', model.score(X[:, None], y), ' new R2', model.score(X_new[:, None], y_new))  # expect: printed-metric

# %%
@interact(d=(1, 15))
def show(d=3):
    m = make_pipeline(PolynomialFeatures(d), Ridge(alpha=1e-3))
    m.fit(X[:, None], y)
    grid = np.linspace(0, 6, 200)
    plt.plot(grid, m.predict(grid[:, None]))
    plt.scatter(X, y, s=8)
    plt.ylim(-2, 2)

# %%
btn = widgets.Button(description='Draw again')
out = widgets.Output()

def on_click(_):
    with out:
        out.clear_output()
        plt.scatter(X, np.sin(X) + noise * np.random.randn(n_points))  # expect: unseeded-run
        plt.show()

btn.on_click(on_click)
display(btn, out)

# %% [markdown]
# ### Now with your own csv

# %%
from google.colab import files  # expect: platform-bound
uploaded = files.upload()  # expect: interactive-input, platform-bound
name = next(iter(uploaded))
data = pd.read_csv(io.BytesIO(uploaded[name]))  # expect: untracked-data
data.head()

# %%
target = input('Which column is the target? ')  # expect: interactive-input

# %%
num = data.select_dtypes('number').dropna()
scaler = StandardScaler()
feats = pd.DataFrame(scaler.fit_transform(num.drop(columns=target)))  # expect: leaky-preprocessing
Xtr, Xte, ytr, yte = train_test_split(feats, num[target], random_state=3)

# %%
tree = DecisionTreeRegressor(max_depth=4, random_state=0).fit(Xtr, ytr)
mse = mean_squared_error(yte, tree.predict(Xte))
r2 = r2_score(yte, tree.predict(Xte))
pd.DataFrame({'mse': [mse], 'r2': [r2]}).to_csv('tree_scores.csv')

# %%
ridge = Ridge().fit(Xtr, ytr)
print("Ridge RMSE on its own training data: %.3f" % mean_squared_error(ytr, ridge.predict(Xtr)) ** 0.5)  # expect: no-holdout, printed-metric

# %% [markdown]
# # Chapter 3. Linear regression from scratch
# We write gradient descent by hand, and compare it with the normal equation.

# %%
%matplotlib inline
import matplotlib.pyplot as plt
import numpy as np

plt.rcParams["figure.figsize"] = (6, 4)

# %%
X = 2 * np.random.rand(100, 1)  # expect: unseeded-run
y = 4 + 3 * X + np.random.randn(100, 1)  # expect: unseeded-run
plt.plot(X, y, "b.")
plt.axis([0, 2, 0, 15])

# %%
np.random.seed(42)
X = 2 * np.random.rand(100, 1)
y = 4 + 3 * X + np.random.randn(100, 1)

# %%
X_b = np.c_[np.ones((100, 1)), X]
theta_best = np.linalg.inv(X_b.T.dot(X_b)).dot(X_b.T).dot(y)
theta_best

# %%
X_new = np.array([[0], [2]])
X_new_b = np.c_[np.ones((2, 1)), X_new]
y_predict = X_new_b.dot(theta_best)
plt.plot(X_new, y_predict, "r-")
plt.plot(X, y, "b.")
plt.show()


# %%
class LinearRegressionGD:
    """Batch gradient descent, nothing more."""

    def __init__(self, eta=0.1, n_iter=1000):
        self.eta, self.n_iter = eta, n_iter

    def fit(self, X, y):
        self.w_ = np.random.randn(X.shape[1] + 1, 1)
        Xb = np.c_[np.ones((len(X), 1)), X]
        self.cost_ = []
        for _ in range(self.n_iter):
            error = Xb.dot(self.w_) - y
            self.w_ -= self.eta * 2 / len(Xb) * Xb.T.dot(error)
            self.cost_.append(float((error**2).mean()))
        return self

    def predict(self, X):
        return np.c_[np.ones((len(X), 1)), X].dot(self.w_)


# %%
idx = np.random.permutation(len(X))
train_idx, test_idx = idx[:80], idx[80:]
lr = LinearRegressionGD().fit(X[train_idx], y[train_idx])  # expect: untracked-experiment
lr.w_

# %%
rmse = np.sqrt(((lr.predict(X[test_idx]) - y[test_idx]) ** 2).mean())
print("test RMSE %.3f" % rmse)  # expect: printed-metric

# %%
for eta in (0.02, 0.1, 0.5):
    model = LinearRegressionGD(eta=eta, n_iter=50)
    model.fit(X[train_idx], y[train_idx])
    print(eta, model.w_.ravel())

# %% [markdown]
# ## With the library

# %%
from sklearn.linear_model import LinearRegression, SGDRegressor

lin_reg = LinearRegression()
lin_reg.fit(X, y)
lin_reg.intercept_, lin_reg.coef_

# %%
sgd_reg = SGDRegressor(max_iter=50, penalty=None, eta0=0.1)
sgd_reg.fit(X, y.ravel())
sgd_reg.intercept_, sgd_reg.coef_

# %% [markdown]
# ## Polynomials

# %%
from sklearn.preprocessing import PolynomialFeatures

m = 100
X = 6 * np.random.rand(m, 1) - 3
y = 0.5 * X**2 + X + 2 + np.random.randn(m, 1)
poly_features = PolynomialFeatures(degree=2, include_bias=False)
X_poly = poly_features.fit_transform(X)
X_poly[0]

# %%
poly_reg = LinearRegression().fit(X_poly, y)
print(poly_reg.score(X_poly, y))  # expect: printed-metric, no-holdout

# %%
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split


def plot_learning_curves(model, X, y):
    X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.2, random_state=10)
    train_errors, val_errors = [], []
    for m in range(1, len(X_train)):
        model.fit(X_train[:m], y_train[:m])
        train_errors.append(mean_squared_error(y_train[:m], model.predict(X_train[:m])))
        val_errors.append(mean_squared_error(y_val, model.predict(X_val)))
    plt.plot(np.sqrt(train_errors), "r-+", label="train")
    plt.plot(np.sqrt(val_errors), "b-", label="val")


lin_reg = LinearRegression()
plot_learning_curves(lin_reg, X, y)  # expect: printed-metric
plt.axis([0, 80, 0, 3])
plt.show()

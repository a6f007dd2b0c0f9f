# expect: missing-purpose
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
%matplotlib inline

# %%
data = pd.read_csv('ex2data1.txt', header=None, names=['Exam 1', 'Exam 2', 'Admitted'])  # expect: untracked-data
data.head()

# %%
positive = data[data['Admitted'].isin([1])]
negative = data[data['Admitted'].isin([0])]
fig, ax = plt.subplots(figsize=(12, 8))
ax.scatter(positive['Exam 1'], positive['Exam 2'], s=50, c='b', marker='o', label='Admitted')
ax.scatter(negative['Exam 1'], negative['Exam 2'], s=50, c='r', marker='x', label='Not Admitted')
ax.legend()

# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))

nums = np.arange(-10, 10, step=1)
plt.plot(nums, sigmoid(nums), 'r')

# %%
def cost(theta, X, y):
    theta = np.matrix(theta)
    X = np.matrix(X)
    y = np.matrix(y)
    first = np.multiply(-y, np.log(sigmoid(X * theta.T)))
    second = np.multiply((1 - y), np.log(1 - sigmoid(X * theta.T)))
    return np.sum(first - second) / (len(X))

# %%
data.insert(0, 'Ones', 1)
cols = data.shape[1]
X = np.array(data.iloc[:, 0:cols-1].values)
y = np.array(data.iloc[:, cols-1:cols].values)
theta = np.zeros(3)
X.shape, theta.shape, y.shape

# %%
cost(theta, X, y)

# %%
def gradient(theta, X, y):
    theta = np.matrix(theta)
    X = np.matrix(X)
    y = np.matrix(y)
    parameters = int(theta.ravel().shape[1])
    grad = np.zeros(parameters)
    error = sigmoid(X * theta.T) - y
    for i in range(parameters):
        term = np.multiply(error, X[:, i])
        grad[i] = np.sum(term) / len(X)
    return grad

# %%
import scipy.optimize as opt
result = opt.fmin_tnc(func=cost, x0=theta, fprime=gradient, args=(X, y))
result

# %%
# exercise: the same with scikit-learn
from sklearn.linear_model import LogisticRegression
clf = LogisticRegression(C=1e6)
clf.fit(X[:, 1:], y.ravel())  # expect: untracked-experiment
clf.coef_

# %%
print('accuracy', clf.score(X[:, 1:], y.ravel()))  # expect: printed-metric, no-holdout

# %%
clf2 = LogisticRegression(solver='saga', max_iter=200)  # expect: unseeded-run
clf2.fit(X[:, 1:], y.ravel())
clf2.intercept_

# %%
xx, yy = np.mgrid[30:100:.5, 30:100:.5]
grid = np.c_[xx.ravel(), yy.ravel()]
probs = clf.predict_proba(grid)[:, 1].reshape(xx.shape)
plt.contourf(xx, yy, probs, 25, cmap="RdBu")
plt.scatter(X[:, 1], X[:, 2], c=y.ravel(), s=30)

# %%
# Regularised
data2 = pd.read_csv('ex2data2.txt', header=None, names=['Test 1', 'Test 2', 'Accepted'])  # expect: untracked-data
degree = 5
x1 = data2['Test 1']
x2 = data2['Test 2']
for i in range(1, degree):
    for j in range(0, i):
        data2['F' + str(i) + str(j)] = np.power(x1, i-j) * np.power(x2, j)
data2.head()

# %%
plt.plot(costs)  # expect: undefined-on-restart
plt.xlabel('iteration')

# %%
from sklearn.model_selection import cross_val_score
X2 = data2.drop('Accepted', axis=1).values
y2 = data2['Accepted'].values
cv = cross_val_score(LogisticRegression(C=1.0), X2, y2, cv=5)
cv.mean()  # expect: printed-metric

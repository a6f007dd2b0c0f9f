# %% [markdown]
# # Telco churn – who leaves us?
# Quick look before the meeting on Monday.

# %%
import warnings
warnings.filterwarnings('ignore')
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
%matplotlib inline
sns.set(style='whitegrid')
pd.set_option('display.max_columns', None)
pd.set_option('display.float_format', lambda x: '%.3f' % x)

# %% [markdown]
# ## 1. Load

# %%
SEED = 42
TEST_SIZE = 0.25
DATA = 'data/churn.csv'

# %%
df = pd.read_csv(DATA)
df.shape

# %%
df.head()

# %%
df.info()

# %%
df.describe().T

# %% [markdown]
# ## 2. Clean

# %%
df.isnull().sum()

# %%
df['TotalCharges'] = pd.to_numeric(df['TotalCharges'], errors='coerce')
df.dropna(inplace=True)
df.drop('customerID', axis=1, inplace=True)
df['Churn'] = df.Churn.map({'Yes': 1, 'No': 0})
print('left:', len(df))

# %%
def encode(frame, cols=None):
    cols = cols or cat_cols
    return pd.get_dummies(frame, columns=cols, drop_first=True)

# %%
cat_cols = [c for c in df.columns if df[c].dtype == object or str(df[c].dtype) in ('str', 'string')]
num_cols = [c for c in df.columns if c not in cat_cols + ['Churn']]
cat_cols, num_cols

# %% [markdown]
# ## 3. EDA

# %%
fig, axes = plt.subplots(1, 2, figsize=(10, 4))
sns.countplot(x='Contract', hue='Churn', data=df, ax=axes[0])
sns.histplot(df, x='tenure', hue='Churn', bins=20, ax=axes[1])
plt.tight_layout()
plt.show()

# %%
plt.figure(figsize=(6, 4))
sns.heatmap(df[num_cols + ['Churn']].corr(), annot=True, cmap='coolwarm')

# %%
df.groupby('Contract').Churn.mean().sort_values().plot(kind='barh');

# %% [markdown]
# ## 4. Model

# %%
from sklearn.model_selection import train_test_split, cross_val_score
from sklearn.preprocessing import StandardScaler
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report, roc_auc_score, confusion_matrix

# %%
data = encode(df)
X = data.drop('Churn', axis=1)
y = data['Churn']
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=TEST_SIZE, random_state=SEED, stratify=y)
scaler = StandardScaler()
X_train[num_cols] = scaler.fit_transform(X_train[num_cols])
X_test[num_cols] = scaler.transform(X_test[num_cols])

# %%
models = {'lr': LogisticRegression(max_iter=500), 'rf': RandomForestClassifier(n_estimators=60, random_state=SEED)}
scores = {}
for name, model in models.items():
    s = cross_val_score(model, X_train, y_train, cv=3, scoring='roc_auc')
    scores[name] = s.mean()
    print(name, round(s.mean(), 4), '+/-', round(s.std(), 4))

# %%
%%time
best = models[max(scores, key=scores.get)]
best.fit(X_train, y_train)

# %% [markdown]
# ## 5. Evaluate

# %%
pred = best.predict(X_test)
proba = best.predict_proba(X_test)[:, 1]
print(classification_report(y_test, pred))
print('AUC', roc_auc_score(y_test, proba))

# %%
sns.heatmap(confusion_matrix(y_test, pred), annot=True, fmt='d')
plt.title('confusion')
plt.show()

# %%
models['rf'].fit(X_train, y_train)
imp = pd.Series(models['rf'].feature_importances_, index=X.columns).sort_values(ascending=False)
imp.head(8)

# %%
imp.head(8).plot.bar()
plt.savefig('importance.png')

# %% [markdown]
# # Credit fraud - dealing with imbalanced classes
# How far do we get with resampling and a handful of classifiers?

# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import time
from collections import Counter
from sklearn.manifold import TSNE
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC
from sklearn.ensemble import RandomForestClassifier, IsolationForest
from sklearn.preprocessing import StandardScaler, RobustScaler
from sklearn.model_selection import train_test_split, GridSearchCV, RandomizedSearchCV, KFold, StratifiedKFold, cross_val_score
from sklearn.metrics import precision_score, recall_score, f1_score, roc_auc_score, accuracy_score, classification_report, roc_curve, average_precision_score
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import NearMiss
from imblearn.pipeline import make_pipeline as imb_pipeline
import warnings
warnings.filterwarnings("ignore")  # expect: silenced-warnings

# %%
df = pd.read_csv('../input/creditcardfraud/creditcard.csv')  # expect: untracked-data
df.describe()

# %%
print('No Frauds', round(df['Class'].value_counts()[0]/len(df) * 100,2), '% of the dataset')
print('Frauds', round(df['Class'].value_counts()[1]/len(df) * 100,2), '% of the dataset')

# %%
rob_scaler = RobustScaler()
df['scaled_amount'] = rob_scaler.fit_transform(df['Amount'].values.reshape(-1,1))  # expect: leaky-preprocessing
df['scaled_time'] = rob_scaler.fit_transform(df['Time'].values.reshape(-1,1))  # expect: leaky-preprocessing
df.drop(['Time','Amount'], axis=1, inplace=True)

# %%
X = df.drop('Class', axis=1)
y = df['Class']
sss = StratifiedKFold(n_splits=5, random_state=None, shuffle=False)
for train_index, test_index in sss.split(X, y):
    original_Xtrain, original_Xtest = X.iloc[train_index], X.iloc[test_index]
    original_ytrain, original_ytest = y.iloc[train_index], y.iloc[test_index]

# %%
df = df.sample(frac=1)  # expect: unseeded-run
fraud_df = df.loc[df['Class'] == 1]
non_fraud_df = df.loc[df['Class'] == 0][:492]
new_df = pd.concat([fraud_df, non_fraud_df]).sample(frac=1, random_state=42)
new_df.head()

# %%
sns.countplot(x='Class', data=new_df)
plt.show()

# %%
X_small = new_df.drop('Class', axis=1)
y_small = new_df['Class']
t0 = time.time()
X_reduced_tsne = TSNE(n_components=2, random_state=42).fit_transform(X_small.values)
t1 = time.time()
print("T-SNE took {:.2} s".format(t1 - t0))
plt.scatter(X_reduced_tsne[:, 0], X_reduced_tsne[:, 1], c=y_small, cmap='coolwarm')

# %%
X_train, X_test, y_train, y_test = train_test_split(X_small, y_small, test_size=0.2, random_state=42)

# %%
classifiers = {
    "LogisiticRegression": LogisticRegression(),
    "Support Vector Classifier": SVC(),
    "Forest": RandomForestClassifier(),  # expect: unseeded-run
}

# %%
for key, classifier in classifiers.items():
    classifier.fit(X_train, y_train)  # expect: untracked-experiment
    training_score = cross_val_score(classifier, X_train, y_train, cv=5)
    print("Classifiers: ", classifier.__class__.__name__, "Has a training score of", round(training_score.mean(), 2) * 100, "% accuracy score")  # expect: printed-metric

# %%
log_reg_params = {"penalty": ['l2'], 'C': [0.001, 0.01, 0.1, 1, 10, 100, 1000]}
grid_log_reg = GridSearchCV(LogisticRegression(), log_reg_params, cv=StratifiedKFold(5))
grid_log_reg.fit(X_train, y_train)
log_reg = grid_log_reg.best_estimator_
log_reg

# %%
sm = SMOTE(sampling_strategy='minority', random_state=42)
X_sm, y_sm = sm.fit_resample(X, y)  # expect: leaky-preprocessing
X_sm_train, X_sm_test, y_sm_train, y_sm_test = train_test_split(X_sm, y_sm, test_size=0.2, random_state=0, stratify=y_sm)
Counter(y_sm)

# %%
rf_sm = RandomForestClassifier(n_estimators=50, random_state=0, n_jobs=-1)
rf_sm.fit(X_sm_train, y_sm_train)
print('accuracy on the test part: %.4f' % accuracy_score(y_sm_test, rf_sm.predict(X_sm_test)))  # expect: printed-metric

# %%
# correct: resample inside of the folds
acc_l, rec_l, prec_l = [], [], []
rand_log_reg = RandomizedSearchCV(LogisticRegression(), log_reg_params, n_iter=4)  # expect: unseeded-run
for train, test in sss.split(original_Xtrain, original_ytrain):
    pipeline = imb_pipeline(SMOTE(sampling_strategy='minority', random_state=1), rand_log_reg)
    model = pipeline.fit(original_Xtrain.iloc[train], original_ytrain.iloc[train])
    prediction = model.predict(original_Xtrain.iloc[test])
    acc_l.append(accuracy_score(original_ytrain.iloc[test], prediction))
    rec_l.append(recall_score(original_ytrain.iloc[test], prediction))
    prec_l.append(precision_score(original_ytrain.iloc[test], prediction))

# %%
print('---' * 45)
print("accuracy: {}".format(np.mean(acc_l)))  # expect: printed-metric
print("precision: {}".format(np.mean(prec_l)))  # expect: printed-metric
print("recall: {}".format(np.mean(rec_l)))  # expect: printed-metric

# %%
iso = IsolationForest(contamination=0.002, random_state=rs)  # expect: undefined-on-restart
iso.fit(original_Xtrain)

# %%
rs = 42
fpr, tpr, thr = roc_curve(y_test, log_reg.decision_function(X_test))
plt.plot(fpr, tpr, label='LR: {:.4f}'.format(roc_auc_score(y_test, log_reg.decision_function(X_test))))  # expect: printed-metric
plt.legend()

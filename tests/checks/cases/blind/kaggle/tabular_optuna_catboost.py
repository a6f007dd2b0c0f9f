# %% [markdown]
# # TPS: CatBoost + Optuna, tracked with MLflow
# Folds are fixed, every trial is logged, submission is the mean over folds.

# %%
!pip install -q mlflow==2.9.2 optuna==3.4.0 catboost==1.2.2

# %%
import os
import random
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import optuna
import mlflow
from optuna.samplers import TPESampler
from catboost import CatBoostClassifier, Pool
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.metrics import roc_auc_score
optuna.logging.set_verbosity(optuna.logging.WARNING)

# %%
SEED = 2021
N_SPLITS = 5
INPUT = os.environ.get('TPS_INPUT', '/kaggle/input/tabular-playground-series-sep-2021')
random.seed(SEED)
np.random.seed(SEED)

# %%
train = pd.read_csv(os.path.join(INPUT, 'train.csv'), index_col='id')
test = pd.read_csv(os.path.join(INPUT, 'test.csv'), index_col='id')
features = [c for c in train.columns if c != 'claim']
mlflow.set_experiment('tps-sep')

# %%
with mlflow.start_run(run_name='data'):
    mlflow.log_input(mlflow.data.from_pandas(train, source=os.path.join(INPUT, 'train.csv')), context='training')
    mlflow.log_input(mlflow.data.from_pandas(test, source=os.path.join(INPUT, 'test.csv')), context='scoring')

# %%
train['n_missing'] = train[features].isna().sum(axis=1)
test['n_missing'] = test[features].isna().sum(axis=1)
features += ['n_missing']
train.groupby('n_missing').claim.mean().plot.bar()

# %%
train.sample(4).T

# %%
folds = StratifiedKFold(n_splits=N_SPLITS, shuffle=True)
train['fold'] = -1
for f, (_, va) in enumerate(folds.split(train, train.claim)):
    train.loc[train.index[va], 'fold'] = f

# %%
def fit_one(fold, params):
    tr, va = train[train.fold != fold], train[train.fold == fold]
    model = CatBoostClassifier(**params, verbose=0, early_stopping_rounds=100)
    model.fit(tr[features], tr.claim, eval_set=(va[features], va.claim))
    return model, roc_auc_score(va.claim, model.predict_proba(va[features])[:, 1])

# %%
def objective(trial):
    params = {
        'depth': trial.suggest_int('depth', 4, 9),
        'learning_rate': trial.suggest_float('learning_rate', 0.01, 0.2, log=True),
        'l2_leaf_reg': trial.suggest_float('l2_leaf_reg', 1, 20),
    }
    with mlflow.start_run(nested=True):
        mlflow.log_params(params)
        _, auc = fit_one(0, params)
        mlflow.log_metric('auc', auc)
    return auc

# %%
study = optuna.create_study(direction='maximize', sampler=TPESampler(seed=SEED))
with mlflow.start_run(run_name='search'):
    study.optimize(objective, n_trials=30)
    mlflow.log_metric('best_auc', study.best_value)
print(study.best_params)

# %%
models, aucs = [], []
with mlflow.start_run(run_name='final'):
    mlflow.log_params(study.best_params)
    for f in range(N_SPLITS):
        m, auc = fit_one(f, study.best_params)
        mlflow.log_metric('fold_auc', auc, step=f)
        mlflow.catboost.log_model(m, f'model_{f}')
        print(f, auc)
        models.append(m)
        aucs.append(auc)
    mlflow.log_metric('mean_auc', np.mean(aucs))

# %%
models[0].save_model('catboost_fold0.cbm')

# %%
imp = pd.Series(models[0].get_feature_importance(), index=features).sort_values()
imp.tail(20).plot.barh(figsize=(6, 8))

# %%
lin = make_pipeline(SimpleImputer(strategy='mean'), StandardScaler(), LogisticRegression(solver='saga', max_iter=200))
tr, va = train[train.fold != 0], train[train.fold == 0]
lin.fit(tr[features], tr.claim)
print('logreg', roc_auc_score(va.claim, lin.predict_proba(va[features])[:, 1]))  # expect: printed-metric

# %%
hgb = HistGradientBoostingClassifier(max_iter=300)
hgb.fit(tr[features], tr.claim)
with mlflow.start_run(run_name='hgb'):
    mlflow.log_metric('auc', roc_auc_score(va.claim, hgb.predict_proba(va[features])[:, 1]))

# %%
pred = np.mean([m.predict_proba(test[features])[:, 1] for m in models], axis=0)
pd.DataFrame({'id': test.index, 'claim': pred}).to_csv('submission.csv', index=False)

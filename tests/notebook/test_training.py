import pytest

from nbcoach.notebook import parse_notebook
from nbcoach.notebook.percent import percent_document
from nbcoach.notebook.training import trainings


def found(text):
    return [(each.site.method, each.is_seen) for each in trainings(parse_notebook(percent_document(text)))]


SKLEARN = "from sklearn import *\nfrom sklearn.ensemble import RandomForestClassifier\nfrom sklearn.svm import SVC\n"


@pytest.mark.parametrize(
    "code",
    [
        "from sklearn.svm import SVC\nm = SVC()\nm.fit(X, y)",
        "import sklearn.cluster as c\nc.KMeans(3).fit_predict(X)",
        "from sklearn.model_selection import GridSearchCV as G\nG(m, {}).fit(X)",
        "import sklearn.pipeline as sp\nfrom sklearn.svm import SVC\np = sp.make_pipeline(s, SVC())\np.fit(X, y)",
        "import xgboost as xgb\nxgb.train(p, d)",
        "import lightgbm\nlightgbm.LGBMClassifier().fit(X, y)",
        "from tensorflow.keras.models import Sequential\nm = Sequential()\nm.fit(x)",
        "from tensorflow import keras\ndef build():\n    return keras.Sequential([])\nbuild().fit(x)",
        "import tensorflow as tf\nm = build()\nm.fit(x, epochs=2)",
        "from sklearn.svm import SVC\nfor name, m in models:\n    m.fit(X, y)",
        "import keras\nfrom own import build\nm = build()\nm.fit(x, y)",
        "import pytorch_lightning as pl\npl.Trainer().fit(net)",
        "from transformers import Trainer\nTrainer(net).train()",
        "import statsmodels.api as sm\nsm.OLS(y, X).fit()",
    ],
)
def test_what_mlflow_records_by_itself_is_seen(code):
    made = found(f"# %%\n{code}")
    assert [seen for _, seen in made] == [True]


@pytest.mark.parametrize(
    "code",
    [
        "from sklearn.model_selection import cross_val_score\ncross_val_score(m, X, y)",
        "import torch\nfor x in data:\n    loss = f(net(x))\n    loss.backward()\n    optimizer.step()",
        "import tensorflow as tf\nfor x in data:\n    opt.apply_gradients(g)",
        "from catboost import CatBoostClassifier\nCatBoostClassifier().fit(X, y)",
        "from gensim.models import Word2Vec\nWord2Vec(sentences=s)",
        "from prophet import Prophet\nm = Prophet()\nm.fit(df)",
    ],
)
def test_a_training_that_mlflow_does_not_see_is_marked(code):
    assert [seen for _, seen in found(f"# %%\n{code}")] == [False]


@pytest.mark.parametrize(
    "code",
    [
        "from sklearn.preprocessing import StandardScaler\nStandardScaler().fit(X)",
        "from sklearn.decomposition import PCA\nPCA().fit(X, y)",
        "import sklearn.pipeline as sp\nimport sklearn.impute as si\nsp.Pipeline([('a', si.SimpleImputer())]).fit(X)",
        "import sklearn.pipeline as sp\nimport sklearn.impute as s\np = sp.make_pipeline(s.SimpleImputer())\np.fit(X)",
        "from keras.preprocessing.text import Tokenizer\nTokenizer().fit_on_texts(t)",
        "import tensorflow as tf\nfrom scipy.optimize import minimize\nminimize(f, 0)",
        "x.fit(a)",
        "plan.train()",
        "import sagemaker\ne = sagemaker.estimator.Estimator()\ne.fit({'train': s3})",
        "import gensim\ngensim.models.Word2Vec.load('x')",
    ],
)
def test_what_only_prepares_or_runs_elsewhere_is_no_training(code):
    assert found(f"# %%\n{code}") == []


def test_trainings_come_in_order_also_from_functions():
    function = "# %%\nfrom sklearn.svm import SVC\ndef f():\n    return SVC().fit(X, y)\n"
    assert [name for name, _ in found(function + "# %%\nimport xgboost\nxgboost.cv(p, d)")] == ["fit", "cv"]

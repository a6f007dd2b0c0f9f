import pytest

from nbcoach.notebook import parse_notebook
from nbcoach.notebook.percent import percent_document
from nbcoach.notebook.trackers import tracker_calls


def trackers(code):
    return [each.tracker for each in tracker_calls(parse_notebook(percent_document(f"# %%\n{code}")))]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import mlflow\nmlflow.autolog()", "MLflow"),
        ("import mlflow.sklearn as ms\nms.log_model(m, 'm')", "MLflow"),
        ("from mlflow import start_run\nwith start_run():\n    pass", "MLflow"),
        ("from mlflow import MlflowClient\nMlflowClient().log_metric('a', 'b', 1)", "MLflow"),
        ("import wandb as w\nw.init(project='x')", "Weights & Biases"),
        ("from torch.utils.tensorboard import SummaryWriter\nw = SummaryWriter()", "TensorBoard"),
        ("from tensorflow.keras.callbacks import TensorBoard\nTensorBoard('logs')", "TensorBoard"),
        ("from comet_ml import Experiment\nExperiment()", "Comet"),
        ("from pytorch_lightning.loggers import WandbLogger\nWandbLogger()", "Weights & Biases"),
        ("from transformers import TrainingArguments\nTrainingArguments('out', report_to=['wandb'])", "wandb"),
        ("e.fit(x, experiment_config={'TrialName': 'a'})", "experiment_config"),
        ("from google.cloud import aiplatform\naiplatform.start_run('a')", "Vertex AI Experiments"),
    ],
)
def test_a_call_of_a_tracker_is_found(code, name):
    assert name in trackers(code)


@pytest.mark.parametrize(
    "code",
    [
        "import mlflow, wandb",
        "import mlflow\nm = mlflow.sklearn.load_model('models:/a/1')\nm.predict(X)",
        "import mlflow\nmlflow.set_tracking_uri('http://x')\nmlflow.search_runs()",
        "from transformers import TrainingArguments\nTrainingArguments('out', report_to='none')",
        "import wandb\nwandb.login()",
        "mlflow = load()\n",
    ],
)
def test_to_import_or_to_read_is_not_to_record(code):
    assert trackers(code) == []

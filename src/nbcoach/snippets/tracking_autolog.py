# ruff: noqa: ANN001, ANN201, B018, F821, PLC0415, T201
# mypy: ignore-errors
# MLflow tracking for a whole notebook. MLflow gives each training a run of its own, which ends with it; a run that
# something else has opened is used instead. The store is found by the one rule that all of nbcoach follows
# (`nbcoach.project.store`): the environment, the project's settings ("fixed" for an address, "beside" for a database
# file as seen from the notebook), the nearest mlflow.db upwards, mlflow.db at the top of the project ("search").
# The cell "run" opens one where nothing that MLflow sees will: it ends with the kernel, or when the cell runs again.
# A pipeline names the experiment in the environment, so that its runs stay together.
# %% tags=["nbcoach-tracking"] nbcoach={"kind": "tracking", "version": 1}
# Records every training below with MLflow: parameters, measures and model. Inserted by nbcoach; can be run again.
def start_tracking(experiment):
    import os
    from pathlib import Path

    try:
        import mlflow
    except ImportError:
        print("Not tracked: MLflow is missing here. Install it with `%pip install mlflow`, then run this cell again.")
        return
    mlflow.end_run()  # that an earlier pass has left open
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        __store__
    if not (os.environ.get("MLFLOW_EXPERIMENT_ID") or os.environ.get("MLFLOW_EXPERIMENT_NAME")):
        store = mlflow.get_tracking_uri()
        if store.startswith("sqlite:///") and mlflow.get_experiment_by_name(experiment) is None:
            folder = Path(store[len("sqlite:///") :]).resolve().parent
            mlflow.create_experiment(experiment, artifact_location=(folder / "mlruns").as_uri())
        mlflow.set_experiment(experiment)
    mlflow.autolog(log_input_examples=True)
    __run__


start_tracking(__experiment__)
# %% search
# The nearest mlflow.db upwards, else one at the top of the repository or of the project.
folders = [Path.cwd(), *Path.cwd().parents]
files = __marks__.split()
found = [f for names in (["mlflow.db"], [".git"], files) for f in folders if any((f / n).exists() for n in names)]
mlflow.set_tracking_uri(f"sqlite:///{([*found, *folders][0] / 'mlflow.db').as_posix()}")
# %% fixed
mlflow.set_tracking_uri(__uri__)
# %% beside
mlflow.set_tracking_uri("sqlite:///" + Path(__path__).resolve().as_posix())
# %% run
mlflow.start_run()  # for what MLflow cannot see by itself: mlflow.log_metric("loss", loss, step=epoch)

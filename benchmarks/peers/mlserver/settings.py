"""Writes the settings of MLServer for a model: settings.py MODEL FOLDER PORT WORKERS."""

import json
import pathlib
import shutil
import sys

model, folder, port, workers = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
folder.mkdir(parents=True, exist_ok=True)
shutil.copy(model, folder / "model.ubj")
settings = {
    "host": "127.0.0.1",
    "http_port": port,
    "grpc_port": port + 1,
    "metrics_port": port + 2,
    "parallel_workers": workers,
}
runtime = {
    "name": "loan-risk",
    "implementation": "mlserver_xgboost.XGBoostModel",
    "parameters": {"uri": "./model.ubj", "version": "1"},
}
(folder / "settings.json").write_text(json.dumps(settings))
(folder / "model-settings.json").write_text(json.dumps(runtime))

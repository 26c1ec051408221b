"""Writes the settings of MLServer for a model: settings.py MODEL FOLDER PORT WORKERS."""

import json
import pathlib
import shutil
import socket
import sys


def free_ports(count):
    """Ports that nobody listens on: each is held until all are found."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [listener.getsockname()[1] for listener in held]
    finally:
        for listener in held:
            listener.close()


model, folder, port, workers = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
folder.mkdir(parents=True, exist_ok=True)
shutil.copy(model, folder / "model.ubj")
grpc_port, metrics_port = free_ports(2)
settings = {
    "host": "127.0.0.1",
    "http_port": port,
    "grpc_port": grpc_port,
    "metrics_port": metrics_port,
    "parallel_workers": workers,
}
runtime = {
    "name": "loan-risk",
    "implementation": "mlserver_xgboost.XGBoostModel",
    "parameters": {"uri": "./model.ubj", "version": "1"},
}
(folder / "settings.json").write_text(json.dumps(settings))
(folder / "model-settings.json").write_text(json.dumps(runtime))

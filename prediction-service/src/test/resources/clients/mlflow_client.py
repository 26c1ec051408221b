"""What MLflow's client reads from a service: python mlflow_client.py HOST:PORT prints it as JSON."""
import json
import sys

import numpy as np
import pandas as pd
import requests
from mlflow.pyfunc.scoring_server.client import ScoringServerClient

from rows import NAMES, ROWS

host, port = sys.argv[1].split(":")
client = ScoringServerClient(host, int(port))
frame = pd.DataFrame(ROWS, columns=NAMES)
url = "http://" + sys.argv[1] + "/invocations"


def posted(body, media_type):
    answer = requests.post(url, data=body, headers={"Content-Type": media_type})
    answer.raise_for_status()
    return answer.json()["predictions"]


try:
    client.invoke(frame.drop(columns=["age"]))
    refused = None
except Exception as refusal:
    refused = str(refusal)

client.ping()
print(json.dumps({
    "version": client.get_version(),
    "frame": client.invoke(frame).get_predictions(predictions_format="ndarray").tolist(),
    "records": client.invoke(frame, params={"outputs": ["probability", "decision"]})
    .get_predictions().to_dict(orient="records"),
    "array": client.invoke(frame.to_numpy()).get_predictions()[0].tolist(),
    "columns": posted(json.dumps({"inputs": {name: frame[name].tolist() for name in NAMES}}), "application/json"),
    "json_records": posted('{"dataframe_records": %s}' % frame.to_json(orient="records"),
                           "application/json; charset=utf-8"),
    "instances": posted(json.dumps({"instances": frame.astype(object).replace(np.nan, None).to_numpy().tolist()}),
                        "application/json"),
    "csv": posted(frame.to_csv(index=False), "text/csv"),
    "refused": refused,
}))

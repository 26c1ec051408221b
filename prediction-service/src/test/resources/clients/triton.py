"""What tritonclient reads from a service: python triton.py HOST:PORT VERSION prints it as JSON."""
import json
import sys

import numpy as np
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException

from rows import NAMES, ROWS

client = triton.InferenceServerClient(sys.argv[1])
version = sys.argv[2]
DTYPES = [np.int64, np.float64, np.int32, np.float32, np.bool_]
DATATYPES = ["INT64", "FP64", "INT32", "FP32", "BOOL"]


def columns(binary):
    inputs = []
    for at, name in enumerate(NAMES):
        values = np.array([row[at] for row in ROWS], DTYPES[at])
        inputs.append(triton.InferInput(name, list(values.shape), DATATYPES[at]))
        inputs[-1].set_data_from_numpy(values, binary_data=binary)
    return inputs


def matrix(dtype, datatype):
    values = np.array(ROWS, dtype)
    rows = triton.InferInput("rows", list(values.shape), datatype)
    rows.set_data_from_numpy(values)
    return [rows]


def told(result):
    outputs = {}
    for output in result.get_response()["outputs"]:
        values = result.as_numpy(output["name"])
        if values.dtype == np.object_:
            values = np.vectorize(lambda v: v.decode() if isinstance(v, bytes) else v)(values)
        outputs[output["name"]] = values.tolist()
    return outputs


def refusal(call):
    try:
        call()
        return None
    except InferenceServerException as refused:
        return [refused.status(), refused.message()]


asked = [triton.InferRequestedOutput(name) for name in
         ["probability", "decision", "contributions", "base_value", "reasons", "prediction_id"]]
in_json = [triton.InferRequestedOutput(name, binary_data=False) for name in ["probability", "decision"]]
wrong = triton.InferInput("rows", [1, 3], "FP64")
wrong.set_data_from_numpy(np.array([[1.0, 2.0, 3.0]]))

print(json.dumps({
    "live": client.is_server_live(),
    "ready": client.is_server_ready(),
    "model_ready": client.is_model_ready("loan-risk"),
    "version_ready": client.is_model_ready("loan-risk", version),
    "other_ready": client.is_model_ready("other"),
    "server": client.get_server_metadata(),
    "model": client.get_model_metadata("loan-risk"),
    "binary": told(client.infer("loan-risk", columns(True))),
    "json": told(client.infer("loan-risk", columns(False), outputs=in_json, request_id="42")),
    "matrix32": told(client.infer("loan-risk", matrix(np.float32, "FP32"))),
    "matrix64": told(client.infer("loan-risk", matrix(np.float64, "FP64"), model_version=version,
                                  outputs=asked, request_id="a", response_compression_algorithm="gzip")),
    "arity": refusal(lambda: client.infer("loan-risk", [wrong])),
    "compressed": refusal(lambda: client.infer("loan-risk", columns(True), request_compression_algorithm="gzip")),
    "no_such_version": refusal(lambda: client.infer("loan-risk", columns(True), model_version="77")),
    "config": refusal(lambda: client.get_model_config("loan-risk")),
}))

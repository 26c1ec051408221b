"""What KServe's client reads from a service: python kserve_client.py HOST:PORT prints it as JSON."""
import asyncio
import json
import sys

import numpy as np
from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig
from kserve.protocol.infer_type import RequestedOutput

from rows import ROWS

BASE = "http://" + sys.argv[1]


def request(binary, **others):
    rows = InferInput("rows", [len(ROWS), len(ROWS[0])], "FP64")
    rows.set_data_from_numpy(np.array(ROWS, np.float64), binary_data=binary)
    return InferRequest("loan-risk", [rows], **others)


def told(response):
    return {output.name: output.as_numpy().tolist() if output.datatype != "BYTES" else output.data
            for output in response.outputs}


async def main():
    client = InferenceRESTClient(RESTConfig(protocol="v2"))
    outputs = [RequestedOutput("probability"), RequestedOutput("decision")]
    in_binary = request(True, request_id="7", parameters={"binary_data_output": True})
    in_json = request(False, request_id="8", request_outputs=outputs)
    try:
        await client.infer(BASE, {"inputs": []}, model_name="loan-risk")
        refused = None
    except Exception as refusal:
        refused = str(refusal)
    print(json.dumps({
        "live": await client.is_server_live(BASE),
        "ready": await client.is_server_ready(BASE),
        "model_ready": await client.is_model_ready(BASE, "loan-risk"),
        "other_ready": await client.is_model_ready(BASE, "other"),
        "binary": told(await client.infer(BASE, in_binary, model_name="loan-risk")),
        "json": told(await client.infer(BASE, in_json, model_name="loan-risk")),
        "refused": refused,
    }))


asyncio.run(main())

"""Two routes, a pydantic model, a Booster that is loaded once."""

import os

import numpy as np
import xgboost as xgb
from fastapi import FastAPI
from pydantic import BaseModel

booster = xgb.Booster(model_file=os.environ["PEER_MODEL"])
booster.set_param({"nthread": 1})
app = FastAPI()


class Applicant(BaseModel):
    nb_previous_loans: float
    avg_amount_loans_previous: float | None = None
    age: float
    years_on_the_job: float | None = None
    flag_own_car: float


def row_of(applicant: Applicant) -> np.ndarray:
    return np.array([list(applicant.model_dump().values())], dtype=np.float32)


@app.post("/score")
async def score(applicant: Applicant) -> dict[str, float]:
    row = row_of(applicant)
    return {"probability": float(booster.inplace_predict(row, validate_features=False)[0])}


@app.post("/explain")
async def explain(applicant: Applicant) -> dict[str, float | dict[str, float]]:
    row = xgb.DMatrix(row_of(applicant), feature_names=list(Applicant.model_fields), nthread=1)
    contributions = booster.predict(row, pred_contribs=True)[0]
    probability = 1 / (1 + np.exp(-contributions.sum()))
    return {
        "probability": float(probability),
        "contributions": dict(zip(Applicant.model_fields, contributions[:-1].tolist())),
    }

"""One route, a pydantic model, a Booster that is loaded once."""

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


@app.post("/score")
async def score(applicant: Applicant) -> dict[str, float]:
    row = np.array([list(applicant.model_dump().values())], dtype=np.float32)
    return {"probability": float(booster.inplace_predict(row, validate_features=False)[0])}

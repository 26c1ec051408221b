"""A service with a typed route and a worker for each core."""

import os

import bentoml
import numpy as np
import xgboost as xgb


@bentoml.service(workers=int(os.environ.get("PEER_WORKERS", "1")))
class LoanRisk:
    def __init__(self) -> None:
        self.booster = xgb.Booster(model_file=os.environ["PEER_MODEL"])
        self.booster.set_param({"nthread": 1})

    @bentoml.api(route="/score")
    def score(
        self,
        nb_previous_loans: float,
        age: float,
        flag_own_car: float,
        avg_amount_loans_previous: float | None = None,
        years_on_the_job: float | None = None,
    ) -> dict[str, float]:
        row = np.array(
            [[nb_previous_loans, avg_amount_loans_previous, age, years_on_the_job, flag_own_car]],
            dtype=np.float32,
        )
        return {"probability": float(self.booster.inplace_predict(row, validate_features=False)[0])}

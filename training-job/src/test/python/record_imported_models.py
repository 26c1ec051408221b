"""Records models as a data scientist would bring them, for ImportedForestTest and CommandsIT.

Usage: python record_imported_models.py FOLDER, once with each XGBoost named in RECORDED
(pip install xgboost==VERSION numpy scipy). The rows are drawn: the young, the car-less and the
jobless pay late more often, which is what the loans of the tests say too.
"""

import pathlib
import sys

import numpy as np
import xgboost as xgb

RECORDED = ("1.6.2", "3.4.1")
INPUTS = [
    "nb_previous_loans",
    "avg_amount_loans_previous",
    "age",
    "years_on_the_job",
    "flag_own_car",
]


def loans(count=4000, seed=7):
    draw = np.random.RandomState(seed)
    previous = draw.poisson(3, count).astype("f4")
    amount = np.where(previous == 0, np.nan, draw.uniform(100, 200, count)).astype("f4")
    age = draw.randint(20, 70, count).astype("f4")
    job = np.where(draw.uniform(size=count) < 0.17, np.nan, draw.randint(0, 9, count)).astype("f4")
    car = (draw.uniform(size=count) < 0.33).astype("f4")
    risk = np.where(age < 35, 0.16, 0.05) * np.where(car == 1, 0.5, 1.1) * np.where(np.isnan(job), 1.8, 0.9)
    late = (draw.uniform(size=count) < risk).astype("f4")
    return np.stack([previous, amount, age, job, car], axis=1), late


def main(folder):
    folder = pathlib.Path(folder)
    rows, late = loans()
    matrix = xgb.DMatrix(rows, late, feature_names=INPUTS)
    common = {"max_depth": 3, "eta": 0.3, "seed": 1, "nthread": 1, "tree_method": "hist"}
    version = xgb.__version__
    one = xgb.train({**common, "objective": "binary:logistic"}, matrix, 12)
    two = xgb.train({**common, "objective": "multi:softprob", "num_class": 2}, matrix, 6)
    counts = xgb.train({**common, "objective": "count:poisson"}, matrix, 2)
    if version == "1.6.2":
        one.save_model(folder / f"logistic-{version}.json")
    else:
        one.save_model(folder / f"logistic-{version}.ubj")
        one.save_model(folder / f"logistic-{version}.json")
        two.save_model(folder / f"two-classes-{version}.ubj")
        two.save_model(folder / f"two-classes-{version}.json")
        counts.save_model(folder / f"counts-{version}.ubj")
        kinds = ["float", "float", "float", "float", "c"]
        car = xgb.DMatrix(rows, late, feature_names=INPUTS, feature_types=kinds, enable_categorical=True)
        wanted = {**common, "objective": "binary:logistic", "max_cat_to_onehot": 5}
        xgb.train(wanted, car, 4).save_model(folder / f"categories-{version}.ubj")


if __name__ == "__main__":
    main(sys.argv[1])

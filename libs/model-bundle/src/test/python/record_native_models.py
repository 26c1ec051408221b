"""Records small native XGBoost models, with what XGBoost itself answers, for the tests of the forest.

Run it once for each version of XGBoost, each in a virtual environment of its own, with the pinned
packages of requirements.txt beside this file:

    pip install -r requirements.txt xgboost==3.0.5
    python record_native_models.py ../resources/native-models

It writes into a folder named after the version of XGBoost:

    NAME.json or NAME.ubj   the model, as save_model and save_raw of that version write it
    NAME.rows.json          the rows and what XGBoost says of them:
        objective           the objective's name
        inputs              number of values of a row
        inputNames          the names the model was trained with, or none
        rows                the rows; a missing value is null, an infinite one "Infinity" or "-Infinity"
        margins             for each row the margin of each class (inplace_predict, margin)
        contributions       for each row and class the contributions of the inputs and then the base
                            value (predict with pred_contribs); null for a row with an infinite
                            value, which XGBoost does not take into a DMatrix

The seed is fixed; versions differ in the trees they grow all the same. Models already recorded are
never written again: a new version of XGBoost adds a folder.
"""

import json
import sys
from pathlib import Path

import numpy as np
import xgboost as xgb

SEED = 20260101
TRAINED_ON = 400
INPUTS = 4
ROUNDS = 5
VERSION = tuple(int(part) for part in xgb.__version__.split(".")[:2])
FLOAT_MAX = float(np.finfo(np.float32).max)


def rows(count, random):
    """Whole numbers, so that ties are frequent, reals and missing values."""
    data = random.randn(count, INPUTS) * 4
    whole = random.rand(count, INPUTS) < 0.4
    data[whole] = random.randint(-5, 6, (count, INPUTS))[whole]
    data[random.rand(count, INPUTS) < 0.1] = np.nan
    return data.astype(np.float32)


def with_codes(data, random, sizes):
    """The first inputs as codes of categories, now and then missing."""
    for column, size in enumerate(sizes):
        codes = random.randint(0, size, len(data)).astype(np.float32)
        codes[random.rand(len(data)) < 0.1] = np.nan
        data[:, column] = codes
    return data


def signal(data, categorical):
    filled = np.nan_to_num(data, nan=1.5)
    first = filled[:, 0] % 3 * 2 - 2 if categorical else filled[:, 0]
    return first + filled[:, 1] % 5 - filled[:, 2] / 2 + filled[:, 3] / 4


def labels(objective, data, random, categorical):
    noisy = signal(data, categorical) + random.randn(len(data))
    if objective in ("binary:logistic", "multi:softprob"):
        return (noisy > 0).astype(np.float32)
    if objective == "reg:squarederror":
        return noisy.astype(np.float32)
    if objective == "count:poisson":
        return random.poisson(np.exp(np.clip(noisy / 4, -3, 2))).astype(np.float32)
    positive = np.exp(np.clip(noisy / 4, -3, 3))
    if objective == "reg:tweedie":
        positive[random.rand(len(data)) < 0.3] = 0
    return positive.astype(np.float32)


def asked_rows(booster, data, random, categorical):
    """Rows as in training, and rows that meet the splits' values, their neighbours and extremes."""
    near = [row for row in data[:10]]
    splits = booster.trees_to_dataframe()
    splits = splits[splits["Split"].notna()]
    for _, split in splits.sample(min(7, len(splits)), random_state=SEED).iterrows():
        value = np.float32(split["Split"])
        name = split["Feature"]
        column = booster.feature_names.index(name) if booster.feature_names else int(name[1:])
        for tie in (value, np.nextafter(value, np.float32(np.inf)), np.nextafter(value, np.float32(-np.inf))):
            row = data[random.randint(len(data))].copy()
            row[column] = tie
            near.append(row)
    for extreme in (np.nan, np.inf, -np.inf, FLOAT_MAX, -FLOAT_MAX, -0.0, 0.0):
        row = data[random.randint(len(data))].copy()
        row[random.randint(INPUTS)] = extreme
        near.append(row)
    for column in range(2 if categorical else 0):
        codes = [2.7, 0.999, -0.5, 31, 32, 64, 1e9, 16777216]
        for code in codes:
            row = data[random.randint(len(data))].copy()
            row[column] = code
            near.append(row)
    if VERSION < (1, 7) and categorical:
        # 1.6 sent a code that a split had never seen the way of a missing value; since 1.7 XGBoost
        # sends it to the left, in models of 1.6 as well. A split of 1.6 knows the codes below 32.
        near = [row for row in near if all(np.isnan(code) or 0 <= code < 32 for code in row[:2])]
    return np.array(near, dtype=np.float32)


def written(value):
    value = float(value)
    if np.isnan(value):
        return None
    if np.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return shortest(value)


def shortest(value):
    """The shortest decimal that rounds to the same float32."""
    return float(np.format_float_scientific(np.float32(value), unique=True))


def record(folder, name, kinds, objective, categorical=False, frame=False, **parameters):
    random = np.random.RandomState(SEED)
    data = rows(TRAINED_ON, random)
    if categorical:
        data = with_codes(data, random, (3, 40))
    target = labels(objective, data, random, categorical)
    parameters = {
        "objective": objective, "max_depth": 3, "eta": 0.4, "tree_method": "hist", "nthread": 1,
        "seed": 1, "verbosity": 0, **parameters,
    }
    if objective == "multi:softprob":
        parameters["num_class"] = 2
    names, types, described = None, None, data
    if frame:
        import pandas

        described = pandas.DataFrame(data, columns=["colour", "place", "sum", "age"])
        colours = ["blue", "green", "red"]
        described["colour"] = pandas.Categorical(
            [None if np.isnan(code) else colours[int(code)] for code in data[:, 0]], categories=colours)
        places = [100 + 7 * code for code in range(40)]
        described["place"] = pandas.Categorical(
            [None if np.isnan(code) else places[int(code)] for code in data[:, 1]], categories=places)
        matrix = xgb.DMatrix(described, target, enable_categorical=True)
        names = list(described.columns)
    elif categorical:
        types = ["c", "c", "q", "q"]
        matrix = xgb.DMatrix(data, target, feature_types=types, enable_categorical=True)
    else:
        matrix = xgb.DMatrix(data, target, feature_names=["a", "b", "c", "d"])
        names = ["a", "b", "c", "d"]
    booster = xgb.train(parameters, matrix, ROUNDS)
    asked = asked_rows(booster, data, random, categorical)
    margins = margin_of(booster, asked)
    contributions = contributions_of(booster, asked, names, categorical, frame)
    for kind in kinds:
        (folder / f"{name}.{kind}").write_bytes(bytes(booster.save_raw(kind)))
    answers = {
        "objective": objective,
        "inputs": INPUTS,
        "inputNames": names or [],
        "rows": [[written(value) for value in row] for row in asked],
        "margins": [[shortest(value) for value in row] for row in margins],
        "contributions": [
            None if row is None else [[shortest(value) for value in of_class] for of_class in row]
            for row in contributions
        ],
    }
    lines = [f'  "{key}": ' + lines_of(value) for key, value in answers.items()]
    (folder / f"{name}.rows.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def lines_of(value):
    if isinstance(value, list) and len(value) > 4:
        return "[\n    " + ",\n    ".join(json.dumps(item, separators=(",", ":")) for item in value) + "\n  ]"
    return json.dumps(value, ensure_ascii=False)


def margin_of(booster, asked):
    """inplace_predict takes infinite values; it looks at no names and no types."""
    margins = booster.inplace_predict(asked, predict_type="margin", validate_features=False)
    return np.asarray(margins, dtype=np.float32).reshape(len(asked), -1)


def contributions_of(booster, asked, names, categorical, frame):
    usable = ~np.isinf(asked).any(axis=1)
    types = (booster.feature_types if frame else ["c", "c", "q", "q"]) if categorical else None
    matrix = xgb.DMatrix(asked[usable], feature_names=names, feature_types=types, enable_categorical=categorical)
    values = booster.predict(matrix, pred_contribs=True)
    values = np.asarray(values, dtype=np.float32).reshape(usable.sum(), -1, INPUTS + 1)
    found = iter(values)
    return [next(found) if use else None for use in usable]


def main():
    folder = Path(sys.argv[1]) / xgb.__version__
    if folder.exists():
        sys.exit(f"{folder} is recorded already; golden models are never written again.")
    folder.mkdir(parents=True)
    record(folder, "logistic", ["json", "ubj"], "binary:logistic", base_score=0.3)
    record(folder, "softprob", ["ubj"], "multi:softprob")
    record(folder, "squarederror", ["json"], "reg:squarederror", tree_method="exact", gamma=4)
    record(folder, "tweedie", ["ubj"], "reg:tweedie", tweedie_variance_power=1.3)
    record(folder, "gamma", ["json"], "reg:gamma")
    record(folder, "poisson", ["ubj"], "count:poisson", num_parallel_tree=2, subsample=0.6)
    record(folder, "one-hot", ["json"], "binary:logistic", categorical=True, max_cat_to_onehot=50)
    record(folder, "partition", ["ubj"], "binary:logistic", categorical=True, max_cat_to_onehot=1)
    record(folder, "frame", ["json", "ubj"], "reg:squarederror", categorical=True, frame=True, max_cat_to_onehot=10)
    random = np.random.RandomState(SEED)
    data = rows(60, random)
    dart = xgb.train(
        {"booster": "dart", "rate_drop": 0.5, "objective": "binary:logistic", "max_depth": 1, "verbosity": 0},
        xgb.DMatrix(data, labels("binary:logistic", data, random, False)), 4)
    (folder / "dart.refused.ubj").write_bytes(bytes(dart.save_raw("ubj")))
    print(xgb.__version__, sum(file.stat().st_size for file in folder.iterdir()), "bytes")


if __name__ == "__main__":
    main()

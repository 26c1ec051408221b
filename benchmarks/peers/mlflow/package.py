"""Saves the model in MLflow's format, XGBoost flavour: package.py MODEL FOLDER."""

import sys

import mlflow.xgboost
import xgboost as xgb

booster = xgb.Booster(model_file=sys.argv[1])
booster.set_param({"nthread": 1})
mlflow.xgboost.save_model(booster, sys.argv[2])

"""Compiles the forest in a folder to treelite.so beside it. Usage: treelite_library.py FOLDER"""

import sys

import tl2cgen
import treelite

folder = sys.argv[1]
model = treelite.frontend.load_xgboost_model(folder + "/forest.json")
tl2cgen.export_lib(
    model,
    toolchain="gcc",
    libpath=folder + "/treelite.so",
    params={"parallel_comp": 8},
)
print("treelite", treelite.__version__, "tl2cgen", tl2cgen.__version__)

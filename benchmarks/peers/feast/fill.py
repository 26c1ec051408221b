"""Makes a repository in a folder and fills its online store: fill.py FOLDER FEATURES.csv.

PostgreSQL is where the variables PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD say. Feast requires TLS unless
it is told otherwise, and the server of the benchmark has none: PGSSLMODE, usually prefer.
"""

import os
import pathlib
import shutil
import subprocess
import sys

import pandas as pd

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
shutil.copy(pathlib.Path(__file__).with_name("definitions.py"), folder)
(folder / "feature_store.yaml").write_text(
    f"""project: loans
provider: local
registry: {folder / "registry.db"}
offline_store:
  type: dask
online_store:
  type: postgres
  host: {os.environ["PGHOST"]}
  port: {os.environ["PGPORT"]}
  database: {os.environ["PGDATABASE"]}
  user: {os.environ["PGUSER"]}
  password: {os.environ["PGPASSWORD"]}
  sslmode: {os.environ.get("PGSSLMODE", "prefer")}
entity_key_serialization_version: 3
"""
)
# pandas usually reads a double in a hurry, and misses its last bit.
rows = pd.read_csv(sys.argv[2], float_precision="round_trip")
for name in ("nb_previous_loans", "age", "years_on_the_job", "flag_own_car"):
    rows[name] = rows[name].astype("Int64")
rows["event_timestamp"] = pd.Timestamp.now(tz="UTC")
os.environ["PEER_FEATURES"] = str(folder / "features.parquet")
rows.to_parquet(os.environ["PEER_FEATURES"])
subprocess.run([pathlib.Path(sys.executable).with_name("feast"), "-c", folder, "apply"], check=True)

from feast import FeatureStore  # noqa: E402 (after the repository is there)

FeatureStore(repo_path=str(folder)).write_to_online_store("loan_features", rows)

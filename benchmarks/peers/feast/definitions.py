"""The five features as Feast knows them; apply and fill.py put them into its online store."""

import os
from datetime import timedelta

from feast import Entity, FeatureView, Field, FileSource, ValueType
from feast.types import Float64, Int64

user = Entity(name="user", join_keys=["user_id"], value_type=ValueType.INT64)
features = FeatureView(
    name="loan_features",
    entities=[user],
    ttl=timedelta(days=3650),
    schema=[
        Field(name="nb_previous_loans", dtype=Int64),
        Field(name="avg_amount_loans_previous", dtype=Float64),
        Field(name="age", dtype=Int64),
        Field(name="years_on_the_job", dtype=Int64),
        Field(name="flag_own_car", dtype=Int64),
    ],
    source=FileSource(path=os.environ["PEER_FEATURES"], timestamp_field="event_timestamp"),
    online=True,
)

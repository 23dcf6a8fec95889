"""A newcomer's own model: scikit-learn's table of tumours, and requests in which one column changed its unit."""

import sys
from pathlib import Path

from sklearn.datasets import load_breast_cancer
from sklearn.utils import shuffle
from xgboost import XGBClassifier

PLANTED = "mean area"

out = Path(sys.argv[1])
table = shuffle(load_breast_cancer(as_frame=True).frame, random_state=1)
training, requests = table[:300], table[300:].drop(columns="target")
model = XGBClassifier(n_estimators=60, max_depth=3)
model.fit(training.drop(columns="target"), training["target"])
model.save_model(out / "model.ubj")
training.to_csv(out / "training.csv", index=False)
# From square millimetres to square centimetres, and nobody said so.
requests.assign(**{PLANTED: requests[PLANTED] / 100}).to_csv(out / "requests.csv", index=False, header=False)

"""Pickles as Python 2.7 wrote them, with xgboost 0.82: python2.py OUT_DIR"""

import os
import pickle
import sys

import numpy as np
import xgboost as xgb

random = np.random.RandomState(7)
x = np.round(random.normal(size=(60, 3)), 1)
y = x[:, 0] + x[:, 1] > 0
booster = xgb.train({"objective": "binary:logistic", "max_depth": 1, "silent": 1}, xgb.DMatrix(x, label=y), 2)
wrapper = xgb.XGBClassifier(n_estimators=2, max_depth=1).fit(x, y)
for name, what, protocol in (("booster", booster, 0), ("booster", booster, 2), ("wrapper", wrapper, 0)):
    path = os.path.join(sys.argv[1], "python2-%s-%d-%s.pkl" % (name, protocol, xgb.__version__))
    with open(path, "wb") as f:
        f.write(pickle.dumps(what, protocol))

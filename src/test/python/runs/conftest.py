"""Nothing here reaches an account; the templates are read as the tests of deploy/ read them."""

import logging
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "deploy"))

os.environ["AWS_DEFAULT_REGION"] = "eu-central-1"
os.environ["AWS_ACCESS_KEY_ID"] = "nobody"
os.environ["AWS_SECRET_ACCESS_KEY"] = "nothing"
for variable in ("AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ENDPOINT_URL"):
    os.environ.pop(variable, None)
logging.getLogger("samtranslator").setLevel(logging.CRITICAL)
logging.getLogger("werkzeug").setLevel(logging.ERROR)

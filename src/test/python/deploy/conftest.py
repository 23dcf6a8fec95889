"""Nothing here reaches an account, and SAM's transform keeps its remarks to itself."""

import logging
import os

os.environ["AWS_DEFAULT_REGION"] = "eu-central-1"
os.environ["AWS_ACCESS_KEY_ID"] = "nobody"
os.environ["AWS_SECRET_ACCESS_KEY"] = "nothing"
logging.getLogger("samtranslator").setLevel(logging.CRITICAL)

import os
import sys
from pathlib import Path

# The scripts are run as they lie there, not installed; so are they on the workers.
SCRIPTS = str(Path(__file__).parents[1])
sys.path.insert(0, SCRIPTS)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (SCRIPTS, os.environ.get("PYTHONPATH"))))
os.environ["PYSPARK_PYTHON"] = sys.executable
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

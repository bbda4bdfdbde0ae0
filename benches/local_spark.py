"""A Spark on this machine alone, which serves no page and prints no progress."""

from pyspark.sql import SparkSession


def session(cores, **settings):
    """A session on so many cores. A setting is named with `__` for each point: `spark__sql__shuffle__partitions`."""
    builder = SparkSession.builder.master(f"local[{cores}]")
    fixed = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    for name, value in {**fixed, **{name.replace("__", "."): value for name, value in settings.items()}}.items():
        builder = builder.config(name, value)
    started = builder.getOrCreate()
    started.sparkContext.setLogLevel("OFF")
    return started

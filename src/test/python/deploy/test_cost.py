"""What `treeline cost` counts is what the template has and the functions publish."""

import re

import pytest
from cloudformation import ROOT
from test_expansion import deployed
from test_metrics import EMITTED

ESTIMATE = (ROOT / "src/main/java/dev/treeline/cost/Estimate.java").read_text()

# Published only when something went wrong, and so not every month.
RARE = {"NotificationFailed"}


def counted(level):
    found = re.search(rf"{level.upper()} = new Watching\((\d+), (\d+), (\d+)\)", ESTIMATE)
    return tuple(map(int, found.groups()))


@pytest.mark.parametrize("level", ["basic", "full"])
def test_estimate_counts_the_alarms_of_the_template(level):
    deployment = deployed(Observability=level)
    alarms = sum(
        sum("MetricStat" in metric for metric in alarm.get("Metrics", [])) or 1
        for alarm in deployment.resources("AWS::CloudWatch::Alarm").values()
    )
    composites = len(deployment.resources("AWS::CloudWatch::CompositeAlarm"))
    assert (alarms, composites) == counted(level)[1:]
    assert len(deployment.resources("AWS::KMS::Key")) == 1


def test_estimate_counts_the_metrics_that_are_published():
    monitored = EMITTED["Endpoint", "MonitoringSchedule"] - RARE
    scores = EMITTED["Endpoint", "Variant", "Version"]
    assert counted("basic")[0] == len(monitored)
    # Of the endpoint, and of the version that is live.
    assert counted("full")[0] == len(monitored) + 2 * len(scores)

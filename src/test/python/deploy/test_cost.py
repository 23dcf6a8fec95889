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


def constant(name):
    return int(re.search(rf"{name} = (\d+);", ESTIMATE).group(1))


def test_estimate_counts_the_metrics_that_are_published():
    monitored = EMITTED["Endpoint", "MonitoringSchedule"] - RARE
    scores = EMITTED["Endpoint", "Variant", "Version"]
    assert constant("RUN_METRICS") == len(monitored)
    always = (ROOT / "src/main/java/dev/treeline/report/Metrics.java").read_text().split("List<Metric> always(")[1]
    assert constant("EMPTY_RUN_METRICS") == always.count("new Metric(")
    # Every request that is captured, and of the scores those of the endpoint and of the live version.
    assert "CaptureOffered" in EMITTED["Endpoint", "Variant"]
    assert counted("basic")[0] == 1
    assert counted("full")[0] == 1 + 2 * len(scores)

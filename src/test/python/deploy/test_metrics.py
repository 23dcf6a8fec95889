"""Alarms and dashboard look at metrics that somebody publishes: our functions, or AWS."""

import json
import re

import branches
import pytest
from cloudformation import ROOT, Deployment, expand

JAVA = ROOT / "src/main/java/dev/treeline"

# What AWS publishes of itself, by namespace and dimensions. (CloudWatch's lists of each service.)
AWS = {
    ("AWS/Lambda", ("FunctionName", "Resource")): {"Errors", "Duration", "Throttles", "Invocations"},
    ("AWS/ApiGateway", ("ApiId",)): {"4xx", "5xx", "Count", "Latency", "IntegrationLatency"},
    ("AWS/ApiGateway", ("ApiName", "Stage")): {"4XXError", "5XXError", "Count", "Latency"},
    ("AWS/Firehose", ("DeliveryStreamName",)): {
        "IncomingBytes", "IncomingRecords", "DeliveryToS3.Bytes", "DeliveryToS3.DataFreshness", "DeliveryToS3.Success",
    },
    ("AWS/SQS", ("QueueName",)): {"ApproximateNumberOfMessagesVisible"},
    ("AWS/WAFV2", ("Region", "Rule", "WebACL")): {"BlockedRequests", "AllowedRequests"},
}


def java(path):
    return (JAVA / path).read_text()


def emitted():
    """What the functions publish, by the dimensions' names, read where each metric is declared."""
    runs = java("report/Metrics.java")
    monitored = set(re.findall(r'new\s+Metric\(\s*"(\w+)"', runs))
    captures = set(re.findall(r'^\s+[A-Z_]+\("(\w+)"\)', java("capture/Ledger.java"), re.MULTILINE))
    scores = set(re.findall(r'"(Score\w+)"', java("request/ScoreMetrics.java")))
    captures |= set(re.findall(r'"(Capture\w+)"', java("request/ScoreMetrics.java")))
    assert {"Violations", "RowsAnalyzed"} <= monitored
    assert {"CaptureDropped", "CaptureOffered"} <= captures and len(scores) == 3
    assert '{"Endpoint", "MonitoringSchedule"}' in java("report/EmfLine.java")
    assert '{"Endpoint", "Variant"}' in java("capture/Ledger.java")
    return {
        ("Endpoint", "MonitoringSchedule"): monitored,
        ("Endpoint", "Variant"): captures | scores,
        ("Endpoint", "Variant", "Version"): scores,
    }


EMITTED = emitted()


def used(deployment):
    """(place, namespace, metric, dimensions) of every alarm and widget."""
    for name, alarm in deployment.resources("AWS::CloudWatch::Alarm").items():
        stats = [m["MetricStat"]["Metric"] for m in alarm.get("Metrics", []) if "MetricStat" in m]
        for metric in stats or [alarm]:
            dimensions = {d["Name"]: d["Value"] for d in metric["Dimensions"]}
            yield name, metric["Namespace"], metric["MetricName"], dimensions
    for dashboard in deployment.resources("AWS::CloudWatch::Dashboard").values():
        for widget in json.loads(dashboard["DashboardBody"])["widgets"]:
            for metric in widget["properties"].get("metrics", []):
                plain = [part for part in metric if isinstance(part, str)]
                namespace, name, *rest = plain
                yield widget["properties"]["title"], namespace, name, dict(zip(rest[::2], rest[1::2]))


@pytest.mark.parametrize("name", ["template.yaml", "deploy/public.yaml"])
def test_every_metric_is_published_by_somebody(name):
    for _, deployment in branches.deployments(name):
        for place, namespace, metric, dimensions in used(deployment):
            names = tuple(sorted(dimensions))
            known = EMITTED.get(names, set()) if namespace == "Treeline" else AWS[(namespace, names)]
            assert metric in known, f"{place}: {namespace} {metric} {dimensions}"


def test_dimensions_hold_what_the_functions_are_told():
    deployment = Deployment(expand(parameters={"EndpointName": "fraud"}), {"EndpointName": "fraud"})
    found = deployment.resources()
    score = found["ScoreFunction"]["Environment"]["Variables"]
    monitor = found["MonitorFunction"]["Environment"]["Variables"]
    (version,) = deployment.resources("AWS::Lambda::Version")
    expected = {
        "Endpoint": score["TREELINE_ENDPOINT"],
        "Variant": score.get("TREELINE_VARIANT", "AllTraffic"),
        "MonitoringSchedule": monitor["TREELINE_SCHEDULE"],
        "Version": f"<{version}.Version>",
        "FunctionName": "<ScoreFunction>",
        "Resource": "<ScoreFunction>:live",
        "ApiId": "<Api>",
        "DeliveryStreamName": "<CaptureStream>",
        "QueueName": "<UnfinishedRuns.QueueName>",
    }
    assert monitor["TREELINE_ENDPOINT"] == score["TREELINE_ENDPOINT"] == "fraud"
    assert monitor["TREELINE_NAMESPACE"] == score.get("TREELINE_NAMESPACE", "Treeline") == "Treeline"
    for place, _, metric, dimensions in used(deployment):
        for name, value in dimensions.items():
            assert value == expected[name], f"{place}: {metric} {name}"


def test_metrics_of_scores_are_published_where_somebody_looks_at_them():
    for level in ("basic", "full"):
        deployment = Deployment(expand(parameters={"Observability": level}), {"Observability": level})
        looked_at = any(metric.startswith("Score") for _, _, metric, _ in used(deployment))
        variables = deployment.resources()["ScoreFunction"]["Environment"]["Variables"]
        assert (variables["TREELINE_METRICS_SCORES"] == "on") == looked_at == (level == "full")


def test_counts_that_may_come_twice_are_never_summed():
    """CloudWatch may take a line of a log twice. Sums of scores are divided by counts, which double too."""
    for name, alarm in Deployment(expand()).resources("AWS::CloudWatch::Alarm").items():
        stats = [m["MetricStat"] for m in alarm.get("Metrics", []) if "MetricStat" in m]
        for metric, statistic in [(s["Metric"], s["Stat"]) for s in stats] or [(alarm, alarm.get("Statistic"))]:
            if metric["Namespace"] == "Treeline" and not metric["MetricName"].startswith("Score"):
                assert statistic in ("Maximum", "SampleCount"), name


def test_every_name_in_an_expression_is_a_metric_of_its_alarm():
    words = {"IF", "AND", "OR", "ABS", "SQRT", "MAX"}
    for name, alarm in Deployment(expand()).resources("AWS::CloudWatch::Alarm").items():
        metrics = alarm.get("Metrics", [])
        ids = {m["Id"] for m in metrics}
        for metric in metrics:
            used_ids = set(re.findall(r"[A-Za-z_]\w*", metric.get("Expression", ""))) - words
            assert used_ids <= ids, name
        if metrics:
            assert sum(m.get("ReturnData", True) for m in metrics) == 1, name
            assert sum("MetricStat" in m for m in metrics) <= 10, name


def test_dashboard_shows_every_alarm_and_asks_logs_that_exist():
    for _, deployment in branches.deployments("template.yaml"):
        for dashboard in deployment.resources("AWS::CloudWatch::Dashboard").values():
            widgets = json.loads(dashboard["DashboardBody"])["widgets"]
            shown = set(widgets[0]["properties"]["alarms"])
            assert shown == {f"<{name}.Arn>" for name in deployment.resources("AWS::CloudWatch::Alarm")}
            for widget in widgets:
                assert widget["x"] + widget["width"] <= 24
                for log in re.findall(r"SOURCE '<(\w+)>'", widget["properties"].get("query", "")):
                    assert log in deployment.resources("AWS::Logs::LogGroup")

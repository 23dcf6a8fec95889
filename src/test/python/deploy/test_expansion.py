"""Under every branch of every parameter the template holds together, and is what it says."""

import graphlib
import itertools
import json

import branches
import pytest
from cloudformation import HOLE, Deployment, Written, defaults, expand, refusals, source

ROUTE, PREFLIGHT = "ApiRoute", "ApiPreflightRoute"


def deployed(name="template.yaml", **picked):
    """What is created for some branches; the others are the defaults."""
    parameters = branches.parameters(name, picked)
    assert refusals(source(name), parameters) == []
    deployment = Deployment(expand(name, parameters), parameters)
    deployment.check()
    return deployment


def one(deployment, kind):
    (found,) = deployment.resources(kind).values()
    return found


@pytest.mark.parametrize("name", branches.TEMPLATES)
def test_no_branch_refers_to_what_it_does_not_create(name):
    for _, deployment in branches.deployments(name):
        deployment.check()


def referred(tree):
    """Names of all resources in a tree."""
    if isinstance(tree, list):
        return set().union(*map(referred, tree))
    if not isinstance(tree, dict):
        return set()
    if set(tree) == {"Ref"}:
        return {tree["Ref"]}
    if set(tree) == {"Fn::GetAtt"}:
        return {tree["Fn::GetAtt"][0]}
    found = set().union(*map(referred, tree.values()))
    if set(tree) == {"Fn::Sub"}:
        argument = tree["Fn::Sub"]
        text = argument if isinstance(argument, str) else argument[0]
        found |= {hole.split(".")[0] for hole in HOLE.findall(text)}
    return found


@pytest.mark.parametrize("name", branches.TEMPLATES)
def test_nothing_waits_for_itself(name):
    for parameters in branches.few(name):
        resources = Written(expand(name, parameters), parameters).document()["Resources"]
        waits = {}
        for logical, resource in resources.items():
            first = resource.get("DependsOn", [])
            first = {first} if isinstance(first, str) else set(first)
            waits[logical] = (referred(resource) | first) & set(resources)
        # Raises CycleError, which names the circle.
        assert len(list(graphlib.TopologicalSorter(waits).static_order())) == len(resources)


@pytest.mark.parametrize("name", branches.TEMPLATES)
def test_every_two_branches_that_may_meet_do(name):
    met = set().union(*(branches.pairs(picked) for picked in branches.pairwise(name)), set())
    every = branches.choices(name)
    for first, second in itertools.combinations(sorted(every), 2):
        for a, b in itertools.product(every[first], every[second]):
            if branches.accepted(name, {first: a, second: b}):
                assert frozenset([(first, a), (second, b)]) in met


@pytest.mark.parametrize("name", branches.TEMPLATES)
def test_every_condition_is_true_somewhere_and_false_somewhere(name):
    seen = {}
    for _, deployment in branches.deployments(name):
        for condition, holds in deployment.conditions.items():
            seen.setdefault(condition, set()).add(holds)
    assert {condition for condition, values in seen.items() if len(values) < 2} == set()


@pytest.mark.parametrize("name", branches.TEMPLATES)
def test_every_parameter_is_described_used_and_accepted_with_its_default(name):
    template = source(name)
    text = json.dumps({k: v for k, v in template.items() if k != "Parameters"})
    for parameter, declared in template["Parameters"].items():
        assert declared.get("Description"), parameter
        assert f'"{parameter}"' in text or f"${{{parameter}}}" in text, f"{parameter} is not used"
    assert refusals(template, branches.NEEDED[name]) == []


@pytest.mark.parametrize(
    "parameters, message",
    [
        ({"CaptureMode": "buffered"}, "does not go with LatencyMode snapstart"),
        ({"Auth": "jwt"}, "needs JwtIssuer and JwtAudience"),
        ({"Auth": "jwt", "JwtIssuer": "https://a.example"}, "needs JwtIssuer and JwtAudience"),
        ({"JwtIssuer": "https://a.example", "JwtAudience": "a"}, "so Auth should be jwt"),
        ({"ModelSource": "layer"}, "needs ModelLayerArn"),
        ({"ModelSource": "s3"}, "needs ModelBucket and ModelKey"),
        ({"ModelSource": "s3", "ModelBucket": "abc", "ModelKey": "m.tgz"}, "nothing else is served"),
        ({"SlackChannelId": "C0AB12CD"}, "SlackWorkspaceId and SlackChannelId go together"),
        ({"SlackWorkspaceId": "T0AB12CD"}, "SlackWorkspaceId and SlackChannelId go together"),
        ({"VpcSubnetIds": "subnet-0123456789abcdef0"}, "go together"),
        ({"VpcSecurityGroupIds": "sg-0123456789abcdef0"}, "go together"),
        ({"Auth": "open"}, "Auth is not one of"),
        ({"CorsOrigins": "https://a.example/path"}, "CorsOrigins does not match"),
        ({"KmsKeyArn": "alias/mine"}, "KmsKeyArn does not match"),
        ({"CapturePercent": "101"}, "CapturePercent passes MaxValue"),
    ],
)
def test_combination_that_cannot_work_is_refused_before_anything_is_created(parameters, message):
    assert any(message in refusal for refusal in refusals(source(), parameters))


@pytest.mark.parametrize("auth, kind", [("iam", "AWS_IAM"), ("jwt", "JWT"), ("none", "NONE")])
def test_auth_decides_who_may_call(auth, kind):
    deployment = deployed(Auth=auth)
    routes = deployment.resources("AWS::ApiGatewayV2::Route")
    assert {name: route["AuthorizationType"] for name, route in routes.items()} == {ROUTE: kind}
    assert ("AuthorizerId" in routes[ROUTE]) == (auth == "jwt")
    assert ("PUBLIC" in deployment.outputs()["Access"]) == (auth == "none")


def test_auth_is_iam_unless_somebody_says_otherwise():
    assert defaults(source())["Auth"] == "iam"


@pytest.mark.parametrize("auth", ["iam", "jwt", "none"])
def test_browsers_may_ask_unsigned_whether_a_page_may_call_and_nothing_else(auth):
    deployment = deployed(Auth=auth, cors="two")
    routes = deployment.resources("AWS::ApiGatewayV2::Route")
    assert routes[PREFLIGHT]["RouteKey"] == "OPTIONS /{proxy+}"
    assert (routes[ROUTE]["AuthorizationType"] == "NONE") == (auth == "none")
    cors = one(deployment, "AWS::ApiGatewayV2::Api")["CorsConfiguration"]
    assert cors["AllowOrigins"] == ["https://a.example", "https://b.example:8443"]


def test_api_may_call_the_alias_and_calls_it():
    deployment = deployed()
    (alias,) = deployment.resources("AWS::Lambda::Alias")
    assert deployment.resources()["ApiMayInvoke"]["FunctionName"] == f"<{alias}>"
    assert one(deployment, "AWS::ApiGatewayV2::Integration")["IntegrationUri"] == f"<{alias}>"


@pytest.mark.parametrize(
    "mode, snapshots, waiting",
    [("plain", "None", None), ("snapstart", "PublishedVersions", None), ("provisioned", "None", "1")],
)
def test_latency_mode_is_a_snapshot_or_waiting_environments_or_neither(mode, snapshots, waiting):
    deployment = deployed(LatencyMode=mode)
    assert deployment.resources()["ScoreFunction"]["SnapStart"] == {"ApplyOn": snapshots}
    provisioned = one(deployment, "AWS::Lambda::Alias").get("ProvisionedConcurrencyConfig", {})
    assert provisioned.get("ProvisionedConcurrentExecutions") == waiting
    assert ("WarmPing" in deployment.active) == (mode == "snapstart")


def test_warm_ping_asks_the_alias_and_scores_nothing():
    target = deployed().resources()["WarmPing"]["Target"]
    event = json.loads(target["Input"])
    assert event["rawPath"] == "/ping" and event["requestContext"]["http"]["method"] == "GET"
    assert target["Arn"] == "<ScoreFunctionAliaslive>"


def test_nothing_is_reserved_unless_asked():
    assert "ReservedConcurrentExecutions" not in deployed().resources()["ScoreFunction"]
    reserved = deployed(reserved="some").resources()["ScoreFunction"]
    assert reserved["ReservedConcurrentExecutions"] == "20"


def versions(code, **parameters):
    return [
        name
        for name, resource in expand(parameters=parameters, code=code)["Resources"].items()
        if resource["Type"] == "AWS::Lambda::Version"
    ]


def test_version_is_published_for_new_contents_of_the_zip_alone():
    assert versions("s3://code/a") == versions("s3://code/a")
    assert versions("s3://code/a") != versions("s3://code/b")


def test_version_is_published_for_another_digest_alone():
    one, other = "11" * 32, "22" * 32
    assert versions("s3://code/a", ReleaseDigest=one) == versions("s3://code/a", ReleaseDigest=one)
    assert versions("s3://code/a", ReleaseDigest=one) != versions("s3://code/a", ReleaseDigest=other)


def test_parameter_alone_publishes_nothing_which_is_why_there_is_a_digest():
    assert versions("s3://code/a", ScoreMemory="2048") == versions("s3://code/a")


@pytest.mark.parametrize("level", ["basic", "full"])
def test_new_version_passes_the_gate_and_alarms_take_it_back(level):
    deployment = deployed(Observability=level)
    policy = expand(parameters={"Observability": level})["Resources"]["ScoreFunctionAliaslive"]["UpdatePolicy"]
    assert policy["CodeDeployLambdaAliasUpdate"]["BeforeAllowTrafficHook"] == {"Ref": "GateFunction"}
    group = one(deployment, "AWS::CodeDeploy::DeploymentGroup")
    watched = [alarm["Name"] for alarm in group["AlarmConfiguration"]["Alarms"]]
    by_scores = ["<ScoreShiftAlarm>"] if level == "full" else []
    assert watched == ["<ErrorAlarm>", "<LatencyAlarm>", "<ServerErrorAlarm>", *by_scores]
    assert "DEPLOYMENT_STOP_ON_ALARM" in group["AutoRollbackConfiguration"]["Events"]
    assert group["ServiceRoleArn"] == "<DeployRole.Arn>"
    assert deployment.resources()["GateFunction"]["Environment"]["Variables"]["NEW_VERSION"].startswith(
        "<ScoreFunctionVersion"
    )


@pytest.mark.parametrize("canary", branches.choices("template.yaml")["CanaryType"])
def test_canary_is_one_that_codedeploy_knows_and_scores_are_gathered_as_long(canary):
    deployment = deployed(CanaryType=canary)
    group = one(deployment, "AWS::CodeDeploy::DeploymentGroup")
    assert group["DeploymentConfigName"] == f"CodeDeployDefault.Lambda{canary}"
    metrics = deployment.resources()["ScoreShiftAlarm"]["Metrics"]
    (period,) = {m["MetricStat"]["Period"] for m in metrics if "MetricStat" in m}
    assert period % 60 == 0 and period >= 300


PINNED = f"s3://models/flights/model.tar.gz?versionId=3HL4kqtJvjVBH40Nrjfkd&sha256={'ab' * 32}"


@pytest.mark.parametrize(
    "source_of, location, baseline",
    [
        ("packaged", None, None),
        ("layer", "/opt", "/opt"),
        ("s3", PINNED, "s3://models/flights/production"),
    ],
)
def test_what_is_scored_is_what_the_gate_proves(source_of, location, baseline):
    functions = deployed(ModelSource=source_of).resources("AWS::Lambda::Function")
    scored, proven, watched = (
        functions[name]["Environment"]["Variables"] for name in ("ScoreFunction", "GateFunction", "MonitorFunction")
    )
    assert scored.get("TREELINE_MODEL") == proven.get("TREELINE_MODEL") == location
    assert watched.get("TREELINE_BASELINE") == baseline
    for function in functions.values():
        assert ("Layers" in function) == (source_of == "layer")


@pytest.mark.parametrize("mode", ["sync", "buffered"])
@pytest.mark.parametrize("form, ending, packed", [("jsonl.gz", ".jsonl.gz", "GZIP"), ("sagemaker", ".jsonl", "UNCOMPRESSED")])
@pytest.mark.parametrize("bucket, place", [("new", "<Bucket>"), ("existing", "ours")])
def test_captures_arrive_where_the_monitor_looks(mode, form, ending, packed, bucket, place):
    deployment = deployed(CaptureMode=mode, LatencyMode="plain", CaptureFormat=form, bucket=bucket)
    to = one(deployment, "AWS::KinesisFirehose::DeliveryStream")["ExtendedS3DestinationConfiguration"]
    variables = deployment.resources()["MonitorFunction"]["Environment"]["Variables"]
    assert to["BucketARN"] == f"arn:aws:s3:::{place}"
    uri = f"s3://{place}/{to['Prefix']}"
    assert uri == variables["TREELINE_CAPTURE_URI"] + "/treeline/AllTraffic/!{timestamp:yyyy/MM/dd/HH}/"
    assert (to["FileExtension"], to["CompressionFormat"]) == (ending, packed)
    assert not to["ErrorOutputPrefix"].startswith(to["Prefix"].split("/")[0])
    assert variables["TREELINE_REPORTS"] == f"s3://{place}/reports"


def test_without_capture_nothing_of_it_is_created():
    deployment = deployed(CaptureMode="off")
    assert not deployment.resources("AWS::KinesisFirehose::DeliveryStream")
    assert "TREELINE_CAPTURE_STREAM" not in deployment.resources()["ScoreFunction"]["Environment"]["Variables"]
    assert not {"CaptureAlarm", "LateCaptureAlarm", "DataLossAlarm", "CaptureRole", "CaptureLog"} & set(deployment.active)


def test_existing_bucket_is_left_as_it_is():
    deployment = deployed(bucket="existing")
    assert not deployment.resources("AWS::S3::Bucket") and not deployment.resources("AWS::S3::BucketPolicy")
    assert deployment.outputs()["BucketName"] == "ours"


def test_new_bucket_is_closed_encrypted_versioned_and_outlives_the_stack():
    deployment = deployed()
    bucket = one(deployment, "AWS::S3::Bucket")
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True} and len(bucket["PublicAccessBlockConfiguration"]) == 4
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert deployment.active["Bucket"]["DeletionPolicy"] == "Retain"
    prefixes = [rule.get("Prefix") for rule in bucket["LifecycleConfiguration"]["Rules"]]
    assert "captures/" in prefixes and "reports/" not in prefixes
    tls = one(deployment, "AWS::S3::BucketPolicy")["PolicyDocument"]["Statement"][0]
    assert tls["Effect"] == "Deny" and tls["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_own_key_encrypts_everything_that_rests():
    deployment = deployed(key="ours")
    found = deployment.resources()
    rule = found["Bucket"]["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]
    assert rule["ServerSideEncryptionByDefault"]["KMSMasterKeyID"] == branches.KEY
    assert found["CaptureStream"]["DeliveryStreamEncryptionConfigurationInput"]["KeyARN"] == branches.KEY
    assert found["AlarmTopic"]["KmsMasterKeyId"] == branches.KEY
    assert found["UnfinishedRuns"]["KmsMasterKeyId"] == branches.KEY
    assert not deployment.resources("AWS::KMS::Key")
    for kind, key in [("AWS::Logs::LogGroup", "KmsKeyId"), ("AWS::Lambda::Function", "KmsKeyArn"), ("AWS::Scheduler::Schedule", "KmsKeyArn")]:
        for name, resource in deployment.resources(kind).items():
            assert resource[key] == branches.KEY, name


def test_alarms_can_publish_to_their_encrypted_topic():
    deployment = deployed()
    topic, key = one(deployment, "AWS::SNS::Topic"), one(deployment, "AWS::KMS::Key")
    assert topic["KmsMasterKeyId"] == "<AlarmKey>"
    users = {
        s["Principal"].get("Service"): set(s["Action"])
        for s in key["KeyPolicy"]["Statement"]
        if "Service" in s["Principal"]
    }
    assert users["cloudwatch.amazonaws.com"] >= {"kms:Decrypt", "kms:GenerateDataKey*"}
    policy = one(deployment, "AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"]
    assert any(s["Principal"] == {"Service": "cloudwatch.amazonaws.com"} and s["Action"] == "sns:Publish" for s in policy)


def test_email_slack_and_pager_are_told_when_they_are_named_and_nobody_otherwise():
    assert not deployed().resources("AWS::SNS::Subscription")
    assert one(deployed(email="one"), "AWS::SNS::Subscription")["Endpoint"] == "ops@example.com"
    assert one(deployed(slack="one"), "AWS::Chatbot::SlackChannelConfiguration")["SnsTopicArns"] == ["<AlarmTopic>"]
    for level in ("basic", "full"):
        pager = one(deployed(pager="one", Observability=level), "AWS::CloudWatch::CompositeAlarm")
        assert pager["AlarmActions"] == ["arn:aws:sns:eu-central-1:123456789012:pager"]
    assert not deployed(Observability="basic").resources("AWS::CloudWatch::CompositeAlarm")


@pytest.mark.parametrize("key", ["none", "ours"])
def test_monitor_may_tell_the_topic_that_it_is_told_of(key):
    deployment = deployed(key=key, slack="one")
    variables = deployment.resources()["MonitorFunction"]["Environment"]["Variables"]
    assert (variables["TREELINE_TOPIC"], variables["TREELINE_NOTIFY"]) == ("<AlarmTopic>", "slack")
    assert deployed().resources()["MonitorFunction"]["Environment"]["Variables"]["TREELINE_NOTIFY"] == "text"
    statements = deployment.resources()["MonitorRole"]["Policies"][0]["PolicyDocument"]["Statement"]
    assert any(s["Action"] == "sns:Publish" and s["Resource"] == "<AlarmTopic>" for s in statements)
    topic_key = one(deployment, "AWS::SNS::Topic")["KmsMasterKeyId"]
    keys = [s["Resource"] for s in statements if "kms:GenerateDataKey" in s["Action"]]
    assert keys == [branches.KEY if key == "ours" else "<AlarmKey.Arn>"] and topic_key in (branches.KEY, "<AlarmKey>")


def test_runs_that_fail_and_runs_that_never_started_end_in_one_queue():
    deployment = deployed()
    found = deployment.resources()
    assert one(deployment, "AWS::Lambda::EventInvokeConfig")["DestinationConfig"] == {
        "OnFailure": {"Destination": "<UnfinishedRuns.Arn>"}
    }
    schedule = found["MonitorFunctionDailyRun"]
    assert schedule["Target"]["DeadLetterConfig"] == {"Arn": "<UnfinishedRuns.Arn>"}
    assert schedule["Target"]["RetryPolicy"]["MaximumRetryAttempts"] > 0
    for role in ("MonitorRole", "ScheduleRole"):
        statements = found[role]["Policies"][0]["PolicyDocument"]["Statement"]
        assert any(s["Action"] == "sqs:SendMessage" and s["Resource"] == "<UnfinishedRuns.Arn>" for s in statements)


def test_another_digest_is_another_configuration_too_so_that_lambda_publishes_a_version():
    """It publishes none of a function whose code and configuration are those of the version before."""
    given = {"ReleaseDigest": "0123456789abcdef"}
    deployment = Deployment(expand(parameters=given), given)
    variables = deployment.resources()["ScoreFunction"]["Environment"]["Variables"]
    assert variables["RELEASE_DIGEST"] == "0123456789abcdef"


def test_model_that_does_not_come_in_the_zip_needs_a_digest():
    for rule in ("LayerIsNamed", "ModelInS3IsPinned"):
        assert "ReleaseDigest" in str(source()["Rules"][rule]["Assertions"])


def test_dead_monitor_is_one_that_says_nothing():
    alarm = deployed().resources()["SilenceAlarm"]
    assert alarm["TreatMissingData"] == "breaching" and alarm["Statistic"] == "SampleCount"
    # CloudWatch looks at seven days at most where a period is an hour or more.
    assert alarm["Period"] * int(source()["Parameters"]["MonitorSilenceHours"]["MaxValue"]) <= 7 * 86400


@pytest.mark.parametrize("period, seconds", [("PT1H", 3600), ("P1D", 86400)])
def test_drift_alarms_in_two_windows_of_three_and_at_once_when_it_is_twice_the_threshold(period, seconds):
    found = deployed(MonitorPeriod=period).resources()
    slow, fast = found["DriftAlarm"], found["StrongDriftAlarm"]
    assert (slow["DatapointsToAlarm"], slow["EvaluationPeriods"]) == (2, 3)
    assert (fast["EvaluationPeriods"], fast["Threshold"]) == (1, "2")
    assert slow["Period"] == fast["Period"] == found["DataLossAlarm"]["Period"] == seconds


def test_lost_captures_alarm_and_the_monitor_asks_how_many_there_should_be():
    found = deployed().resources()
    assert found["MonitorFunction"]["Environment"]["Variables"]["TREELINE_INVOCATIONS"] == "cloudwatch"
    alarm = found["DataLossAlarm"]
    assert (alarm["MetricName"], alarm["Threshold"]) == ("DataLoss", 0)
    off = deployed(CaptureMode="off").resources()["MonitorFunction"]["Environment"]["Variables"]
    assert "TREELINE_INVOCATIONS" not in off


def test_basic_has_an_alarm_for_everything_that_is_wrong_and_stays_within_the_ten_that_are_free():
    basic = set(deployed(Observability="basic").resources("AWS::CloudWatch::Alarm"))
    assert basic == {
        "ErrorAlarm", "ServerErrorAlarm", "LatencyAlarm", "DriftAlarm", "StrongDriftAlarm", "QualityAlarm",
        "SilenceAlarm", "DataLossAlarm", "CaptureAlarm",
    }
    sooner = set(deployed(Observability="full").resources("AWS::CloudWatch::Alarm")) - basic
    assert sooner == {"ScoreShiftAlarm", "UnfinishedAlarm", "UnreadAlarm", "LateCaptureAlarm"}


@pytest.mark.parametrize("level", ["basic", "full"])
def test_every_alarm_tells_somebody_and_names_its_runbook_entry(level):
    headings = {
        line.lstrip("# ").strip().lower().replace(" ", "-")
        for line in (branches.cloudformation.ROOT / "docs/runbook.md").read_text().splitlines()
        if line.startswith("#")
    }
    for name, alarm in deployed(Observability=level).resources("AWS::CloudWatch::Alarm").items():
        assert alarm["AlarmActions"] == ["<AlarmTopic>"], name
        link = alarm["AlarmDescription"].split("Runbook: ")[1].strip()
        assert link.startswith("docs/runbook.md#"), name
        assert link.split("#")[1] in headings, name


def test_every_function_has_a_role_and_a_log_of_its_own():
    deployment = deployed()
    functions = deployment.resources("AWS::Lambda::Function")
    assert len({f["Role"] for f in functions.values()}) == len(functions) == 3
    logs = deployment.resources("AWS::Logs::LogGroup")
    assert all("RetentionInDays" in log for log in logs.values())
    for function in functions.values():
        assert function["LoggingConfig"]["LogFormat"] == "JSON"
        assert function["LoggingConfig"]["LogGroup"].strip("<>") in logs
        assert function["TracingConfig"] == {"Mode": "Active"}


def test_variables_hold_no_secrets():
    for function in deployed().resources("AWS::Lambda::Function").values():
        for name in function["Environment"]["Variables"]:
            assert not any(word in name for word in ("SECRET", "PASSWORD", "TOKEN", "KEY"))


def test_outputs_say_where_everything_is():
    outputs = deployed().outputs()
    assert {"ApiUrl", "Curl", "DashboardUrl", "BucketName", "LatestReport"} <= set(outputs)
    assert "--aws-sigv4" in outputs["Curl"] and "/invocations" in outputs["Curl"]
    assert "Bearer" in deployed(Auth="jwt").outputs()["Curl"]
    assert "sigv4" not in deployed(Auth="none").outputs()["Curl"]

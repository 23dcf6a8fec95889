"""The ways in which a template can be deployed: every choice, and combinations in which every two meet."""

import functools
import itertools

import cloudformation

TEMPLATES = ["template.yaml", "deploy/public.yaml", "deploy/bootstrap.yaml"]

KEY = "arn:aws:kms:eu-central-1:123456789012:key/5d2c7a0e-0000-4000-8000-000000000001"

# Choices that take more than one parameter, or whose parameter has no list of values.
MORE = {
    "template.yaml": {
        "Auth": {
            "iam": {},
            "jwt": {
                "Auth": "jwt",
                "JwtIssuer": "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc",
                "JwtAudience": "app,web",
            },
            "none": {"Auth": "none"},
        },
        "ModelSource": {
            "packaged": {},
            "layer": {
                "ModelSource": "layer",
                "ModelLayerArn": "arn:aws:lambda:eu-central-1:123456789012:layer:model:7",
                "ReleaseDigest": "0123456789abcdef",
            },
            "s3": {
                "ModelSource": "s3",
                "ModelBucket": "models",
                "ModelKey": "flights/model.tar.gz",
                "BaselinePrefix": "flights/production",
                "ModelVersionId": "3HL4kqtJvjVBH40Nrjfkd",
                "ModelSha256": "ab" * 32,
                "ReleaseDigest": "cd" * 32,
            },
        },
        "bucket": {"new": {}, "existing": {"ExistingBucket": "ours", "CapturePrefix": "a/b"}},
        "key": {"none": {}, "ours": {"KmsKeyArn": KEY}},
        "vpc": {
            "none": {},
            "ours": {
                "VpcSubnetIds": "subnet-0123456789abcdef0,subnet-0123456789abcdef1",
                "VpcSecurityGroupIds": "sg-0123456789abcdef0",
            },
        },
        "email": {"none": {}, "one": {"AlarmEmail": "ops@example.com"}},
        "slack": {"none": {}, "one": {"SlackWorkspaceId": "T0AB12CD", "SlackChannelId": "C0AB12CD"}},
        "pager": {
            "none": {},
            "one": {"PagerTopicArn": "arn:aws:sns:eu-central-1:123456789012:pager"},
        },
        "cors": {"none": {}, "two": {"CorsOrigins": "https://a.example,https://b.example:8443"}},
        "boundary": {
            "none": {},
            "one": {"PermissionsBoundary": "arn:aws:iam::123456789012:policy/bootstrap-boundary"},
        },
        "reserved": {"none": {}, "some": {"ReservedConcurrency": "20"}},
    },
    "deploy/public.yaml": {
        "topic": {"none": {}, "one": {"AlarmTopicArn": "arn:aws:sns:eu-central-1:123456789012:alarms"}},
        "key": {"none": {}, "ours": {"KmsKeyArn": KEY}},
    },
    "deploy/bootstrap.yaml": {
        "provider": {
            "new": {},
            "existing": {
                "ExistingProvider": "arn:aws:iam::123456789012:oidc-provider/"
                "token.actions.githubusercontent.com"
            },
        },
        "key": {"none": {}, "ours": {"KmsKeyArn": KEY}},
    },
}

# What has no default.
NEEDED = {
    "template.yaml": {},
    "deploy/public.yaml": {
        "ScoreAliasArn": "arn:aws:lambda:eu-central-1:123456789012:function:treeline-ScoreFunction-1:live"
    },
    "deploy/bootstrap.yaml": {"Repository": "acme/fraud"},
}


def choices(name):
    """By name of the choice, its branches, and of each the parameters that it takes."""
    more = MORE[name]
    found = {
        parameter: {str(value): {parameter: str(value)} for value in declared["AllowedValues"]}
        for parameter, declared in cloudformation.source(name)["Parameters"].items()
        if "AllowedValues" in declared
    }
    return found | more


def parameters(name, picked):
    """The parameters of one branch of every choice."""
    found = dict(NEEDED[name])
    for choice, branch in picked.items():
        found |= choices(name)[choice][branch]
    return found


def accepted(name, picked):
    return not cloudformation.refusals(cloudformation.source(name), parameters(name, picked))


def pairs(picked):
    return {frozenset(two) for two in itertools.combinations(sorted(picked.items()), 2)}


def singles(name):
    """The default of every choice, and beside it each other branch alone."""
    every = choices(name)
    default = {choice: _default(name, choice, branches) for choice, branches in every.items()}
    yield default
    for choice, branches in every.items():
        for branch in branches:
            if branch != default[choice]:
                yield default | {choice: branch}


def _default(name, choice, branches):
    if choice in MORE[name]:
        return next(iter(branches))
    return str(cloudformation.source(name)["Parameters"][choice]["Default"])


def pairwise(name):
    """Combinations in which every two branches of two choices meet that the rules let meet."""
    every = choices(name)
    wanted = set()
    for one, other in itertools.combinations(sorted(every), 2):
        for a in every[one]:
            for b in every[other]:
                wanted.add(frozenset([(one, a), (other, b)]))
    found = []
    while wanted:
        picked = dict(sorted(sorted(pair) for pair in wanted)[0])
        if not accepted(name, picked):
            wanted.discard(frozenset(picked.items()))
            continue
        for choice, branches in every.items():
            if choice not in picked:
                new = {
                    branch: len(pairs(picked | {choice: branch}) & wanted)
                    for branch in branches
                    if accepted(name, picked | {choice: branch})
                }
                picked[choice] = max(new, key=new.get)
        wanted -= pairs(picked)
        found.append(picked)
    return found


def combinations(name):
    """All of them, each once, as parameters."""
    seen = []
    for picked in [*singles(name), *pairwise(name)]:
        if accepted(name, picked) and picked not in seen:
            seen.append(picked)
    return [parameters(name, picked) for picked in seen]


@functools.cache
def deployments(name):
    """Every combination with its parameters, expanded once."""
    return [
        (parameters, cloudformation.Deployment(cloudformation.expand(name, parameters), parameters))
        for parameters in combinations(name)
    ]


def few(name):
    """So few combinations as it takes for every branch to be in one of them."""
    left = {(choice, branch) for choice, found in choices(name).items() for branch in found}
    for picked in pairwise(name):
        if left & set(picked.items()):
            left -= set(picked.items())
            yield parameters(name, picked)

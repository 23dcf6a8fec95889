"""CloudFormation's reading of a template, as far as ours needs it: conditions, rules and values.

expand() runs SAM's own transform; Deployment then decides every condition as CloudFormation does and
fills in every value, so that what is left is what would be created.
"""

import copy
import functools
import os
import pathlib
import re

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

ROOT = pathlib.Path(__file__).resolve().parents[4]

PSEUDO = {
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws",
    "AWS::Region": "eu-central-1",
    "AWS::StackName": "treeline",
    "AWS::StackId": "arn:aws:cloudformation:eu-central-1:123456789012:stack/treeline/1",
    "AWS::URLSuffix": "amazonaws.com",
}

NOTHING = object()
HOLE = re.compile(r"\$\{([^!}][^}]*)}")


class Dangling(Exception):
    """A reference to what is not there."""


@functools.cache
def source(name="template.yaml"):
    """The template as it is written."""
    return yaml_parse((ROOT / name).read_text())


@functools.cache
def _expanded(name, parameters, changes):
    template = copy.deepcopy(source(name))
    values = defaults(template) | dict(parameters)
    if "Transform" not in template:
        return template
    code = dict(changes).get("code", "s3://code/zip")
    template["Globals"]["Function"]["CodeUri"] = code
    return transform(template, values, _NoManagedPolicies())


def expand(name="template.yaml", parameters=None, **changes):
    """What SAM makes of the template; `code` stands for the uploaded zip."""
    key = tuple(sorted((parameters or {}).items()))
    return copy.deepcopy(_expanded(name, key, tuple(sorted(changes.items()))))


class _NoManagedPolicies:
    def load(self):
        return {}


def defaults(template):
    """The parameters' own values; those without one are left out."""
    return {
        name: str(parameter["Default"])
        for name, parameter in template.get("Parameters", {}).items()
        if "Default" in parameter
    }


def refusals(template, parameters):
    """What CloudFormation says before it creates anything: values that no parameter takes, and rules."""
    values = defaults(template) | parameters
    found = []
    for name, parameter in template["Parameters"].items():
        value = values.get(name)
        if value is None:
            found.append(f"{name} has no value")
            continue
        allowed = parameter.get("AllowedValues")
        if allowed and value not in [str(a) for a in allowed]:
            found.append(f"{name} is not one of {allowed}")
        pattern = parameter.get("AllowedPattern")
        if pattern and not re.fullmatch(pattern, value):
            found.append(f"{name} does not match {pattern}")
        for bound, refuses in (("MinValue", float.__lt__), ("MaxValue", float.__gt__)):
            if bound in parameter and refuses(float(value), float(parameter[bound])):
                found.append(f"{name} passes {bound}")
    deployment = Deployment(template, parameters)
    for rule in template.get("Rules", {}).values():
        if deployment.holds(rule.get("RuleCondition", True)):
            found += [
                a["AssertDescription"] for a in rule["Assertions"] if not deployment.holds(a["Assert"])
            ]
    return found


class Deployment:
    """An expanded template under given parameters."""

    def __init__(self, template, parameters=None):
        self.template = template
        self.parameters = defaults(template) | (parameters or {})
        self.conditions = {}
        self.filled = {}
        for name in template.get("Conditions", {}):
            self.condition(name)
        self.active = {
            name: resource
            for name, resource in template["Resources"].items()
            if "Condition" not in resource or self.condition(resource["Condition"])
        }

    def condition(self, name):
        if name not in self.conditions:
            if name not in self.template.get("Conditions", {}):
                raise Dangling(f"no condition {name}")
            self.conditions[name] = self.holds(self.template["Conditions"][name])
        return self.conditions[name]

    def holds(self, expression):
        if isinstance(expression, bool):
            return expression
        ((function, argument),) = expression.items()
        match function:
            case "Condition":
                return self.condition(argument)
            case "Fn::Equals":
                left, right = (str(self.value(side, "")) for side in argument)
                return left == right
            case "Fn::Not":
                return not self.holds(argument[0])
            case "Fn::And":
                return all([self.holds(each) for each in argument])
            case "Fn::Or":
                return any([self.holds(each) for each in argument])
        raise ValueError(f"no condition function: {function}")

    def resources(self, kind=None):
        """What would be created, by logical name: the properties with every value filled in."""
        return {
            name: self._properties(name)
            for name, resource in self.active.items()
            if kind is None or resource["Type"] == kind
        }

    def _properties(self, name):
        if name not in self.filled:
            self.filled[name] = self.value(self.active[name].get("Properties", {}), name)
        return self.filled[name]

    def outputs(self):
        return {
            name: self.value(output["Value"], name)
            for name, output in self.template.get("Outputs", {}).items()
            if "Condition" not in output or self.condition(output["Condition"])
        }

    def check(self):
        """Everything filled in; raises Dangling for what points at nothing."""
        for name, resource in self.active.items():
            for other in self._names(resource.get("DependsOn", [])):
                self.needs(other, name)
            self.value({k: v for k, v in resource.items() if k not in ("Condition", "DependsOn")}, name)
        self.outputs()

    @staticmethod
    def _names(one_or_many):
        return [one_or_many] if isinstance(one_or_many, str) else one_or_many

    def needs(self, resource, place):
        if resource not in self.active:
            why = "its condition is false" if resource in self.template["Resources"] else "there is none"
            raise Dangling(f"{place} refers to {resource}: {why}")

    def value(self, tree, place):
        """The tree with every function done; what AWS alone knows becomes <Resource> or <Resource.Attribute>."""
        if isinstance(tree, list):
            values = [self.value(each, place) for each in tree]
            return [each for each in values if each is not NOTHING]
        if not isinstance(tree, dict):
            return tree
        if len(tree) == 1:
            ((function, argument),) = tree.items()
            if function in ("Ref", "Condition") and isinstance(argument, str) or function.startswith("Fn::"):
                return self._call(function, argument, place)
        values = {key: self.value(each, place) for key, each in tree.items()}
        return {key: each for key, each in values.items() if each is not NOTHING}

    def _call(self, function, argument, place):
        match function:
            case "Ref":
                return self._reference(argument, place)
            case "Condition":
                return self.condition(argument)
            case "Fn::GetAtt":
                path = argument.split(".", 1) if isinstance(argument, str) else argument
                self.needs(path[0], place)
                return f"<{'.'.join(path)}>"
            case "Fn::If":
                name, yes, no = argument
                return self.value(yes if self.condition(name) else no, place)
            case "Fn::Sub":
                return self._substitute(argument, place)
            case "Fn::Join":
                return argument[0].join(str(each) for each in self.value(argument[1], place))
            case "Fn::Split":
                return str(self.value(argument[1], place)).split(argument[0])
            case "Fn::Select":
                return self.value(argument[1], place)[int(argument[0])]
            case "Fn::FindInMap":
                name, first, second = (self.value(each, place) for each in argument)
                return self.template["Mappings"][name][first][second]
            case "Fn::Equals" | "Fn::Not" | "Fn::And" | "Fn::Or":
                return self.holds({function: argument})
        raise ValueError(f"{place}: no function {function}")

    def _reference(self, name, place):
        if name == "AWS::NoValue":
            return NOTHING
        if name in PSEUDO:
            return PSEUDO[name]
        if name in self.parameters:
            return self.parameters[name]
        if name in self.template.get("Parameters", {}):
            raise Dangling(f"{place} refers to the parameter {name}, which has no value")
        self.needs(name, place)
        return f"<{name}>"

    def _substitute(self, argument, place):
        text, own = (argument, {}) if isinstance(argument, str) else argument
        own = {key: self.value(each, place) for key, each in own.items()}

        def fill(hole):
            name = hole.group(1)
            if name in own:
                return str(own[name])
            if "." in name:
                return self._call("Fn::GetAtt", name, place)
            return str(self._reference(name, place))

        return HOLE.sub(fill, text).replace("${!", "${")


class Written(Deployment):
    """The same with parameters and conditions done and references left in: a template of its own."""

    def document(self):
        found = {}
        for name, resource in self.active.items():
            found[name] = self.value({k: v for k, v in resource.items() if k != "Condition"}, name)
        return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": found}

    def _call(self, function, argument, place):
        match function:
            case "Fn::GetAtt":
                return {function: argument.split(".", 1) if isinstance(argument, str) else argument}
            case "Fn::Join":
                parts = self.value(argument[1], place)
                if isinstance(parts, list) and all(isinstance(part, str) for part in parts):
                    return argument[0].join(parts)
                return {function: [argument[0], parts]}
        return super()._call(function, argument, place)

    def _reference(self, name, place):
        if name in self.parameters or name == "AWS::NoValue":
            return super()._reference(name, place)
        return {"Ref": name}

    def _substitute(self, argument, place):
        text, own = (argument, {}) if isinstance(argument, str) else argument
        own = {key: self.value(each, place) for key, each in own.items()}
        left = {}

        def fill(hole):
            name = hole.group(1)
            value = own[name] if name in own else self.parameters.get(name)
            if isinstance(value, dict):
                left[name] = value
            return hole.group(0) if value is None or isinstance(value, dict) else str(value)

        filled = HOLE.sub(fill, text)
        if not HOLE.search(filled) and "${!" not in filled:
            return filled
        return {"Fn::Sub": [filled, left] if left else filled}

"""Leasehold's types for programs without a generated SDK: a name, arguments as the schema has them, and what comes out."""

import pulumi


class Component(pulumi.ComponentResource):
    """A component that the plugin makes. Fields named in `outputs` can be read from it."""

    def __init__(self, type_, name, args, outputs=(), opts=None):
        fields = dict.fromkeys(outputs)
        super().__init__(f"leasehold:index:{type_}", name, {**fields, **args}, opts, remote=True)


class RoaRequest(pulumi.CustomResource):
    def __init__(self, name, args, opts=None):
        super().__init__("leasehold:rpki:RoaRequest", name, {"document": None, "state": None, **args}, opts)


class Advertisement(pulumi.CustomResource):
    def __init__(self, name, args, opts=None):
        super().__init__("leasehold:routing:Advertisement", name, {"state": None, "validity": None, **args}, opts)

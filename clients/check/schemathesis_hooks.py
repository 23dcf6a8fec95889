"""The types of bodies that Schemathesis does not know: text goes as it is, bytes of anything."""

import schemathesis


@schemathesis.serializer("application/jsonlines", "application/x-recordio-protobuf")
def as_it_is(_, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


@schemathesis.deserializer("application/jsonlines")
def text(_, response):
    return response.content.decode()


@schemathesis.deserializer("application/octet-stream", "application/x-recordio-protobuf")
def content(_, response):
    return response.content.decode("latin-1")

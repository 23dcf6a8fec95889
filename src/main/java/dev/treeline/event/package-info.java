/// One Lambda event to HTTP requests, and their replies back into the shape that asked. Begin at
/// [dev.treeline.event.Events].
///
/// | sender | known by | reply |
/// | --- | --- | --- |
/// | HTTP API (2.0), Function URL | `requestContext.http.method` | `statusCode`, `headers`, `body` |
/// | REST API, HTTP API (1.0) | `httpMethod` | the same |
/// | load balancer | `httpMethod`, `requestContext.elb` | and `statusDescription`; lists for lists |
/// | direct, several requests | `requests`, a list, and nothing else | `{"replies": [...]}` |
/// | direct, one body | no mark of another service | the body alone |
///
/// Binary and compressed bodies travel in Base64. REST API hands them out as bytes only for the
/// `binaryMediaTypes` of the API, and the caller's first `Accept` must be one of these; so only its
/// binary replies depend on that setting, and nothing is compressed for it. Every other sender
/// needs no setting.
@NullMarked
package dev.treeline.event;

import org.jspecify.annotations.NullMarked;

package dev.treeline.request;

import dev.treeline.event.BodyException;
import dev.treeline.event.HttpRequest;
import dev.treeline.event.Reply;
import dev.treeline.payload.Body;
import java.util.Optional;

/// What was sent or answered: bytes and what they are.
final class Content {
  /// Characters of a media type, as SageMaker has it; parsing many parameters would take long.
  static final int LONGEST_TYPE = 1024;

  private final String contentType;
  private final byte[] bytes;

  Content(String contentType, byte[] bytes) {
    this.contentType = contentType;
    this.bytes = bytes;
  }

  /// What a request holds.
  ///
  /// @param otherwise its type where the request does not say it
  /// @throws Refusal if it is longer than it may be, or what wraps it is damaged
  static Content of(HttpRequest request, Rules rules, String otherwise) {
    byte[] bytes = bytes(request, rules.serving().maxContentLength());
    Optional<String> type = request.header("content-type");
    if (type.isPresent() && type.get().length() > LONGEST_TYPE) {
      throw new Refusal(
          Reason.INVALID,
          "Content-Type",
          type.get().length() + " characters",
          "at most " + LONGEST_TYPE);
    }
    // What curl sends where nobody says a type says nothing.
    boolean said = type.isPresent() && !type.get().equals("application/x-www-form-urlencoded");
    return new Content(said ? type.orElse("") : otherwise, bytes);
  }

  private static byte[] bytes(HttpRequest request, int most) {
    try {
      return request.body(most);
    } catch (BodyException e) {
      Reason reason =
          switch (e.kind()) {
            case TOO_LARGE -> Reason.TOO_LARGE;
            case UNREADABLE, UNSUPPORTED_ENCODING -> Reason.UNREADABLE;
          };
      throw new Refusal(reason, e.problem());
    }
  }

  /// What a reply will hold.
  static Content of(Body body) {
    return new Content(body.contentType(), body.bytes());
  }

  /// The same bytes, called something else.
  Content as(String otherType) {
    return new Content(otherType, bytes);
  }

  /// The reply that holds it.
  static Reply reply(Body body) {
    return body.isText()
        ? Reply.text(200, body.contentType(), body.bytes())
        : Reply.binary(200, body.contentType(), body.bytes());
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /// Whether the first byte that is no space could begin a JSON document of rows.
  boolean beginsAsJson() {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b == '{' || b == '[';
      }
    }
    return false;
  }

  /// As sent, parameters and all; empty when there was none.
  String contentType() {
    return contentType;
  }

  /// Not to be changed.
  byte[] bytes() {
    return bytes;
  }
}

package dev.treeline.capture;

/// A line that is no capture line; the message names the place in it, what was found there and what
/// was expected.
public final class CaptureFormatException extends RuntimeException {
  CaptureFormatException(String place, String found, String expected) {
    super(place + ": found " + found + ", expected " + expected);
  }
}

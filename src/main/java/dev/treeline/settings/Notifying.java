package dev.treeline.settings;

/// Who is told when the monitor finds something, and how.
///
/// @param topic ARN of an SNS topic; empty when nobody is told
/// @param isSlack whether the message is what Slack and Teams show through AWS Chatbot, in place of
///   a paragraph
public record Notifying(String topic, boolean isSlack) {
  /// Nobody is told.
  public static final Notifying NOBODY = new Notifying("", false);
}

package dev.treeline.request;

import com.amazonaws.services.lambda.runtime.Context;
import org.jspecify.annotations.Nullable;

/// What Lambda says of one invocation.
///
/// @param requestId its id; empty outside Lambda
/// @param context null outside Lambda
record Invocation(String requestId, @Nullable Context context) {

  static Invocation of(@Nullable Context context) {
    String id = context == null ? null : context.getAwsRequestId();
    return new Invocation(id == null ? "" : id, context);
  }

  /// The ARN of the log stream that tells of it; empty where that is not known.
  ///
  /// The function's, `arn:aws:lambda:REGION:ACCOUNT:function:NAME`, says where the group lies.
  String logStream() {
    String function = context == null ? null : context.getInvokedFunctionArn();
    int at = function == null ? -1 : function.indexOf(":function:");
    if (context == null || function == null || at < 0) {
      return "";
    }
    return function.substring(0, at).replace(":lambda:", ":logs:")
        + ":log-group:"
        + context.getLogGroupName()
        + ":log-stream:"
        + context.getLogStreamName();
  }
}

package dev.treeline.gate;

import dev.treeline.aws.SignedPost;
import dev.treeline.aws.SignedPost.Answer;
import dev.treeline.aws.SignedPost.Host;
import dev.treeline.aws.SignedPost.Question;
import java.io.IOException;
import java.util.Map;

/// The gate's two calls to AWS.
///
/// @param post sends them
record Aws(SignedPost post) {
  private static final Host LAMBDA = new Host("lambda", "LAMBDA");
  private static final Host CODE_DEPLOY = new Host("codedeploy", "CODEDEPLOY");

  /// Invokes a function and waits for its answer. (Lambda API, "Invoke".)
  ///
  /// @param function its ARN, with a version
  Answer invoke(String function, String event) throws IOException {
    // A colon is plain in a path, and so the signer and Lambda read the same.
    String path = "/2015-03-31/functions/" + function.replace(":", "%3A") + "/invocations";
    return post.send(LAMBDA, new Question(path, Map.of(), event));
  }

  /// Tells CodeDeploy how a lifecycle hook ended. (CodeDeploy API,
  /// "PutLifecycleEventHookExecutionStatus".)
  ///
  /// @param body the action's JSON
  Answer putHookStatus(String body) throws IOException {
    Map<String, String> headers =
        Map.of(
            "Content-Type", "application/x-amz-json-1.1",
            "X-Amz-Target", "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus");
    return post.send(CODE_DEPLOY, new Question("/", headers, body));
  }
}

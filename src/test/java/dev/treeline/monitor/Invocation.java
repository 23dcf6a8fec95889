package dev.treeline.monitor;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// What Lambda tells a function about its invocation.
///
/// @param id the same for every attempt at one event
/// @param millisLeft until the deadline, asked anew each time
record Invocation(String id, IntSupplier millisLeft) implements Context {
  @Override
  public String getAwsRequestId() {
    return id;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return millisLeft.getAsInt();
  }

  @Override
  public String getLogGroupName() {
    return "log";
  }

  @Override
  public String getLogStreamName() {
    return "stream";
  }

  @Override
  public String getFunctionName() {
    return "monitor";
  }

  @Override
  public String getFunctionVersion() {
    return "1";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:eu-central-1:000000000000:function:monitor";
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getMemoryLimitInMB() {
    return 2048;
  }

  @Override
  public LambdaLogger getLogger() {
    throw new UnsupportedOperationException("nobody logs this way");
  }
}

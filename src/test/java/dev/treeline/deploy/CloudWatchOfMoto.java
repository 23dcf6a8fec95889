package dev.treeline.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;

/// What our functions' log lines come to in CloudWatch, put into moto's.
final class CloudWatchOfMoto {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI moto;

  CloudWatchOfMoto(String address) {
    this.moto = URI.create(address);
  }

  /// Puts a value of the endpoint `treeline`.
  void put(String namespace, String metric, Instant time, long value)
      throws IOException, InterruptedException {
    String body =
        """
        {"Namespace": "%s", "MetricData": [{"MetricName": "%s", "Timestamp": %d, "Value": %d,
          "Unit": "Count", "Dimensions": [{"Name": "Endpoint", "Value": "treeline"},
          {"Name": "Variant", "Value": "AllTraffic"}]}]}"""
            .formatted(namespace, metric, time.getEpochSecond(), value);
    HttpRequest request =
        HttpRequest.newBuilder(moto)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "GraniteServiceVersion20100801.PutMetricData")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=nobody/20260101/eu-central-1/monitoring/aws4_request,"
                    + " SignedHeaders=host, Signature=none")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (reply.statusCode() != 200) {
      throw new IOException("PutMetricData: " + reply.statusCode() + " " + reply.body());
    }
  }
}

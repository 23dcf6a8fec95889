package dev.treeline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A topic in moto's SNS whose messages land in a queue of its SQS, to be read there.
final class MotoTopic {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REGION = "eu-central-1";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI moto;
  private final String arn;
  private final String queue;

  /// Makes both.
  MotoTopic(String address) throws IOException, InterruptedException {
    this.moto = URI.create(address);
    String name = "drift-" + UUID.randomUUID();
    queue = text(call("sqs", "CreateQueue", "QueueName", name), "QueueUrl");
    arn = text(call("sns", "CreateTopic", "Name", name), "TopicArn");
    String endpoint = "arn:aws:sqs:" + REGION + ":123456789012:" + name;
    call("sns", "Subscribe", "TopicArn", arn, "Protocol", "sqs", "Endpoint", endpoint);
  }

  /// As `TREELINE_TOPIC` takes it.
  String arn() {
    return arn;
  }

  /// A message as a subscriber gets it.
  record Message(String subject, String text) {}

  /// Messages that nobody has received yet.
  List<Message> messages() throws IOException, InterruptedException {
    String reply = call("sqs", "ReceiveMessage", "QueueUrl", queue, "MaxNumberOfMessages", "10");
    List<Message> messages = new ArrayList<>();
    for (String part : reply.split("<Body>", -1)) {
      int end = part.indexOf("</Body>");
      if (end >= 0) {
        JsonNode body = JSON.readTree(plain(part.substring(0, end)));
        messages.add(new Message(body.path("Subject").asText(), body.path("Message").asText()));
      }
    }
    return messages;
  }

  private static String plain(String xml) {
    return xml.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static String text(String xml, String element) {
    int from = xml.indexOf("<" + element + ">") + element.length() + 2;
    return xml.substring(from, xml.indexOf("</" + element + ">"));
  }

  /// One call of the query protocol; moto believes the region and the service that a request
  /// claims.
  private String call(String service, String action, String... parameters)
      throws IOException, InterruptedException {
    List<String> pairs = new ArrayList<>(List.of("Action=" + action));
    for (int i = 0; i < parameters.length; i += 2) {
      pairs.add(parameters[i] + "=" + URLEncoder.encode(parameters[i + 1], UTF_8));
    }
    String scope = "nobody/20260101/" + REGION + "/" + service + "/aws4_request";
    HttpRequest request =
        HttpRequest.newBuilder(moto)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=none")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)))
            .build();
    HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (reply.statusCode() != 200) {
      throw new IOException(action + ": " + reply.statusCode() + " " + reply.body());
    }
    return reply.body();
  }
}

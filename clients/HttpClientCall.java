import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// Java's own client, without any library: `java HttpClientCall.java [URL]` (JDK 25)
void main(String[] args) throws Exception {
  URI url = URI.create(args.length > 0 ? args[0] : "http://localhost:8080");
  try (HttpClient client = HttpClient.newHttpClient()) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/invocations"))
            .header("Content-Type", "text/csv")
            .header("Accept", "text/csv")
            .POST(BodyPublishers.ofString("6.4,2.8,5.6,2.2\n5.4,3.4,1.5,0.4\n"))
            .build();

    HttpResponse<String> reply = client.send(request, BodyHandlers.ofString());
    if (reply.statusCode() != 200) {
      throw new IllegalStateException(reply.statusCode() + ": " + reply.body());
    }
    reply.body().lines().forEach(line -> IO.println(line));
  }
}

package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.request.Caller.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorsTest {
  private static final String APP = "https://app.example.com";
  private static final byte[] NOTHING = {};

  private static Answer preflight(Caller caller, String origin) {
    return caller.send(
        "OPTIONS",
        "/invocations",
        NOTHING,
        "origin",
        origin,
        "access-control-request-method",
        "POST",
        "access-control-request-headers",
        "content-type,x-mine");
  }

  @Test
  void aKnownOriginMayCallAndReadTheReply() {
    Caller caller = new Caller(new Bench("iris").handler(Map.of("TREELINE_CORS", APP)));
    Answer asked = preflight(caller, APP);
    assertThat(asked.status()).isEqualTo(204);
    assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(APP);
    assertThat(asked.header("Access-Control-Allow-Methods")).contains("POST");
    assertThat(asked.header("Access-Control-Allow-Headers")).isEqualTo("content-type,x-mine");
    Answer called =
        caller.post("/invocations", "[3.5,1.2,5.3,1.8]", "origin", APP, "accept", "*/*");
    assertThat(called.status()).isEqualTo(200);
    assertThat(called.header("Access-Control-Allow-Origin")).isEqualTo(APP);
    assertThat(called.header("Vary")).contains("Origin");
  }

  @Test
  void anotherOriginGetsNoLeave() {
    Caller caller = new Caller(new Bench("iris").handler(Map.of("TREELINE_CORS", APP)));
    assertThat(preflight(caller, "https://evil.example").headers())
        .doesNotContainKey("access-control-allow-origin");
    assertThat(caller.post("/invocations", "[1]", "origin", "https://evil.example").headers())
        .doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void withoutTheSettingNobodyGetsLeave() {
    Caller caller = new Caller(new Bench("iris").handler());
    assertThat(preflight(caller, APP).headers()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void aStarLetsEveryOriginIn() {
    Caller caller = new Caller(new Bench("iris").handler(Map.of("TREELINE_CORS", "*")));
    assertThat(preflight(caller, APP).header("Access-Control-Allow-Origin")).isEqualTo(APP);
  }
}

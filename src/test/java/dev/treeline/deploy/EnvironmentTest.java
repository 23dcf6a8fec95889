package dev.treeline.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The harness itself, on a planted handler: what the tests of the built functions rely on.
class EnvironmentTest {
  private static final String HANDLER = EchoHandler.class.getName();

  @TempDir Path function;

  @BeforeEach
  void plantHandler() throws IOException {
    String file = HANDLER.replace('.', '/') + ".class";
    Path target = function.resolve(file);
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    try (InputStream bytes = EchoHandler.class.getClassLoader().getResourceAsStream(file)) {
      Files.copy(Objects.requireNonNull(bytes), target);
    }
  }

  @Test
  void replyIsWhatTheHandlerWroteAndAThrowIsAFailure() throws IOException {
    try (var environment = Environment.start(function, HANDLER, Map.of())) {
      assertThat(environment.invoke("{\"a\": 1}")).isEqualTo(new Outcome.Answered("{\"a\": 1}"));
      assertThat(environment.invoke("\"throw\""))
          .isInstanceOfSatisfying(
              Outcome.Failed.class, f -> assertThat(f.error()).contains("thrown as asked"));
      assertThat(environment.invoke("2")).isEqualTo(new Outcome.Answered("2"));
    }
  }

  @Test
  void deadProcessIsReportedWithItsStatusAndOutput() throws IOException {
    try (var environment = Environment.start(function, HANDLER, Map.of())) {
      assertThatThrownBy(() -> environment.invoke("\"exit\""))
          .hasMessageContaining("status 7")
          .hasMessageContaining("leaving");
    }
  }

  @Test
  void missingHandlerIsAFailureThatNamesIt() throws IOException {
    try (var environment = Environment.start(function, "dev.treeline.Nobody", Map.of())) {
      assertThat(environment.invoke("1"))
          .isInstanceOfSatisfying(
              Outcome.Failed.class, f -> assertThat(f.error()).contains("dev.treeline.Nobody"));
    }
  }

  @Test
  void extensionWorksAfterTheReplyAndHoldsUpTheNextRequest() throws IOException {
    var asked = Map.of("ECHO_EXTENSION", "\"INVOKE\"");
    try (var environment = Environment.start(function, HANDLER, asked)) {
      environment.invoke("1");
      assertThat(environment.output()).doesNotContain("flushed");
      environment.invoke("2");
      assertThat(environment.awaitLines("flushed"::equals, 1)).hasSize(1);
      environment.awaitIdle();
      assertThat(environment.awaitLines("flushed"::equals, 2)).hasSize(2);
      assertThat(environment.api().extensions()).isEqualTo(1);
    }
  }

  @Test
  void internalExtensionIsRefusedShutdown() throws IOException {
    var asked = Map.of("ECHO_EXTENSION", "\"INVOKE\", \"SHUTDOWN\"");
    try (var environment = Environment.start(function, HANDLER, asked)) {
      environment.invoke("1");
      assertThat(environment.awaitLines("registered: 403"::equals, 1)).hasSize(1);
      assertThat(environment.api().refused()).singleElement().asString().contains("SHUTDOWN");
    }
  }

  @Test
  void snapshotIsTakenAndRestoredBeforeTheFirstRequest() throws IOException {
    var snapStart = Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    try (var environment = Environment.start(function, HANDLER, snapStart)) {
      assertThat(environment.invoke("1")).isEqualTo(new Outcome.Answered("1"));
      assertThat(environment.api().restored()).isTrue();
    }
  }
}

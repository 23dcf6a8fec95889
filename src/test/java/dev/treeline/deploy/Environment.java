package dev.treeline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/// One execution environment: a child JVM that runs Lambda's Runtime Interface Client on a function
/// folder, with the java25 runtime's flags, and [RuntimeApi] on the other side.
///
/// The child sees no class of this project but those of the folder, and no variable of this
/// machine. It is killed by [#close], and by the end of this JVM if nobody closes it.
final class Environment implements AutoCloseable {
  /// Generous, since the machine may be busy: init is 0.3–1.5 s on an idle one.
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// Lambda sends SIGTERM and gives an environment with an internal extension half a second; a busy
  /// machine gets more.
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final RuntimeApi api;
  private final Process process;
  private final Thread reader;
  private final Thread reaper;
  private final List<String> output = new ArrayList<>();

  private Environment(RuntimeApi api, Process process) {
    this.api = api;
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
    this.reaper = Thread.ofPlatform().unstarted(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /// Starts a function; returns at once, [#invoke] waits for init.
  ///
  /// @param function the unpacked zip: classes, and jars in `lib/`
  /// @param handler class name, as in the template
  /// @param variables the function's own environment variables
  static Environment start(Path function, String handler, Map<String, String> variables)
      throws IOException {
    var api = new RuntimeApi();
    Path scratch = Files.createTempDirectory("treeline-environment");
    // The client unpacks its native part to a fixed name: a folder of one's own keeps runs apart.
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            // As the managed runtime does: through it org.crac finds Lambda's hooks.
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
            "-Djava.io.tmpdir=" + scratch,
            "-cp",
            runtimeClassPath(),
            AWSLambda.class.getName(),
            handler);
    builder.directory(function.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(reserved(api, function, handler));
    builder.environment().putAll(variables);
    return new Environment(api, builder.start());
  }

  /// Sends one event, after init and after what follows the last reply.
  Outcome invoke(String event) {
    return invoke(UUID.randomUUID().toString(), event);
  }

  /// The same as the request of this id: Lambda's repetition of a failed one keeps it.
  Outcome invoke(String id, String event) {
    return api.invoke(id, event, LIMIT);
  }

  /// Waits until nothing runs any more, extensions included.
  void awaitIdle() {
    api.awaitIdle(LIMIT);
  }

  /// The other side.
  RuntimeApi api() {
    return api;
  }

  /// Lines printed so far: what CloudWatch would have.
  List<String> output() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /// The lines of a kind, as soon as there are so many of them, or what there is after 20 s. What a
  /// process printed comes by a pipe, and so a little later than what it asked the API.
  List<String> awaitLines(Predicate<String> kind, int count) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    List<String> lines = output().stream().filter(kind).toList();
    while (lines.size() < count && System.nanoTime() < end) {
      Thread.onSpinWait();
      lines = output().stream().filter(kind).toList();
    }
    return lines;
  }

  /// Ends it as Lambda does: SIGTERM, a little time, SIGKILL.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      reader.join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    api.close();
    Runtime.getRuntime().removeShutdownHook(reaper);
  }

  private static Map<String, String> reserved(RuntimeApi api, Path function, String handler) {
    return Map.ofEntries(
        Map.entry("_HANDLER", handler),
        Map.entry("LAMBDA_TASK_ROOT", function.toAbsolutePath().toString()),
        Map.entry("AWS_LAMBDA_RUNTIME_API", api.address()),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "built"),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "1"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769"),
        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/built"),
        Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/01/[1]0123456789abcdef"),
        Map.entry("AWS_LAMBDA_LOG_FORMAT", "JSON"),
        Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
        Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
        Map.entry("AWS_REGION", "eu-central-1"),
        Map.entry("AWS_DEFAULT_REGION", "eu-central-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "nobody"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "nothing"),
        Map.entry("AWS_SESSION_TOKEN", "none"),
        Map.entry("LANG", "en_US.UTF-8"),
        Map.entry("TZ", ":UTC"));
  }

  /// The jars of Lambda's `/var/runtime/lib`, taken from this test's class path. No trailing colon:
  /// it would put the working folder on the system loader.
  private static String runtimeClassPath() {
    return Stream.of(
            AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
        .map(Environment::jar)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String jar(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }

  /// Collects output until the process ends, then tells whoever waits for it.
  private void read() {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          output.add(line);
        }
      }
      api.died(
          "the function's process ended with status "
              + process.waitFor()
              + "; it had printed:\n"
              + String.join("\n", output()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.treeline.local;

import dev.treeline.forest.ModelLoader;
import dev.treeline.request.ScoreHandler;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `treeline serve`: the endpoint on this machine, its captures, and the monitor on a timer.
@Command(
    mixinStandardHelpOptions = true,
    name = "serve",
    description = {
      "The endpoint on this machine, with its captures and its monitor.",
      "Scores, captures into DIR/capture, and runs the monitor on a timer into DIR/reports. Prints"
          + " one line with its address when it is ready. The settings of the environment (README,"
          + " Settings) hold here too; options win."
    })
final class ServeCommand implements Callable<Integer> {
  private final World world;

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "the model package (default: TREELINE_MODEL, or model/ of the project)")
  private String model = "";

  @Option(
      names = "--engine",
      paramLabel = "E",
      description =
          "what scores: treeline (default), or xgboost4j for a model that Treeline refuses; slower,"
              + " and replies say so")
  private EngineChoice engine = EngineChoice.TREELINE;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "where to listen, 0 for any free port (default: 8080)")
  private int port = -1;

  @Option(
      names = "--host",
      paramLabel = "H",
      description =
          "the address to listen on; 0.0.0.0 lets other machines in, without any authentication"
              + " (default: localhost)")
  private String host = "localhost";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "where captures and reports go (default: data/ of the project)")
  private String data = "";

  @Option(
      names = "--monitor-every",
      paramLabel = "P",
      description = "how often the monitor looks, as PT5M (default) or PT30S")
  private String every = "PT5M";

  ServeCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, String> environment = environment();
    Settings settings = Settings.from(environment, world.home(), Job.LOCAL);
    Duration pause = Blocks.period("--monitor-every", every, Duration.ofSeconds(1));
    LogLines log = LogLines.to(world.err());
    ScoreHandler handler =
        ScoreHandler.from(environment, log, files -> engine.load(files, ModelLoader.DEFAULT));
    Path reports = Path.of(settings.monitor().reports());
    String latest =
        settings.endpoint() + "/" + settings.monitor().schedule() + "/latest/report.html";
    Gateway gateway =
        new Gateway(
            handler,
            settings.serving().maxContentLength(),
            world.clock(),
            world.ids(),
            world.err());
    ReportPages pages =
        new ReportPages(
            reports,
            latest,
            "No report yet: the monitor looks every " + pause + ", when there were requests.");
    try (log;
        handler;
        LocalServer server =
            new LocalServer(host, port < 0 ? settings.serving().port() : port, gateway, pages);
        MonitorTimer timer = MonitorTimer.start(settings, pause, world)) {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> end(server, handler, log), "treeline-serve-end"));
      world
          .out()
          .printf(
              "treeline: %s is ready at http://localhost:%d/invocations; %s%n",
              settings.endpoint(), server.port(), timer.promise(server.port()));
      server.join();
    }
    return Treeline.DONE;
  }

  /// The one order of the end: requests that have begun are answered, then what they captured is
  /// delivered, then what there is to say is printed.
  private static void end(LocalServer server, ScoreHandler handler, LogLines log) {
    server.close();
    handler.close();
    log.close();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(world.environment());
    if (!model.isEmpty()) {
      environment.put("TREELINE_MODEL", world.location(model));
    }
    environment.putIfAbsent("TREELINE_MODEL", world.home().resolve("model").toString());
    environment.putIfAbsent("TREELINE_CAPTURE", "folder");
    if (data.isEmpty()) {
      world.dataFolders("data").forEach(environment::putIfAbsent);
    } else {
      environment.putAll(world.dataFolders(world.location(data)));
    }
    return environment;
  }
}

package dev.treeline.local;

import dev.treeline.forest.Model;
import dev.treeline.project.ProjectFiles;
import dev.treeline.project.Release;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `treeline new`: a project of a few files that deploys one model with one release.
@Command(
    mixinStandardHelpOptions = true,
    name = "new",
    description = {
      "Writes a project that deploys a model: template.yaml, samconfig.toml, model/, a request to"
          + " try, a README, and a launcher pinned to one release by its digest.",
      "Neither a JDK nor Maven is needed there."
    })
final class NewCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long MOST_BYTES = 50L << 20;

  private final World world;

  @Parameters(
      paramLabel = "NAME",
      description = "the endpoint's name, and that of the folder: letters, digits, hyphens")
  private String name = "";

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "the model package to begin with (default: model/ of the project)")
  private String model = "";

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      description =
          "where releases are: a folder or an https:// address that holds v0.1.0/SHA256SUMS"
              + " (default: TREELINE_RELEASES)")
  private String from = "";

  @Option(
      names = "--release",
      paramLabel = "V",
      description = "the release to pin (default: this one)")
  private String version = "";

  NewCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws IOException {
    if (!name.matches("[A-Za-z0-9](-*[A-Za-z0-9]){0,62}")) {
      throw CommandException.misuse(
          "NAME: found \"" + name + "\", expected up to 63 letters, digits and hyphens");
    }
    Path folder = world.folder().resolve(name);
    if (Files.exists(folder)) {
      throw new CommandException(folder + ": exists already, expected a new folder");
    }
    Path own = world.home().resolve("model");
    if (model.isEmpty() && !Files.exists(own)) {
      throw CommandException.misuse(
          "--model: found none, nor " + own + ", expected a model file, or a package of `import`");
    }
    String typed = model.isEmpty() ? own.toString() : model;
    Map<String, byte[]> packaged = packaged(world.location(typed));
    String request = request(Packages.load(world, typed), packaged.get(GoldenRows.FILE));
    Map<String, byte[]> files = new TreeMap<>(ProjectFiles.of(name, release(), request));
    packaged.forEach((file, bytes) -> files.put("model/" + file, bytes));
    Packages.requireFolder(folder);
    for (String below : List.of("model", "events")) {
      Files.createDirectories(folder.resolve(below));
    }
    Packages.write(folder, files);
    if (!folder.resolve(ProjectFiles.LAUNCHER).toFile().setExecutable(true)) {
      throw new CommandException(folder + "/treeline: cannot be made executable");
    }
    world
        .out()
        .printf("%s: %d files. Next: cd %s && ./treeline serve%n", folder, files.size(), name);
    return Treeline.DONE;
  }

  /// The first golden row where there is one, and zeros otherwise.
  private static String request(Model model, byte @Nullable [] golden) {
    String row =
        golden == null
            ? Collections.nCopies(model.features(), "0").toString()
            : GoldenRows.first(golden);
    return "{\"inputs\": [" + row + "]}";
  }

  /// Every file of the package: the baseline and the golden rows are the project's too.
  private Map<String, byte[]> packaged(String location) {
    Map<String, byte[]> files = Packages.files(world, location, _ -> true);
    long bytes = files.values().stream().mapToLong(file -> file.length).sum();
    if (bytes > MOST_BYTES) {
      throw new CommandException(
          "%s: found %d MB, expected at most %d: a layer holds no more beside the functions"
              .formatted(location, bytes >> 20, MOST_BYTES >> 20));
    }
    return files;
  }

  private Release release() throws IOException {
    String place =
        from.isEmpty() ? world.environment().getOrDefault("TREELINE_RELEASES", "") : from;
    if (place.isEmpty()) {
      throw CommandException.misuse(
          "--from: found none, expected where releases are: a folder or an https:// address that"
              + " holds v0.1.0/SHA256SUMS; release/build makes one in target/release");
    }
    String wanted =
        version.isEmpty() ? new Version().getVersion()[0].replace("treeline ", "") : version;
    boolean isAddress = place.startsWith("https://");
    String whole =
        isAddress ? place : world.folder().resolve(place).toAbsolutePath().normalize().toString();
    try {
      byte[] sums = isAddress ? got(whole, wanted) : read(whole, wanted);
      return Release.of(whole, wanted, sums);
    } catch (IllegalArgumentException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] read(String place, String version) {
    Path sums = Path.of(place).resolve(Release.sumsBelow(version));
    try {
      return checked(sums.toString(), Files.readAllBytes(sums));
    } catch (IOException e) {
      throw new CommandException(
          sums + ": cannot be read, expected a release; release/build makes one", e);
    }
  }

  private static byte[] got(String place, String version) throws IOException {
    URI address = URI.create(place + "/" + Release.sumsBelow(version));
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    try (HttpClient client =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new CommandException(
            address + ": found status " + response.statusCode() + ", expected a release");
      }
      return checked(address.toString(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(address + ": interrupted", e);
    }
  }

  private static byte[] checked(String place, byte[] sums) {
    if (!Release.isSums(sums)) {
      throw new CommandException(place + ": found no list of digests, expected SHA256SUMS");
    }
    return sums;
  }
}

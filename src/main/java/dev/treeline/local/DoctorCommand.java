package dev.treeline.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `treeline doctor`: whether a deployment would go through, before it is tried.
@Command(
    mixinStandardHelpOptions = true,
    name = "doctor",
    description = {
      "Looks at what a deployment needs: SAM, credentials, the region, the settings, the model's"
          + " size, its golden rows and its baseline. Calls nobody.",
      "Exit status 1 when it would fail."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final Pattern OVERRIDES =
      Pattern.compile("(?m)^parameter_overrides\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern PARAMETER = Pattern.compile("(?m)^  ([A-Za-z0-9]+):\\s*$");

  private final World world;

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "the model package (default: model/ of the project)")
  private String model = "";

  DoctorCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws IOException {
    var checkup = new Checkup();
    checkup.good("java", Runtime.version().toString());
    sam(checkup);
    credentials(checkup);
    region(checkup);
    parameters(checkup);
    String location =
        model.isEmpty() ? world.home().resolve("model").toString() : world.location(model);
    try {
      PackageCheck.of(Packages.files(world, location, _ -> true), checkup);
    } catch (CommandException e) {
      checkup.bad(PackageCheck.WHAT_MODEL, String.valueOf(e.getMessage()));
    }
    checkup.points().forEach(point -> world.out().println(point.line()));
    return checkup.isFit() ? Treeline.DONE : Treeline.FAILED;
  }

  private void sam(Checkup checkup) {
    try {
      Process sam = new ProcessBuilder("sam", "--version").redirectErrorStream(true).start();
      if (!sam.waitFor(30, TimeUnit.SECONDS)) {
        sam.destroyForcibly();
        checkup.bad("sam", "sam --version does not end");
        return;
      }
      String said = new String(sam.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      checkup.good("sam", said.strip().lines().findFirst().orElse(""));
    } catch (IOException _) {
      checkup.bad("sam", "none on the PATH: install the AWS SAM CLI");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("doctor: interrupted", e);
    }
  }

  /// Where the AWS tools would look, in their order; whether they are valid only AWS knows.
  private void credentials(Checkup checkup) throws IOException {
    Map<String, String> environment = world.environment();
    for (String name :
        List.of(
            "AWS_ACCESS_KEY_ID",
            "AWS_PROFILE",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
      if (!environment.getOrDefault(name, "").isEmpty()) {
        checkup.good("credentials", name);
        return;
      }
    }
    for (String name : List.of("credentials", "config")) {
      if (Files.exists(aws(name))) {
        checkup.good("credentials", aws(name).toString());
        return;
      }
    }
    checkup.bad("credentials", "none found: aws configure sso, or aws configure, sets them up");
  }

  private void region(Checkup checkup) throws IOException {
    for (String name : List.of("AWS_REGION", "AWS_DEFAULT_REGION")) {
      String region = world.environment().getOrDefault(name, "");
      if (!region.isEmpty()) {
        checkup.good("region", region + " (" + name + ")");
        return;
      }
    }
    for (Path file : List.of(world.home().resolve("samconfig.toml"), aws("config"))) {
      Matcher region =
          Pattern.compile("(?m)^\\s*region\\s*=\\s*\"?([a-z0-9-]+)").matcher(text(file));
      if (region.find()) {
        checkup.good("region", region.group(1) + " (" + file.getFileName() + ")");
        return;
      }
    }
    checkup.bad("region", "none found: set AWS_REGION, or region in samconfig.toml");
  }

  /// A slip in a parameter's name fails a deployment after everything has been uploaded.
  private void parameters(Checkup checkup) throws IOException {
    String template = text(world.home().resolve("template.yaml"));
    if (template.isEmpty()) {
      checkup.bad("template", "no template.yaml in " + world.home());
      return;
    }
    var known = new TreeSet<String>();
    int from = template.indexOf("\nParameters:\n");
    int to = from < 0 ? 0 : template.indexOf("\nResources:\n", from);
    Matcher parameter = PARAMETER.matcher(template.substring(Math.max(0, from), Math.max(0, to)));
    while (parameter.find()) {
      known.add(parameter.group(1));
    }
    var unknown = new TreeSet<String>();
    Matcher overrides = OVERRIDES.matcher(text(world.home().resolve("samconfig.toml")));
    while (overrides.find()) {
      Matcher name = Pattern.compile("(?:^|\\s)([A-Za-z0-9]+)=").matcher(overrides.group(1));
      while (name.find()) {
        if (!known.contains(name.group(1))) {
          unknown.add(name.group(1));
        }
      }
    }
    if (unknown.isEmpty()) {
      checkup.good("parameters", known.size() + " in template.yaml");
    } else {
      checkup.bad("parameters", "samconfig.toml sets " + unknown + ", which template.yaml lacks");
    }
  }

  private Path aws(String name) {
    return Path.of(world.environment().getOrDefault("HOME", "")).resolve(".aws").resolve(name);
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }
}

package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir Path folder;

  @Test
  void parameterThatTheTemplateLacksIsNamed() throws IOException {
    Files.writeString(
        folder.resolve("template.yaml"), "Parameters:\n\nParameters:\n  Auth:\n\nResources:\n");
    Files.writeString(
        folder.resolve("samconfig.toml"),
        "region = \"eu-west-1\"\nparameter_overrides = \"Auth=iam Ruth=x\"\n");
    TestWorld world = TestWorld.of(folder);
    assertThat(world.run("doctor")).isEqualTo(Treeline.FAILED);
    assertThat(world.printed())
        .contains("FAIL  parameters   samconfig.toml sets [Ruth], which template.yaml lacks\n")
        .contains("ok    region       eu-west-1 (samconfig.toml)\n")
        .contains("FAIL  model        ");
  }

  private static Map<String, String> lines(Map<String, byte[]> files) {
    var checkup = new Checkup();
    PackageCheck.of(files, checkup);
    var lines = new TreeMap<String, String>();
    checkup.points().forEach(point -> lines.put(point.what(), point.line()));
    return lines;
  }

  private static Map<String, byte[]> sample() throws IOException {
    var files = new TreeMap<String, byte[]>();
    for (String name : new String[] {"model.ubj", "schema.json", "golden.jsonl", "profile.json"}) {
      files.put(name, Files.readAllBytes(Path.of("model", name)));
    }
    return files;
  }

  @Test
  void goodPackageHasNothingToSay() throws IOException {
    assertThat(lines(sample()).values()).allMatch(line -> line.startsWith("ok "));
  }

  @Test
  void whatAPackageLacksIsSaidWithTheNextStep() throws IOException {
    Map<String, byte[]> files = sample();
    files.keySet().retainAll(Set.of("model.ubj"));
    Map<String, String> lines = lines(files);
    assertThat(lines.get("golden rows")).startsWith("note  golden rows  no golden.jsonl");
    assertThat(lines.get("baseline")).contains("./treeline baseline makes one");
    assertThat(lines.get("schema")).startsWith("note ");
  }

  @Test
  void goldenRowOfAnotherModelFails() throws IOException {
    Map<String, byte[]> files = sample();
    String golden = new String(files.get("golden.jsonl"), StandardCharsets.UTF_8);
    files.put(
        "golden.jsonl",
        golden.replaceFirst("3cc938f0", "3cc938f1").getBytes(StandardCharsets.UTF_8));
    assertThat(lines(files).get("golden rows"))
        .isEqualTo("FAIL  golden rows  scores differ: ./treeline verify says where");
  }

  @Test
  void damagedModelAndBaselineFail() throws IOException {
    Map<String, byte[]> files = sample();
    files.put("profile.json", new byte[] {'{'});
    assertThat(lines(files).get("baseline")).startsWith("FAIL ");
    files.put("model.ubj", new byte[] {1});
    assertThat(lines(files).get("model")).startsWith("FAIL ");
  }
}

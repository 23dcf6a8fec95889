package dev.treeline.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.cost.Usage.Processor;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private final Prices prices = prices();

  private static Prices prices() {
    try (InputStream in = Objects.requireNonNull(Prices.class.getResourceAsStream("prices.json"))) {
      JsonNode table = new JsonMapper().readTree(in);
      Map<String, Double> each = new HashMap<>();
      table.get("prices").properties().forEach(p -> each.put(p.getKey(), p.getValue().asDouble()));
      return new Prices(table.get("asOf").asText(), table.get("region").asText(), each);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Usage usage(double requests, boolean isFull) {
    return new Usage(requests, 1, 30, 10, 1_769, Processor.ARM64, isFull);
  }

  private double dollars(Estimate estimate, String what) {
    return estimate.lines().stream()
        .filter(line -> line.what().equals(what))
        .findFirst()
        .orElseThrow()
        .dollars();
  }

  @Test
  void linesAreWhatAPencilGives() {
    Estimate estimate = Estimate.of(usage(1e6, true), prices);
    // 1 M x 10 ms x 1769/1024 GB = 17,275 GB-s, and 1 M requests at 0.20 USD.
    assertThat(dollars(estimate, "Lambda, scoring"))
        .isCloseTo(17_275.390_625 * 0.0000133334 + 0.2, within(1e-9));
    assertThat(dollars(estimate, "HTTP API")).isCloseTo(1, within(1e-9));
    // 480 + 9 x 30 = 750 bytes a line, billed as 5 KB.
    assertThat(dollars(estimate, "Firehose")).isCloseTo(5.12 * 0.029, within(1e-9));
    // Seven all month, fourteen for an hour a day.
    assertThat(dollars(estimate, "Metrics")).isCloseTo((7 + 14 * 30.4 / 730) * 0.3, within(1e-9));
    assertThat(dollars(estimate, "Alarms")).isCloseTo(18 * 0.1 + 0.5, within(1e-9));
    assertThat(dollars(estimate, "Traces")).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void millionRequestsStayBelowTenDollarsAndIdleOnesBelowTwo() {
    assertThat(Estimate.of(usage(1e6, false), prices).total()).isLessThan(10);
    Estimate full = Estimate.of(usage(1e6, true), prices);
    assertThat(full.free()).isCloseTo((7 + 14 * 30.4 / 730) * 0.3 + 10 * 0.1 + 3, within(1e-9));
    assertThat(full.total() - full.free()).isLessThan(10);
    assertThat(Estimate.of(usage(0, false), prices).total()).isLessThan(2);
  }

  @Test
  void longLinesAreBilledInSteps() {
    var wide = new Usage(1e6, 1, 1_000, 10, 1_769, Processor.ARM64, false);
    // 480 + 9,000 bytes: two steps.
    assertThat(dollars(Estimate.of(wide, prices), "Firehose"))
        .isCloseTo(10.24 * 0.029, within(1e-9));
  }

  @Test
  void whatIsNotCapturedCostsNoFirehose() {
    var usage = new Usage(1e6, 0, 30, 10, 1_769, Processor.X86_64, false);
    Estimate estimate = Estimate.of(usage, prices);
    assertThat(dollars(estimate, "Firehose")).isZero();
    assertThat(dollars(estimate, "S3")).isZero();
    assertThat(dollars(estimate, "Lambda, scoring"))
        .isCloseTo(17_275.390_625 * 0.0000166667 + 0.2, within(1e-9));
  }

  @Test
  void endpointAndMonitorOfSageMakerStandBesideIt() {
    Estimate estimate = Estimate.of(usage(1e6, false), prices);
    assertThat(estimate.others().getFirst().dollars())
        .isCloseTo(730 * 0.115 + 30.4 / 4 * 0.23, within(1e-9));
  }

  @Test
  void usageThatNoEndpointHasIsRefused() {
    assertThatThrownBy(() -> new Usage(1e6, 1.2, 30, 10, 1_769, Processor.ARM64, false))
        .hasMessage("captured: found 1.2, expected 0.0 to 1.0");
    assertThatThrownBy(() -> new Usage(Double.NaN, 1, 30, 10, 1_769, Processor.ARM64, false))
        .hasMessageStartingWith("requests: found NaN");
  }

  @Test
  void tableThatLacksAPriceNamesIt() {
    var poor = new Prices("2026-11-01", "eu-west-1", Map.of("lambda.request", 0.0000002));
    assertThatThrownBy(() -> Estimate.of(usage(1, false), poor))
        .hasMessage("lambda.arm64.gbSecond: found no such price, expected one in USD");
    assertThatThrownBy(() -> new Prices("", "", Map.of("x", -1.0)))
        .hasMessage("x: found -1.0, expected a price in USD");
  }
}

package dev.treeline.cost;

import java.util.Map;

/// List prices of one region on one day.
///
/// @param asOf the day, as `2026-11-01`
/// @param region such as `us-east-1`
/// @param each price by key, in USD; the keys are those of `prices.json`
public record Prices(String asOf, String region, Map<String, Double> each) {
  /// Refuses prices that are none, and keeps the map.
  public Prices {
    each = Map.copyOf(each);
    each.forEach(
        (key, price) -> {
          if (!(price >= 0 && price < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                key + ": found " + price + ", expected a price in USD");
          }
        });
  }

  /// One price in USD.
  ///
  /// @throws IllegalArgumentException if the table has none
  double of(String key) {
    Double price = each.get(key);
    if (price == null) {
      throw new IllegalArgumentException(key + ": found no such price, expected one in USD");
    }
    return price;
  }
}

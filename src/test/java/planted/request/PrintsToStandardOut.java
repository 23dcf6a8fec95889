package planted.request;

/// Standard output away from an entry.
final class PrintsToStandardOut {
  private PrintsToStandardOut() {}

  static void print() {
    System.out.println();
  }
}

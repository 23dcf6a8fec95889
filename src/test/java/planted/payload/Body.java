package planted.payload;

/// Something to import.
public final class Body {
  private Body() {}

  /// Nothing of use.
  public static int size() {
    return 0;
  }
}

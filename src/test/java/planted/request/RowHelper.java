package planted.request;

/// A banned name.
final class RowHelper {
  private RowHelper() {}
}

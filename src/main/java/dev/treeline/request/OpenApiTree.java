package dev.treeline.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON as maps and lists, and their bytes.
final class OpenApiTree {
  private OpenApiTree() {}

  /// An object whose members keep their order.
  ///
  /// @param members names, each followed by its value
  static Map<String, Object> object(Object... members) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put((String) members[i], members[i + 1]);
    }
    return object;
  }

  /// The same with one member more.
  static Map<String, Object> with(Map<String, Object> object, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(object);
    more.put(name, value);
    return more;
  }

  /// A reference to a schema of the document.
  static Map<String, Object> schema(String name) {
    return object("$ref", "#/components/schemas/" + name);
  }

  /// One of several schemas, or the only one.
  static Map<String, Object> anyOf(List<? extends Object> schemas) {
    return object("anyOf", new ArrayList<>(schemas));
  }

  /// The JSON text as UTF-8.
  static byte[] bytes(Map<String, Object> tree) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
      write(generator, tree);
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory", e);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> member : map.entrySet()) {
        out.writeFieldName((String) member.getKey());
        write(out, member.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(out, element);
      }
      out.writeEndArray();
    } else {
      switch (value) {
        case null -> out.writeNull();
        case String text -> out.writeString(text);
        case Integer number -> out.writeNumber(number);
        case Double number -> out.writeNumber(number);
        case Boolean truth -> out.writeBoolean(truth);
        default -> throw new IllegalArgumentException("No JSON: " + value.getClass());
      }
    }
  }
}

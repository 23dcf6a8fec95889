package dev.treeline.payload;

import dev.treeline.payload.BodyOptions.IndexBase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every reader against damaged bodies: rows or a [PayloadException], soon, and within 100 MB.
class PayloadFuzzTest {
  private static final List<BodyOptions> OPTIONS =
      List.of(
          BodyOptions.BODY, BodyOptions.of(4, IndexBase.AUTO), BodyOptions.of(4, IndexBase.ONE));

  private static final List<String> SHAPES =
      List.of(
          "[[5.1, 3.5, 1.4, 0.2], [1, null, \"NaN\", -2e-3]]",
          "{\"instances\": [{\"a\": 1, \"b\": [1, 2], \"c\": \"x\"}], \"n\": {\"d\": [[]]}}",
          "{\"instances\": [{\"features\": [5.1, 3.5]}, {\"id\": 3, \"features\": [NaN, 1]}]}",
          "{\"predictions\": [{\"score\": [0.25, 0.75]}, {\"score\": [1, 0]}]}",
          "{\"a\": 1, \"b c\": 2.5, \"d\": \"é\\u00e9\", \"e\": null, \"f\": true}",
          "{\"dataframe_split\": {\"columns\": [\"a\", \"b\"], \"index\": [0], \"data\": [[1, 2]]}}",
          "{\"dataframe_split\": {\"data\": [[1, 2], [3, 4]], \"columns\": [\"a\", \"b\"]}}",
          "{\"dataframe_records\": [{\"a\": 1, \"b\": 2}, {\"b\": 1, \"a\": null}]}",
          "{\"inputs\": {\"a\": [1, 2], \"b\": [[3], [4]], \"c\": [\"x\\n\", \"\"]}}",
          "{\"inputs\": {\"x\": [[1, 2], [3, 4]]}, \"signature_name\": \"s\"}",
          "{\"id\": \"7\", \"inputs\": [{\"name\": \"x\", \"shape\": [2, 2], \"datatype\": \"FP32\","
              + " \"data\": [[1, 2], [3, NaN]]}], \"outputs\": [{\"name\": \"p\"}]}",
          "{\"inputs\": [{\"name\": \"a\", \"shape\": [2], \"datatype\": \"BYTES\", \"data\":"
              + " [\"r\\\"ed\", \"\"]}, {\"name\": \"b\", \"shape\": [2, 1], \"datatype\":"
              + " \"INT64\", \"data\": [1, 9007199254740993]}]}",
          "{\"model_name\": \"m\", \"outputs\": [{\"name\": \"p\", \"shape\": [1, 3], \"datatype\":"
              + " \"FP64\", \"data\": [0.5, 0.25, 0.25]}]}");

  enum Reader {
    CSV {
      @Override
      List<byte[]> corpus() {
        return texts(
            "a,\"b \"\"c\"\"\",d\r\n1,2.5,-3e7\n,nan,\"é\"\n", "1 2 3\n4 5 6\n", "1|2\n3|");
      }

      @Override
      void read(byte[] body) {
        decode(MediaType.CSV, body);
      }
    },
    JSON {
      @Override
      List<byte[]> corpus() {
        return texts(SHAPES.toArray(String[]::new));
      }

      @Override
      void read(byte[] body) {
        decode(MediaType.JSON, body);
      }
    },
    JSON_LINES {
      @Override
      List<byte[]> corpus() {
        return texts(
            "{\"features\": [1, 2]}\n{\"features\": [3, \"\"]}\r\n[4, 5]\n",
            SHAPES.get(0) + "\n" + SHAPES.get(1) + "\n" + SHAPES.get(4) + SHAPES.get(5));
      }

      @Override
      void read(byte[] body) {
        decode(MediaType.JSON_LINES, body);
      }
    },
    LIBSVM {
      @Override
      List<byte[]> corpus() {
        return texts(
            "1 1:5.1 2:3.5 4:0.2\n0 3:1.4 # note\r\n",
            "qid:3 3:1 2:nan\n\n1:1e9\n",
            "7\n1048570:1\n");
      }

      @Override
      void read(byte[] body) {
        decode(MediaType.LIBSVM, body);
      }
    },
    RECORDIO {
      @Override
      List<byte[]> corpus() {
        return Stream.of("dense", "sparse", "dense_as_sparse", "single_value_bot_left")
            .map(PayloadFuzzTest::file)
            .toList();
      }

      @Override
      void read(byte[] body) {
        decode(MediaType.RECORDIO, body);
      }
    },
    TENSORS {
      @Override
      List<byte[]> corpus() {
        return texts(SHAPES.get(10), SHAPES.get(11), SHAPES.get(12));
      }

      @Override
      void read(byte[] body) {
        InferenceRequest request = InferenceRequest.of(body);
        request.read(PayloadFuzzTest::look);
      }
    },
    BINARY_TENSORS {
      @Override
      List<byte[]> corpus() {
        String input =
            "{\"name\": \"%s\", \"shape\": [2], \"datatype\": \"%s\", \"parameters\":"
                + " {\"binary_data_size\": %d}}";
        return texts(
            "{\"inputs\": [" + input.formatted("a", "FP32", 8) + "]}abcdefgh",
            "{\"inputs\": ["
                + input.formatted("a", "BYTES", 11)
                + ", "
                + input.formatted("b", "UINT64", 16)
                + ", "
                + input.formatted("c", "FP16", 4)
                + "]}\u0002\0\0\0hi\u0001\0\0\0!0123456789abcdef\0\0wx");
      }

      @Override
      void read(byte[] body) {
        int end = new String(body, StandardCharsets.ISO_8859_1).indexOf("]}") + 2;
        MediaType type =
            MediaType.parse("application/octet-stream; inference-header-content-length=" + end);
        decode(type, body);
      }
    };

    abstract List<byte[]> corpus();

    abstract void read(byte[] body);

    private static List<byte[]> texts(String... texts) {
      return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void damagedBodiesEndInRowsOrATypedErrorSoonAndWithinBounds(Reader reader) {
    Fuzz.run(reader.name(), reader.corpus(), reader::read);
  }

  private static void decode(MediaType type, byte[] body) {
    BodyOptions options = OPTIONS.get(body.length % OPTIONS.size());
    Payload.decode(type, body, options, PayloadFuzzTest::look);
  }

  /// Asks for all that a consumer may ask for; of a very wide row, for some of it.
  private static void look(Row row) {
    int step = Math.max(1, row.width() >> 16);
    for (int i = 0; i < row.width(); i += step) {
      if (row.kind(i) == Row.Kind.TEXT) {
        Objects.requireNonNull(row.nameAt(i) + row.textAt(i));
      } else if (Float.isNaN(row.floatAt(i)) != (row.kind(i) == Row.Kind.MISSING)
          || Double.isNaN(row.doubleAt(i)) != (row.kind(i) == Row.Kind.MISSING)) {
        throw new AssertionError(row.place(i) + " is missing and is not");
      }
    }
    if (row.width() > 0) {
      Objects.requireNonNull(row.place() + row.place(row.width() - 1));
    }
  }

  private static byte[] file(String name) {
    try (InputStream in =
        PayloadFuzzTest.class.getResourceAsStream("/payload/recordio/" + name + ".pb")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

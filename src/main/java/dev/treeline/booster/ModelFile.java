package dev.treeline.booster;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A model file's bytes to a document. The format is told by the first bytes, never by the name:
/// SageMaker calls everything `xgboost-model`.
public final class ModelFile {
  private ModelFile() {}

  /// Reads a model in any of XGBoost's formats but a pickle.
  ///
  /// @param name for error messages
  /// @throws ModelFormatException if this is not a model, with the place of what is wrong
  public static ModelDocument read(String name, byte[] bytes, Detail detail) {
    try {
      return switch (FileFormat.of(bytes)) {
        case JSON -> DocumentReader.read(new JsonSource(bytes), detail);
        case UBJSON -> DocumentReader.read(new UbjsonSource(bytes), detail);
        case OLD_BINARY -> new OldBinaryReader(bytes, detail).read();
        case OLD_SNAPSHOT -> new OldBinaryReader(inSnapshot(bytes), detail).read();
        case PICKLE ->
            throw new ModelFormatException(
                "byte 0",
                "a Python pickle",
                "a model file; `./treeline import` takes the model out of a pickle");
        case OTHER ->
            throw new ModelFormatException(
                "byte 0", FileFormat.describe(bytes), "a model that XGBoost saved");
      };
    } catch (ModelFormatException e) {
      throw e.in(name);
    } catch (IOException e) {
      throw malformed(name, e);
    }
  }

  /// The model's own bytes, without the configuration that a memory snapshot holds beside them:
  /// what XGBoost can load. Other files stay as they are.
  ///
  /// @throws ModelFormatException if a snapshot is damaged
  public static byte[] withoutConfiguration(String name, byte[] bytes) {
    try {
      return switch (FileFormat.of(bytes)) {
        case JSON -> modelIn(new JsonSource(bytes), bytes);
        case UBJSON -> modelIn(new UbjsonSource(bytes), bytes);
        case OLD_SNAPSHOT -> inSnapshot(bytes);
        case OLD_BINARY, PICKLE, OTHER -> bytes;
      };
    } catch (ModelFormatException e) {
      throw e.in(name);
    } catch (IOException e) {
      throw malformed(name, e);
    }
  }

  private static byte[] modelIn(ModelSource in, byte[] bytes) throws IOException {
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      int start = in.start();
      in.skip();
      if (key.equals("Model")) {
        return Arrays.copyOfRange(bytes, start, in.end());
      }
    }
    return bytes;
  }

  /// What a reader of JSON complains of, as a complaint about that file.
  private static ModelFormatException malformed(String name, IOException e) {
    var malformed =
        e instanceof JacksonException json
            ? new ModelFormatException(
                name + place(json.getLocation()), json.getOriginalMessage(), "well-formed JSON")
            : new ModelFormatException(name, "text that is not UTF-8", "JSON");
    malformed.initCause(e);
    return malformed;
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null ? "" : " byte " + location.getByteOffset();
  }

  /// The model in a snapshot of XGBoost 1.0 to 1.2: 14 characters, the model's length, the model,
  /// and a configuration that is of no use here.
  private static byte[] inSnapshot(byte[] bytes) {
    var in = new OldBinaryBytes(bytes);
    in.pass(FileFormat.OLD_SNAPSHOT_START.length());
    int length = in.length(1);
    return Arrays.copyOfRange(bytes, in.position(), in.position() + length);
  }
}

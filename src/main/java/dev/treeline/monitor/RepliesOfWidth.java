package dev.treeline.monitor;

import dev.treeline.drift.Profile;
import dev.treeline.sketch.ColumnSketch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/// The replies of as many values each, and beside them what the same bodies are where those replies
/// do not count: rows without an answer. Exact and additive. Not thread-safe.
final class RepliesOfWidth implements Serializable {
  private final int width;
  private final Watched answers;
  private final Watched absent;
  private final List<ColumnSketch> values = new ArrayList<>();
  private final Places places = new Places();
  private long loneBodies;
  private long bodies;
  private long rows;

  RepliesOfWidth(Profile profile, int width) {
    this.width = width;
    this.answers = new Watched(profile);
    this.absent = new Watched(profile);
    for (int v = 0; v < width; v++) {
      values.add(ColumnSketch.forWindow());
    }
  }

  /// Counts the replies to some rows of one body.
  ///
  /// @param body at least one
  void add(List<Answer> body, Place place) {
    boolean isLone = body.size() == 1;
    for (Answer answer : body) {
      for (int v = 0; v < width; v++) {
        values.get(v).addNumber(answer.value(v), false);
      }
      if (isLone) {
        answers.addLone(answer);
      } else {
        answers.add(answer);
      }
    }
    if (isLone) {
      loneBodies++;
    } else {
      answers.endBody();
      absent.addMissing(body.size());
    }
    bodies++;
    rows += body.size();
    note(place);
  }

  /// Notes where such a reply is.
  void note(Place place) {
    places.offer(place);
  }

  /// Takes what another of the same width has counted.
  void add(RepliesOfWidth other) {
    answers.add(other.answers);
    absent.add(other.absent);
    for (int v = 0; v < width; v++) {
      values.set(v, values.get(v).plus(other.values.get(v)));
    }
    places.offer(other.places);
    loneBodies += other.loneBodies;
    bodies += other.bodies;
    rows += other.rows;
  }

  int width() {
    return width;
  }

  /// Rows with a reply of this width.
  long rows() {
    return rows;
  }

  /// Bodies with such replies.
  long bodies() {
    return bodies;
  }

  /// Where the first of them are.
  Places places() {
    return places;
  }

  /// Adds these bodies to others as ones without an answer.
  void addAbsentTo(Watched others) {
    others.add(absent);
    others.addLoneMissing(loneBodies);
  }

  /// The answers; not to be used for anything else afterwards.
  Watched answers() {
    return answers;
  }

  /// One sketch a value, in the model's order.
  List<ColumnSketch> values() {
    return List.copyOf(values);
  }
}

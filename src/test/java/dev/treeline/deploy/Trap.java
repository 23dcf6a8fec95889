package dev.treeline.deploy;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/// An object that does something when it is read: what a hostile file would hold.
public final class Trap implements Serializable {
  private static boolean sprung;

  /// Whether one was read.
  public static boolean isSprung() {
    return sprung;
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    sprung = true;
  }
}

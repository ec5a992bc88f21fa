package io.distributeddebug.simulation;

/** Version numbers of three parts. */
final class Versions {
  private Versions() {}

  /** The same with the last part raised by one. */
  static String next(String version) {
    int dot = version.lastIndexOf('.');
    return version.substring(0, dot + 1) + (Integer.parseInt(version.substring(dot + 1)) + 1);
  }
}

package io.distributeddebug.incident;

/** Text from outside, made fit for one line of a message. */
final class Shown {
  private static final int LONGEST = 60;

  static String briefly(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && shown.length() < LONGEST; i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c);
    }
    return text.length() > LONGEST ? shown + "..." : shown.toString();
  }

  private Shown() {}
}

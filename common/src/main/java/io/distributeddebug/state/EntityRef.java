package io.distributeddebug.state;

/**
 * A thing that has state, such as order 17.
 *
 * @param key empty where telemetry does not tell which of its type it is
 */
public record EntityRef(String type, String key) implements Comparable<EntityRef> {
  public boolean hasKey() {
    return !key.isEmpty();
  }

  /** 64 bits by which the events of one entity come together; equal on every machine. */
  public long hash() {
    long hash = add(0xcbf29ce484222325L, type);
    hash = add((hash ^ 0xffff) * 0x100000001b3L, key);
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }

  private static long add(long hash, String text) {
    long sum = hash;
    for (int i = 0; i < text.length(); i++) {
      sum = (sum ^ text.charAt(i)) * 0x100000001b3L;
    }
    return sum;
  }

  @Override
  public int compareTo(EntityRef other) {
    int order = type.compareTo(other.type);
    return order != 0 ? order : key.compareTo(other.key);
  }

  @Override
  public String toString() {
    return key.isEmpty() ? type : type + " " + key;
  }
}

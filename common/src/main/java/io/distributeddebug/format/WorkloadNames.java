package io.distributeddebug.format;

/** The workload that a Kubernetes object belongs to, by the names that controllers give. */
final class WorkloadNames {
  private static final int REPLICA_SET_HASH_LONGEST = 10;
  private static final int POD_SUFFIX = 5;

  private WorkloadNames() {}

  /**
   * {@code cart} for the pod {@code cart-7d4b9c8f6d-x2x4z}; the name itself where it is no other.
   */
  static String ofObject(String kind, String name) {
    return switch (kind) {
      case "Pod" -> ofPod(name);
      case "ReplicaSet" -> withoutHash(name);
      default -> name;
    };
  }

  /** Of a pod of a deployment, a daemon set, a stateful set. */
  static String ofPod(String pod) {
    int dash = pod.lastIndexOf('-');
    if (dash <= 0) {
      return pod;
    }
    String suffix = pod.substring(dash + 1);
    if (suffix.length() <= 3 && suffix.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return pod.substring(0, dash);
    }
    return suffix.length() == POD_SUFFIX ? withoutHash(pod.substring(0, dash)) : pod;
  }

  /** A replica set's hash has no vowels and is up to ten characters long. */
  private static String withoutHash(String name) {
    int dash = name.lastIndexOf('-');
    String hash = name.substring(dash + 1);
    boolean hashed =
        dash > 0
            && hash.length() >= 8
            && hash.length() <= REPLICA_SET_HASH_LONGEST
            && hash.chars().allMatch(c -> "bcdfghjklmnpqrstvwxz2456789".indexOf(c) >= 0);
    return hashed ? name.substring(0, dash) : name;
  }
}

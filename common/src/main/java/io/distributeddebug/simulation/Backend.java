package io.distributeddebug.simulation;

/**
 * Something that services use and that records no spans of its own: a database, a cache, a company
 * on the internet.
 *
 * @param name as callers see it: {@code server.address} and {@code peer.service}
 * @param system {@code db.system.name}; empty for what is called over HTTP
 * @param namespace {@code db.namespace}, empty where it has none
 * @param slots how many requests it works on at full speed
 * @param poolSize connections an instance keeps to it, 0 where it keeps no pool
 */
record Backend(String name, String system, String namespace, int port, int slots, int poolSize) {
  boolean isDatabase() {
    return poolSize > 0;
  }
}

package io.distributeddebug.simulation.state;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Three nodes of which one leads, term by term; the leader writes settings. Near miss: orderly
 * failovers, whose old leader steps down first.
 */
final class Cluster {
  private static final int NODES = 3;

  private final StateSimulation.World world;
  private final int writes;
  private int leader;
  private long term = 1;
  private long version;

  Cluster(StateSimulation.World world, int writes) {
    this.world = world;
    this.writes = writes;
  }

  void plan() {
    world.at(world.begin(), now -> announce(0, 1, now));
    for (int i = 0; i < 4; i++) {
      world.at(world.anyTime(), this::failover);
    }
    for (int i = 0; i < writes; i++) {
      world.at(world.anyTime(), now -> write(leader, term, now));
    }
    if (world.has(StateFault.SPLIT_BRAIN)) {
      world.at(
          world.faultTime(),
          now -> {
            announce((leader + 1) % NODES, term, now);
            world.wrong(StateFault.SPLIT_BRAIN, "store", now, now);
          });
    }
    if (world.has(StateFault.STALE_LEADER_WRITE)) {
      world.at(
          world.faultTime(),
          now -> {
            long old = term;
            int was = leader;
            failover(now);
            write(leader, term, now + 300 * Scribe.MILLI);
            long late = now + 2_500 * Scribe.MILLI;
            write(was, old, late);
            world.wrong(StateFault.STALE_LEADER_WRITE, "config", now, late);
          });
    }
  }

  private void failover(long now) {
    world.scribe.log("store", "store-" + leader, leader, now, "stepping down at term " + term);
    leader = (leader + 1) % NODES;
    term++;
    announce(leader, term, now + 100 * Scribe.MILLI);
  }

  private void announce(int node, long ofTerm, long now) {
    world.scribe.log("store", "store-" + node, node, now, "became leader at term " + ofTerm);
  }

  private void write(int node, long ofTerm, long now) {
    Scribe.Request request = world.scribe.request("PUT setting", "store", node, now);
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("state.entity.type", "setting");
    attributes.put("state.entity.id", "config");
    attributes.put("state.place", "store");
    attributes.put("state.kind", "write");
    attributes.put("state.value", "c" + ++version);
    attributes.put("state.version", Long.toString(version));
    attributes.put("state.epoch", Long.toString(ofTerm));
    request.call("write setting", now, now + 2 * Scribe.MILLI, attributes);
    request.end();
  }
}

package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The simulated shop: cut into parts that can be run one by one, in any order, on any machine.
 *
 * <p>One set of instances (a cell) serves up to ten requests a second and is as big as its load
 * wants it; more spans make more cells. Time is cut into parts of ten minutes at most, at full
 * hours. A part runs a minute before its own begin, so that queues are as full as they would be;
 * what lasts longer than that minute is forgotten at the border, which is the price of parts that
 * need nothing from each other.
 */
public final class ShopSimulation {
  private static final long PART_NANOS = 600_000_000_000L;
  private static final double USUAL_REQUESTS_PER_SECOND = 1.1;
  private static final double MOST_REQUESTS_PER_SECOND = 10;
  private static final int NODES = 6;

  private final SimulationSettings settings;
  private final Shop shop = OnlineShop.open();
  private final Window window;
  private final int cells;
  private final double requestsPerCell;
  private final double scale;
  private final Disturbances disturbances;
  private final Truth truth;

  /**
   * A stretch of time of one cell.
   *
   * @param number parts are numbered from 0, by time and then by cell
   */
  public record Part(int number, int cell, Window window) {}

  public ShopSimulation(SimulationSettings settings) {
    this.settings = settings;
    window = settings.window();
    double seconds = window.nanos() / 1e9;
    Expectation perRequest = shop.expectation();
    double jobSpans = 0;
    for (Shop.Job job : shop.jobs()) {
      jobSpans += shop.expectationOf(job.operation()).spans() * seconds / job.everySeconds();
    }
    double byRequests = Math.max(settings.spans() * 0.5, settings.spans() - jobSpans);
    double requests = byRequests / perRequest.spans();
    cells = Math.max(1, (int) Math.ceil(requests / seconds / MOST_REQUESTS_PER_SECOND));
    requestsPerCell = requests / cells;
    double requestsPerSecond = requestsPerCell / seconds;
    scale = Math.max(1, requestsPerSecond / USUAL_REQUESTS_PER_SECOND);

    EverydayTrouble everyday = new EverydayTrouble(shop, window, settings.seed());
    List<Disturbance> all = new ArrayList<>(List.of(everyday));
    List<InjectedFault> injected = new ArrayList<>();
    for (int i = 0; i < settings.faults().size(); i++) {
      Fault fault = Faults.named(settings.faults().get(i));
      Dice dice = new Dice(Dice.hash(settings.seed(), fault.name().hashCode(), i));
      Scene scene =
          new Scene(
              shop,
              perRequest,
              dice,
              faultWindow(dice),
              requestsPerSecond,
              scale,
              everyday.deployedService(),
              (service, replica, now) -> instanceName(everyday, service, replica, now));
      Injection injection = fault.inject(scene);
      all.add(injection.disturbance());
      injected.add(injection.truth());
    }
    disturbances = new Disturbances(all);
    truth = new Truth(injected);
  }

  /** What is wrong, where and when. */
  public Truth truth() {
    return truth;
  }

  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    long from = window.fromUnixNanos();
    while (from < window.toUnixNanos()) {
      long to = Math.min(window.toUnixNanos(), (Math.floorDiv(from, PART_NANOS) + 1) * PART_NANOS);
      for (int cell = 0; cell < cells; cell++) {
        parts.add(new Part(parts.size(), cell, new Window(from, to)));
      }
      from = to;
    }
    return parts;
  }

  /** Runs one part; equal parts of equal settings record the same, in the same order. */
  public void run(Part part, Recording recording) {
    long cellSeed = cellSeed(part.cell());
    List<Node> nodes = nodes(part.cell());
    Load load = new Load(cellSeed, window, requestsPerCell);
    new World(shop, nodes, disturbances, cellSeed, scale, settings.sampling(), naming(recording))
        .run(part.window(), load);
  }

  private Recording naming(Recording recording) {
    return settings.hasRawPaths() ? new RawPaths(recording) : recording;
  }

  List<Node> nodes(int cell) {
    return IntStream.range(0, NODES).mapToObj(number -> node(cell, number)).toList();
  }

  /** In the middle of the run: begins at 35 to 60 % of it, lasts a twelfth to a quarter. */
  private Window faultWindow(Dice dice) {
    long second = 1_000_000_000L;
    long from = (long) (window.nanos() * dice.between(0.35, 0.6)) / second * second;
    long length = (long) (window.nanos() * dice.between(1 / 12.0, 0.25)) / second * second;
    return new Window(
        window.fromUnixNanos() + from, window.fromUnixNanos() + from + Math.max(second, length));
  }

  private long cellSeed(int cell) {
    return Dice.hash(settings.seed(), cell, 31);
  }

  /** Two nodes of each cell have clocks that are off by 8 to 60 milliseconds. */
  private Node node(int cell, int number) {
    long seed = Dice.hash(cellSeed(cell), number, 41);
    int first = Math.floorMod(cellSeed(cell), NODES);
    boolean skewed = number == first || number == (first + 2) % NODES;
    Dice dice = new Dice(seed);
    long skewMicros = (long) (dice.between(8_000, 60_000) * (dice.chance(0.5) ? 1 : -1));
    String prefix = cells == 1 ? "node-" : "node-" + (cell + 1) + "-";
    return new Node(
        prefix + (number + 1),
        "eu-central-1" + (char) ('a' + number % 3),
        skewed ? skewMicros * 1_000 : 0,
        seed);
  }

  private Optional<String> instanceName(
      Disturbance everyday, Service service, int replica, long now) {
    if (cells > 1) {
      return Optional.empty();
    }
    String version = everyday.version(service.name(), replica, now, service.version());
    return Optional.of(
        Conventions.podName(service, version, Instance.seed(cellSeed(0), service, replica)));
  }
}

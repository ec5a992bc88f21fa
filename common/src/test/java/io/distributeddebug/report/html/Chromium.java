package io.distributeddebug.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A headless Chromium that opens one page and says what the page did, over DevTools' protocol. */
final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Process process;
  private final WebSocket socket;
  private final Events events;
  private final AtomicInteger lastId = new AtomicInteger();

  private Chromium(Process process, WebSocket socket, Events events) {
    this.process = process;
    this.socket = socket;
    this.events = events;
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  static Chromium start(Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--window-size=1440,900",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("chromium.log").toFile())
            .start();
    try {
      String port = port(profile);
      Events events = new Events();
      HttpClient http = HttpClient.newHttpClient();
      URI pages = URI.create("http://127.0.0.1:" + port + "/json/list");
      String list =
          http.send(HttpRequest.newBuilder(pages).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      String page = MAPPER.readTree(list).path(0).path("webSocketDebuggerUrl").asText();
      WebSocket socket = http.newWebSocketBuilder().buildAsync(URI.create(page), events).join();
      return new Chromium(process, socket, events);
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String port(Path profile) throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (Files.exists(file) && !Files.readAllLines(file).isEmpty()) {
        return Files.readAllLines(file).get(0);
      }
      Thread.sleep(50);
    }
    throw new IOException("Chromium did not come up: " + profile.resolve("chromium.log"));
  }

  /** Opens a page and waits until it is loaded. */
  void open(Path page) throws Exception {
    for (String domain : List.of("Runtime", "Log", "Network", "Page")) {
      send(domain + ".enable", Map.of());
    }
    send("Page.navigate", Map.of("url", page.toUri().toString()));
    events.loaded.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  void width(int pixels) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** The value of a JavaScript expression. */
  JsonNode evaluate(String expression) throws Exception {
    JsonNode result =
        send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(result.path("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  /** Console messages, exceptions, log entries, dialogs. */
  List<String> complaints() {
    return List.copyOf(events.complaints);
  }

  /** What was asked of the network or the disk, without {@code data:}. */
  List<String> requests() {
    return List.copyOf(events.requests);
  }

  private JsonNode send(String method, Map<String, Object> parameters) throws Exception {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    events.answers.put(id, answer);
    ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", MAPPER.valueToTree(parameters));
    socket.sendText(message.toString(), true).join();
    return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    socket.abort();
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    for (ProcessHandle child : children) {
      child.destroyForcibly();
      child.onExit().join();
    }
  }

  private static final class Events implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        try {
          accept(MAPPER.readTree(whole));
        } catch (IOException e) {
          complaints.add(e.toString());
        }
      }
      socket.request(1);
      return null;
    }

    private void accept(JsonNode message) {
      if (message.has("id")) {
        answers.remove(message.path("id").asInt()).complete(message.path("result"));
        return;
      }
      JsonNode parameters = message.path("params");
      switch (message.path("method").asText()) {
        case "Page.loadEventFired" -> loaded.complete(null);
        case "Network.requestWillBeSent" -> {
          String url = parameters.path("request").path("url").asText();
          if (!url.startsWith("data:")) {
            requests.add(url);
          }
        }
        case "Runtime.consoleAPICalled",
            "Runtime.exceptionThrown",
            "Log.entryAdded",
            "Page.javascriptDialogOpening" ->
            complaints.add(parameters.toString());
        default -> {} // the page's other doings are its own
      }
    }
  }
}

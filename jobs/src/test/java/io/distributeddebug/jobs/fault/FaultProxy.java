package io.distributeddebug.jobs.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Stands between a client and an HTTP server, and does to chosen requests what networks and stores
 * do. It keeps the Host header, so that signatures stay right; each connection serves one request.
 */
public final class FaultProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final int serverPort;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  /** What is done to a request, or to its answer. */
  public interface Action {
    void answer(Exchange exchange) throws IOException;
  }

  /** A request that has been read, and the way back to its client. */
  public final class Exchange {
    private final Request request;
    private final OutputStream client;

    private Exchange(Request request, OutputStream client) {
      this.request = request;
      this.client = client;
    }

    /** Lets the server act. */
    byte[] answer() throws IOException {
      return forwardWithout("");
    }

    private byte[] forwardWithout(String header) throws IOException {
      return forward(request, header);
    }
  }

  /** The server acts, and its answer never arrives. */
  public static Action loseAnswer() {
    return Exchange::answer;
  }

  /** The server never sees the request. */
  public static Action refuse(int status, String code) {
    String body = "<Error><Code>%s</Code><Message>refused</Message></Error>".formatted(code);
    String answer =
        ("HTTP/1.1 %d %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n"
                + "Connection: close\r\n\r\n%s")
            .formatted(status, code, body.length(), body);
    return exchange -> exchange.client.write(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The answer's body ends early, after something else has happened. */
  public static Action cutBody(int bytes, Runnable meanwhile) {
    return exchange -> {
      byte[] answer = exchange.answer();
      exchange.client.write(answer, 0, Math.min(answer.length, bodyAt(answer) + bytes));
      exchange.client.flush();
      meanwhile.run();
    };
  }

  /** One bit of the answer's body is another. */
  public static Action flipBit(int at) {
    return exchange -> {
      byte[] answer = exchange.answer();
      if (bodyAt(answer) + at < answer.length) {
        answer[bodyAt(answer) + at] ^= 1;
      }
      exchange.client.write(answer);
    };
  }

  /** The server does not see a header. */
  public static Action stripHeader(String name) {
    return exchange -> exchange.client.write(exchange.forwardWithout(name));
  }

  /**
   * @param target what the request line's target must contain
   * @param every of those that match, each how manieth meets it
   */
  private record Fault(
      String method, Pattern target, int every, int times, Action action, AtomicInteger matched) {
    boolean meets(Request request) {
      if (!method.equals(request.method) || !target.matcher(request.target).find()) {
        return false;
      }
      int number = matched.incrementAndGet();
      return number % every == 0 && number / every <= times;
    }
  }

  private static final class Request {
    private final String method;
    private final String target;
    private final List<String> headers;
    private final byte[] body;

    Request(String method, String target, List<String> headers, byte[] body) {
      this.method = method;
      this.target = target;
      this.headers = headers;
      this.body = body;
    }
  }

  private FaultProxy(ServerSocket socket, int serverPort) {
    this.socket = socket;
    this.serverPort = serverPort;
  }

  /** Starts one before a server on this machine. */
  public static FaultProxy before(int serverPort) {
    try {
      FaultProxy proxy =
          new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), serverPort);
      proxy.threads.execute(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String endpoint() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  /** The first so many requests of that kind meet the fault. */
  public FaultProxy first(int times, String method, String target, Action action) {
    return every(1, times, method, target, action);
  }

  /** Every so manieth request of that kind meets the fault, so many times. */
  public FaultProxy every(int every, int times, String method, String target, Action action) {
    faults.add(
        new Fault(method, Pattern.compile(target), every, times, action, new AtomicInteger()));
    return this;
  }

  /** From here on nothing is done to any request. */
  public void calm() {
    faults.clear();
  }

  /** How many requests have met a fault; a test in which none did tests nothing. */
  public int met() {
    return faults.stream()
        .mapToInt(fault -> Math.min(fault.times(), fault.matched().get() / fault.every()))
        .sum();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      Optional<Request> request = read(client);
      if (request.isPresent()) {
        answer(request.get(), client.getOutputStream());
      }
    } catch (IOException gone) {
      // Either side may leave at any time: the other one's own time-out tells.
    }
  }

  private void answer(Request request, OutputStream out) throws IOException {
    Exchange exchange = new Exchange(request, out);
    for (Fault fault : faults) {
      if (fault.meets(request)) {
        fault.action().answer(exchange);
        return;
      }
    }
    out.write(exchange.answer());
  }

  private byte[] forward(Request request, String without) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
      StringBuilder head =
          new StringBuilder("%s %s HTTP/1.1\r\n".formatted(request.method, request.target));
      for (String header : request.headers) {
        String name = name(header);
        if (!name.equals("connection") && !name.equals("expect") && !name.equals(lower(without))) {
          head.append(header).append("\r\n");
        }
      }
      head.append("Connection: close\r\n\r\n");
      OutputStream out = server.getOutputStream();
      out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      out.write(request.body);
      out.flush();
      return server.getInputStream().readAllBytes();
    }
  }

  private static Optional<Request> read(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ending = 0; // how much of CR LF CR LF has been seen
    while (ending < 4) {
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      head.write(next);
      ending = next == (ending % 2 == 0 ? '\r' : '\n') ? ending + 1 : 0;
    }
    List<String> lines =
        new ArrayList<>(List.of(head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1)));
    List<String> first = List.of(lines.remove(0).split(" ", 3));
    int length = 0;
    lines.removeIf(String::isEmpty);
    for (String header : lines) {
      switch (name(header)) {
        case "content-length" -> length = Integer.parseInt(value(header));
        case "expect" ->
            client
                .getOutputStream()
                .write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        default -> {}
      }
    }
    return Optional.of(new Request(first.get(0), first.get(1), lines, in.readNBytes(length)));
  }

  private static int bodyAt(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    return Math.max(0, text.indexOf("\r\n\r\n")) + 4;
  }

  private static String name(String header) {
    return lower(Arrays.asList(header.split(":", 2)).get(0)).strip();
  }

  private static String value(String header) {
    return header.substring(header.indexOf(':') + 1).strip();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

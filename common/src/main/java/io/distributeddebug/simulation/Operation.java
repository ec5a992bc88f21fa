package io.distributeddebug.simulation;

import java.util.List;

/** Something that a service does when asked: its steps, one after the other. */
final class Operation {
  enum Protocol {
    HTTP,
    GRPC,
    CONSUMER,
    JOB
  }

  private final String service;
  private final Protocol protocol;
  private final String method;
  private final String route;
  private final String name;
  private final List<Step> steps;

  private Operation(
      String service,
      Protocol protocol,
      String method,
      String route,
      String name,
      List<Step> steps) {
    this.service = service;
    this.protocol = protocol;
    this.method = method;
    this.route = route;
    this.name = name;
    this.steps = List.copyOf(steps);
  }

  static Operation http(String service, String method, String route, List<Step> steps) {
    return new Operation(service, Protocol.HTTP, method, route, method + " " + route, steps);
  }

  static Operation grpc(String service, String rpcService, String rpcMethod, List<Step> steps) {
    String name = rpcService + "/" + rpcMethod;
    return new Operation(service, Protocol.GRPC, rpcService, rpcMethod, name, steps);
  }

  static Operation consumer(String service, String topic, List<Step> steps) {
    return new Operation(service, Protocol.CONSUMER, "", topic, "process " + topic, steps);
  }

  static Operation job(String service, String name, List<Step> steps) {
    return new Operation(service, Protocol.JOB, "", name, name, steps);
  }

  /** Somebody waits for the answer. */
  boolean isCalled() {
    return protocol == Protocol.HTTP || protocol == Protocol.GRPC;
  }

  String service() {
    return service;
  }

  Protocol protocol() {
    return protocol;
  }

  /** HTTP method, or RPC service. */
  String method() {
    return method;
  }

  /** HTTP route, RPC method, or topic. */
  String route() {
    return route;
  }

  /** As spans are named. */
  String name() {
    return name;
  }

  List<Step> steps() {
    return steps;
  }

  /** How other operations refer to this one. */
  String key() {
    return service + ":" + name;
  }
}

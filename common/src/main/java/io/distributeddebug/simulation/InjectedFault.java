package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Optional;

/**
 * The truth about one fault.
 *
 * @param service where it is: the service, or the name under which callers know a database
 * @param edge {@code caller->callee}, {@code *} for all callers
 * @param affected services that feel it
 */
public record InjectedFault(
    String kind,
    String service,
    Optional<String> instance,
    Optional<String> operation,
    Optional<String> resource,
    Optional<String> edge,
    Window window,
    List<String> affected) {
  public InjectedFault {
    affected = List.copyOf(affected);
  }

  static InjectedFault at(String kind, String service, Window window, List<String> affected) {
    return new InjectedFault(
        kind,
        service,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        window,
        affected);
  }

  InjectedFault inInstance(Optional<String> name) {
    return new InjectedFault(kind, service, name, operation, resource, edge, window, affected);
  }

  InjectedFault inOperation(String name) {
    return new InjectedFault(
        kind, service, instance, Optional.of(name), resource, edge, window, affected);
  }

  InjectedFault ofResource(String name) {
    return new InjectedFault(
        kind, service, instance, operation, Optional.of(name), edge, window, affected);
  }

  InjectedFault onEdge(String name) {
    return new InjectedFault(
        kind, service, instance, operation, resource, Optional.of(name), window, affected);
  }
}

package io.distributeddebug.format;

/** A house format: calls with a duration and a time in local notation. */
final class ExampleMapping {
  static final String YAML =
      """
      name: example
      files:
        - path: "calls/*.csv"
          header: [trace, span, took_ms]
          signal: spans
          delimiter: ";"
          fields:
            trace_id: trace
            span_id: span
            parent_span_id: {column: parent, none: ["-", root]}
            name:
              - {column: detail, json: route.name}
              - {column: op}
            start: {column: at, unit: iso}
            duration: {column: took_ms, unit: ms}
            status: {column: ok, values: {"no": ERROR, "yes": OK}}
            kind: {constant: server}
          resource:
            service.name: {column: host, capture: "^([a-z]+)-\\\\d+$"}
          attributes:
            region: {constant: eu}
          drop: [detail]
          skip_rows:
            - {when: {column: op, capture: "^(health)$"}, reason: "a health check"}
      skip:
        - {path: "calls/*.txt", reason: "notes"}
      """;

  private ExampleMapping() {}

  static MappedFormat format(Limits limits) {
    return MappedFormat.of("example.yaml", YAML, limits);
  }
}

package io.distributeddebug.topology;

import java.util.List;
import java.util.Optional;

/** Whose rules say which service calls which. */
public enum LinkRules {
  /** Those of jaegertracing/spark-dependencies. */
  JAEGER {
    @Override
    public void count(List<LinkSpan> trace, LinkTally links) {
      JaegerLinks.count(trace, links);
    }
  },
  /** Those of Zipkin's {@code DependencyLinker}. */
  ZIPKIN {
    @Override
    public void count(List<LinkSpan> trace, LinkTally links) {
      new ZipkinLinks(links).count(trace);
    }
  };

  /**
   * Counts the links of one trace.
   *
   * @param trace all its spans, in the order of the archive
   */
  public abstract void count(List<LinkSpan> trace, LinkTally links);

  /** By name, in any case. */
  public static Optional<LinkRules> named(String name) {
    for (LinkRules rules : values()) {
      if (rules.name().equalsIgnoreCase(name)) {
        return Optional.of(rules);
      }
    }
    return Optional.empty();
  }
}

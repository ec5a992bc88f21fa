package io.distributeddebug.jobs.topology;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.trace.ArchiveTraces;
import io.distributeddebug.jobs.trace.RecordedTraces;
import io.distributeddebug.operation.OperationName;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.topology.Exchange;
import io.distributeddebug.trace.Latencies;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What each dependency asks and how it is answered: attributes of the called side's span, where it
 * left one, else of the caller's. Attributes are not in the hub, so this pass has a shuffle.
 */
public final class ContractQuery {
  private ContractQuery() {}

  /** Of spans in memory. */
  public static Contracts of(List<Span> spans, Detail detail, Latencies.Windows windows) {
    Contracts contracts = new Contracts();
    List<Span> grouped = OperationName.grouped(spans);
    ArchiveTraces.forEach(
        grouped,
        (trace, of) ->
            contracts.add(
                trace, detail, windows, span -> said(of.get(trace.row(span)).attributes())));
    return contracts;
  }

  private static Contracts.Said said(Attributes attributes) {
    return new Contracts.Said(
        Exchange.of(attributes),
        Exchange.bytes(attributes, Exchange.REQUEST_BYTES),
        Exchange.bytes(attributes, Exchange.RESPONSE_BYTES));
  }

  /**
   * The same of a lake.
   *
   * @param spans rows of table {@code spans}
   */
  public static Contracts collect(Dataset<Row> spans, Detail detail, Latencies.Windows windows) {
    Column protocol = first(Exchange.PROTOCOLS);
    Column isHttp = first(List.of(Exchange.HTTP_METHOD)).notEqual("");
    return RecordedTraces.fold(
        spans,
        List.of(
            when(protocol.equalTo("").and(isHttp), "http").otherwise(protocol).as("protocol"),
            first(Exchange.METHODS).as("method"),
            first(Exchange.ROUTES).as("route"),
            first(Exchange.STATUSES).as("exchange_status"),
            bytes(Exchange.REQUEST_BYTES).as("request_bytes"),
            bytes(Exchange.RESPONSE_BYTES).as("response_bytes")),
        new Count(detail, windows));
  }

  /** As {@link Exchange#of}. */
  private static Column first(List<String> keys) {
    return coalesce(
        Stream.concat(
                keys.stream().flatMap(key -> Stream.of(number(key).cast("string"), text(key))),
                Stream.of(lit("")))
            .toArray(Column[]::new));
  }

  /** As {@link Exchange#bytes}. */
  private static Column bytes(List<String> keys) {
    return coalesce(
        Stream.concat(keys.stream().map(ContractQuery::number), Stream.of(lit(-1L)))
            .toArray(Column[]::new));
  }

  private static Column text(String key) {
    return Spans.ATTRIBUTES.column().getItem(key);
  }

  private static Column number(String key) {
    return Spans.ATTRIBUTES_NUMBER.column().getItem(key).cast("long");
  }

  private record Count(Detail detail, Latencies.Windows windows)
      implements RecordedTraces.Fold<Contracts> {
    @Override
    public Contracts zero() {
      return new Contracts();
    }

    @Override
    public void add(Contracts sum, RecordedTraces.Recorded trace) {
      sum.add(trace.trace(), detail, windows, span -> said(trace, span));
    }

    @Override
    public Contracts merge(Contracts one, Contracts other) {
      return one.merge(other);
    }

    private static Contracts.Said said(RecordedTraces.Recorded trace, int span) {
      return new Contracts.Said(
          new Exchange(
              (String) trace.value(span, 0),
              (String) trace.value(span, 1),
              (String) trace.value(span, 2),
              (String) trace.value(span, 3)),
          (Long) trace.value(span, 4),
          (Long) trace.value(span, 5));
    }
  }
}

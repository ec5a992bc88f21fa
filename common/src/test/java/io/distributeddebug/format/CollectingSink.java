package io.distributeddebug.format;

import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import java.util.ArrayList;
import java.util.List;

/** Keeps all it is given. */
public final class CollectingSink implements TelemetrySink {
  public final List<Span> spans = new ArrayList<>();
  public final List<LogRecord> logs = new ArrayList<>();
  public final List<MetricPoint> points = new ArrayList<>();
  public final List<ChangeEvent> changes = new ArrayList<>();
  public final List<Reject> rejects = new ArrayList<>();
  public final List<Long> positions = new ArrayList<>();

  @Override
  public void span(Span span, long position) {
    spans.add(span);
    positions.add(position);
  }

  @Override
  public void log(LogRecord log, long position) {
    logs.add(log);
    positions.add(position);
  }

  @Override
  public void metric(MetricPoint point, long position) {
    points.add(point);
    positions.add(position);
  }

  @Override
  public void change(ChangeEvent change, long position) {
    changes.add(change);
    positions.add(position);
  }

  @Override
  public void reject(Reject reject) {
    rejects.add(reject);
  }

  /** The records, signal by signal. */
  public List<Object> all() {
    List<Object> all = new ArrayList<>(spans);
    all.addAll(logs);
    all.addAll(points);
    all.addAll(changes);
    return all;
  }

  public int records() {
    return spans.size() + logs.size() + points.size() + changes.size();
  }
}

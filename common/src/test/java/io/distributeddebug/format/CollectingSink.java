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

  /** Of archives of files: the entry of each record, and of each reject with its reason. */
  public final List<String> entries = new ArrayList<>();

  public final List<String> rejected = new ArrayList<>();
  private String entry = "";

  @Override
  public void entry(String label) {
    entry = label;
  }

  @Override
  public void span(Span span, long position) {
    spans.add(span);
    place(position);
  }

  @Override
  public void log(LogRecord log, long position) {
    logs.add(log);
    place(position);
  }

  @Override
  public void metric(MetricPoint point, long position) {
    points.add(point);
    place(position);
  }

  @Override
  public void change(ChangeEvent change, long position) {
    changes.add(change);
    place(position);
  }

  @Override
  public void reject(Reject reject) {
    rejects.add(reject);
    rejected.add(Position.text(entry, reject.position()) + ": " + reject.reason());
  }

  private void place(long position) {
    positions.add(position);
    entries.add(entry);
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

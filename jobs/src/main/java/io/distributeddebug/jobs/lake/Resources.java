package io.distributeddebug.jobs.lake;

/** All that a process says about itself, once and not on each of its records. */
public final class Resources {
  public static final Table TABLE =
      Table.named(
              "resources",
              "Resource attributes by resource_id; an id may repeat across batches",
              Spans.RESOURCE_ID,
              Spans.SERVICE,
              Spans.INSTANCE,
              Spans.ATTRIBUTES,
              Spans.ATTRIBUTES_NUMBER,
              Spans.BATCH_ID.mayVary())
          .keyedBy(Spans.RESOURCE_ID);

  private Resources() {}
}

package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.NANOS;
import static io.distributeddebug.jobs.lake.ColumnUnit.NUMBER;
import static io.distributeddebug.jobs.lake.ColumnUnit.UNIX_NANOS;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/** Spans as recorded, one row each. */
public final class Spans {
  public static final Field TRACE_ID = Field.hex("trace_id", "Trace id, 32 digits");
  public static final Field SPAN_ID = Field.hex("span_id", "Span id, 16 digits");
  public static final Field PARENT_SPAN_ID =
      Field.hex("parent_span_id", "Parent's span id, 16 digits; empty for a root");
  public static final Field TRACE_STATE = Field.text("trace_state", "W3C trace state");
  public static final Field SERVICE = Field.text("service", "service.name");
  public static final Field INSTANCE =
      Field.text("instance", "service.instance.id, else the pod's name");
  public static final Field VERSION = Field.text("version", "service.version");
  public static final Field NODE = Field.text("node", "k8s.node.name, else host.name");
  public static final Field POD = Field.text("pod", "k8s.pod.name");
  public static final Field NAMESPACE = Field.text("namespace", "k8s.namespace.name");
  public static final Field ZONE = Field.text("zone", "cloud.availability_zone");
  public static final Field RESOURCE_ID =
      Field.hex("resource_id", "Row of table resources with all resource attributes");
  public static final Field NAME = Field.text("name", "Span name as recorded");
  public static final Field OPERATION =
      Field.text(
          "operation",
          "What it did, without ids: route, RPC method, destination or query, else the masked name");
  public static final Field KIND =
      Field.text("kind", "UNSPECIFIED, INTERNAL, SERVER, CLIENT, PRODUCER or CONSUMER");
  public static final Field START_UNIX_NANOS =
      Field.whole("start_unix_nanos", UNIX_NANOS, "Start on the recording host's clock");
  public static final Field END_UNIX_NANOS =
      Field.whole("end_unix_nanos", UNIX_NANOS, "End on the recording host's clock");
  public static final Field DURATION_NANOS =
      Field.whole("duration_nanos", NANOS, "End minus start");
  public static final Field STATUS = Field.text("status", "UNSET, OK or ERROR");
  public static final Field STATUS_MESSAGE = Field.text("status_message", "Status description");
  public static final Field ATTRIBUTES =
      Field.textMap("attributes", "Span attributes that are not numbers");
  public static final Field ATTRIBUTES_NUMBER =
      Field.numberMap("attributes_number", "Span attributes that are numbers");
  public static final Field EVENTS =
      Field.structs(
          "events",
          new StructType()
              .add("unix_nanos", DataTypes.LongType)
              .add("name", DataTypes.StringType)
              .add("attributes", new MapType(DataTypes.StringType, DataTypes.StringType, false)),
          "Span events: time in Unix ns, name, attributes as text");
  public static final Field LINKS =
      Field.structs(
          "links",
          new StructType()
              .add("trace_id", DataTypes.StringType)
              .add("span_id", DataTypes.StringType)
              .add("attributes", new MapType(DataTypes.StringType, DataTypes.StringType, false)),
          "Links to spans that are not the parent");
  public static final Field SCOPE = Field.text("scope", "Instrumentation scope");
  public static final Field QUALITY =
      Field.text("quality", "What is doubtful about the record, comma separated; empty if nothing");
  public static final Field BATCH_ID = Field.text("batch_id", "Ingest batch that stored the row");
  public static final Field FILE = Field.text("file", "Archive file it was read from");
  public static final Field POSITION =
      Field.whole("position", NUMBER, "Where in the file, as rejects state it");
  public static final Field RECORD_HASH =
      Field.whole("record_hash", NUMBER, "64-bit hash of the content: equal rows are repeats");
  public static final Field DATE = Field.date("date", "UTC day of start_unix_nanos");

  public static final Table TABLE =
      Table.named(
              "spans",
              "Spans as recorded, each once",
              TRACE_ID,
              SPAN_ID,
              PARENT_SPAN_ID,
              SERVICE,
              START_UNIX_NANOS,
              END_UNIX_NANOS,
              DURATION_NANOS,
              OPERATION,
              NAME,
              KIND,
              STATUS,
              STATUS_MESSAGE,
              INSTANCE,
              VERSION,
              NODE,
              POD,
              NAMESPACE,
              ZONE,
              RESOURCE_ID,
              TRACE_STATE,
              ATTRIBUTES,
              ATTRIBUTES_NUMBER,
              EVENTS,
              LINKS,
              SCOPE,
              QUALITY,
              BATCH_ID.mayVary(),
              FILE,
              POSITION,
              RECORD_HASH,
              DATE)
          .keyedBy(TRACE_ID, SPAN_ID, RECORD_HASH)
          .partitionedBy(DATE);

  private Spans() {}
}

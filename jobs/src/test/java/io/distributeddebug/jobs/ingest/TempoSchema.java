package io.distributeddebug.jobs.ingest;

/**
 * Schemas of Tempo's blocks, after its {@code tempodb/encoding/vparquet3}, {@code 4} and {@code 5}.
 */
final class TempoSchema {
  private static final String ATTRIBUTE_3 =
      """
      required binary Key (STRING); optional binary Value (STRING); optional int64 ValueInt (INTEGER(64,true));
      optional double ValueDouble; optional boolean ValueBool; optional binary ValueDropped (STRING);
      """;
  private static final String ATTRIBUTE_4 =
      """
      required binary Key (STRING); required boolean IsArray;
      required group Value (LIST) { repeated group list { required binary element (STRING); } }
      required group ValueInt (LIST) { repeated group list { required int64 element (INTEGER(64,true)); } }
      required group ValueDouble (LIST) { repeated group list { required double element; } }
      required group ValueBool (LIST) { repeated group list { required boolean element; } }
      optional binary ValueUnsupported (STRING);
      """;
  private static final String STRINGS =
      "optional binary String01 (STRING); optional binary String02 (STRING);";

  private TempoSchema() {}

  static String version3() {
    String events =
        "required int64 TimeUnixNano (INTEGER(64,false)); required binary Name (STRING);"
            + list("Attrs", "required binary Key (STRING); required binary Value;");
    return trace(ATTRIBUTE_3, STRINGS, "", list("Events", events) + "required binary Links;");
  }

  static String version4() {
    return trace(
        ATTRIBUTE_4, STRINGS, list("Attrs", ATTRIBUTE_4), list("Events", event("")) + links());
  }

  static String version5() {
    String dedicated = STRINGS + "optional int64 Int01 (INTEGER(64,true));";
    return trace(
        ATTRIBUTE_4,
        dedicated,
        list("Attrs", ATTRIBUTE_4),
        list("Events", event("required group DedicatedAttributes {" + STRINGS + "}")) + links());
  }

  private static String event(String more) {
    return "required int64 TimeSinceStartNano (INTEGER(64,false)); required binary Name (STRING);"
        + list("Attrs", ATTRIBUTE_4)
        + more;
  }

  private static String links() {
    return list(
        "Links",
        "required binary TraceID; required binary SpanID; required binary TraceState (STRING);"
            + list("Attrs", ATTRIBUTE_4));
  }

  private static String trace(
      String attribute, String dedicated, String scope, String eventsAndLinks) {
    String span =
        """
        required binary SpanID; required binary ParentSpanID; required int32 NestedSetLeft (INTEGER(32,true));
        required binary Name (STRING); required int64 Kind (INTEGER(64,true)); required binary TraceState (STRING);
        required int64 StartTimeUnixNano (INTEGER(64,false)); required int64 DurationNano (INTEGER(64,false));
        required int64 StatusCode (INTEGER(64,true)); required binary StatusMessage (STRING);
        optional binary HttpMethod (STRING); optional binary HttpUrl (STRING); optional int64 HttpStatusCode (INTEGER(64,true));
        """
            + list("Attrs", attribute)
            + eventsAndLinks
            + "required group DedicatedAttributes {"
            + dedicated
            + "}";
    String resource =
        """
        required binary ServiceName (STRING); optional binary Cluster (STRING); optional binary Namespace (STRING);
        optional binary Pod (STRING); optional binary Container (STRING); optional binary K8sClusterName (STRING);
        optional binary K8sNamespaceName (STRING); optional binary K8sPodName (STRING); optional binary K8sContainerName (STRING);
        """
            + list("Attrs", attribute)
            + "required group DedicatedAttributes {"
            + dedicated
            + "}";
    String scopeSpans =
        "required group Scope { required binary Name (STRING); required binary Version (STRING);"
            + scope
            + "}"
            + list("Spans", span);
    return "message Trace { required binary TraceID; required binary TraceIDText (STRING);"
        + " required int64 StartTimeUnixNano (INTEGER(64,false));"
        + " required group ServiceStats (MAP) { repeated group key_value {"
        + " required binary key (STRING); required group value { required int32 SpanCount (INTEGER(32,false)); } } }"
        + list("rs", "required group Resource {" + resource + "}" + list("ss", scopeSpans))
        + "}";
  }

  private static String list(String name, String element) {
    return "required group "
        + name
        + " (LIST) { repeated group list { required group element {"
        + element
        + "} } }\n";
  }
}

package io.distributeddebug.jobs.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.format.RowSource;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/** Rows of a Parquet file as objects: see {@link RowSource.Rows}. */
final class RowNodes extends RecordMaterializer<ObjectNode> {
  private final GroupConverter root;
  private ObjectNode row;

  RowNodes(MessageType schema, RowSource.Bytes bytes) {
    this.root = new NodeConverters(bytes).row(schema, node -> row = node);
  }

  @Override
  public ObjectNode getCurrentRecord() {
    return row;
  }

  @Override
  public GroupConverter getRootConverter() {
    return root;
  }
}

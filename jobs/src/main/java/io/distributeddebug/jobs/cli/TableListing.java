package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.TableStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the lake holds, a line a table. */
final class TableListing {
  private final Lake lake;
  private final Console console;

  TableListing(Lake lake, Console console) {
    this.lake = lake;
    this.console = console;
  }

  ExitCode print(boolean asJson) {
    List<TableStatistics> tables = lake.statistics();
    if (asJson) {
      printJson(tables);
      return ExitCode.DONE;
    }
    ResultTable listing = ResultTable.of("table", "rows", "from", "to", "files", "size", "version");
    for (TableStatistics table : tables) {
      listing.add(
          Arrays.asList(
              table.table(),
              table.rows() < 0 ? "unknown" : table.rows(),
              table.time().map(time -> (Object) time.from()).orElse(""),
              table.time().map(time -> (Object) time.to()).orElse(""),
              table.files(),
              size(table.bytes()),
              table.version()));
    }
    console.result(listing.text());
    return ExitCode.DONE;
  }

  private void printJson(List<TableStatistics> tables) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("lake", lake.location());
    var listed = root.putArray("tables");
    for (TableStatistics table : tables) {
      ObjectNode node = listed.addObject();
      node.put("table", table.table());
      node.put("version", table.version());
      if (table.rows() >= 0) {
        node.put("rows", table.rows());
      } else {
        node.putNull("rows");
      }
      node.put("files", table.files());
      node.put("bytes", table.bytes());
      node.put("from", table.time().map(time -> time.from().toString()).orElse(null));
      node.put("to", table.time().map(time -> time.to().toString()).orElse(null));
    }
    console.machineResult(root.toPrettyString() + "\n");
  }

  static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    String[] units = {"kB", "MB", "GB", "TB", "PB"};
    double value = bytes / 1024.0;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}

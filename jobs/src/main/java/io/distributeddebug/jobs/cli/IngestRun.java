package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.jobs.ingest.IngestBalance;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.ingest.SkippedFile;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.trace.Reconstruct;
import java.util.List;
import java.util.Map;

/** From archives to the balance of what became of each record. */
final class IngestRun {
  private static final int SKIPPED_SHOWN = 20;

  private final IngestCommand asked;
  private final Console console;

  IngestRun(IngestCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run() {
    IngestSettings settings =
        new IngestSettings(
            asked.archives,
            asked.format,
            Mappings.of(asked.mapping, asked.surroundings()),
            List.of(),
            asked.maxRejectRatio,
            asked.maxInflation);
    try (Workbench workbench = Workbench.open(asked.common, console)) {
      IngestBalance balance =
          workbench.takeIn(
              settings, asked.singleWriter ? Lake.Writers.SINGLE : Lake.Writers.SEVERAL);
      Reconstruct.bringUpToDate(workbench.lake(), workbench.progress());
      print(balance);
    }
    return ExitCode.DONE;
  }

  private void print(IngestBalance balance) {
    if (asked.common.json) {
      console.machineResult(json(balance));
      return;
    }
    ResultTable table =
        ResultTable.of("format", "files", "records", "stored", "duplicates", "rejects");
    for (Map.Entry<String, IngestBalance.Format> format : balance.formats().entrySet()) {
      table.add(row(format.getKey(), format.getValue()));
    }
    if (balance.formats().size() != 1) {
      table.add(row("all", balance.total()));
    }
    console.result(table.text());
    balance
        .window()
        .ifPresent(window -> console.result("From " + window.from() + " to " + window.to()));
    if (balance.alreadyIngested() > 0) {
      console.result(balance.alreadyIngested() + " files were in the lake already");
    }
    balance.skipped().stream()
        .limit(SKIPPED_SHOWN)
        .forEach(file -> console.result("Skipped " + file.file() + ": " + file.reason()));
    if (balance.skipped().size() > SKIPPED_SHOWN) {
      console.result(
          (balance.skipped().size() - SKIPPED_SHOWN) + " more files skipped; --json names all");
    }
  }

  private static List<Object> row(String name, IngestBalance.Format format) {
    return List.of(
        name,
        format.files(),
        format.records(),
        format.stored(),
        format.duplicates(),
        format.rejects());
  }

  private static String json(IngestBalance balance) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ObjectNode formats = root.putObject("formats");
    balance.formats().forEach((name, format) -> put(formats.putObject(name), format));
    put(root.putObject("total"), balance.total());
    root.put("already_ingested", balance.alreadyIngested());
    var skipped = root.putArray("skipped");
    for (SkippedFile file : balance.skipped()) {
      skipped.addObject().put("file", file.file()).put("reason", file.reason());
    }
    root.put("from", balance.window().map(window -> window.from().toString()).orElse(null));
    root.put("to", balance.window().map(window -> window.to().toString()).orElse(null));
    return root.toPrettyString() + "\n";
  }

  private static void put(ObjectNode node, IngestBalance.Format format) {
    node.put("files", format.files())
        .put("records", format.records())
        .put("stored", format.stored())
        .put("duplicates", format.duplicates())
        .put("rejects", format.rejects());
  }
}

package io.distributeddebug.jobs.ingest;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.Formats;
import io.distributeddebug.format.InvalidMappingException;
import io.distributeddebug.format.Limits;
import io.distributeddebug.format.MappedFormat;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.redaction.Redaction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a task needs to build its reader: sent as text, as readers themselves do not travel. */
record ReaderSettings(String onlyFormat, TreeMap<String, String> mappings, int maxInflation)
    implements Serializable {
  static ReaderSettings of(IngestSettings settings) {
    ReaderSettings reading =
        new ReaderSettings(
            settings.format().orElse(""),
            new TreeMap<>(settings.mappings()),
            settings.maxInflation());
    reading.reader(); // a wrong format or mapping is told before anything is read
    return reading;
  }

  ArchiveReader reader() {
    Limits limits = Limits.STANDARD.withInflationRatio(maxInflation);
    Formats known = known(limits);
    Formats formats =
        onlyFormat.isEmpty()
            ? known
            : known
                .only(onlyFormat)
                .orElseThrow(
                    () ->
                        UserError.usage(
                            "Cannot read archives as '" + onlyFormat + "': no such format",
                            "formats are " + String.join(", ", known.names())));
    return new ArchiveReader(formats, limits, Redaction.standard());
  }

  /** Equal for readers that read alike: formats by name, mappings by content. */
  String fingerprint() {
    ContentHash hash = new ContentHash("mappings").addTexts(mappings);
    return (onlyFormat.isEmpty() ? "any" : onlyFormat)
        + (mappings.isEmpty() ? "" : "#" + Long.toHexString(hash.value()));
  }

  private Formats known(Limits limits) {
    List<MappedFormat> mapped = new ArrayList<>();
    try {
      mappings.forEach((name, yaml) -> mapped.add(MappedFormat.of(name, yaml, limits)));
    } catch (InvalidMappingException invalid) {
      throw UserError.usage(invalid.getMessage(), "");
    }
    return Formats.standard(limits).preceded(mapped);
  }
}

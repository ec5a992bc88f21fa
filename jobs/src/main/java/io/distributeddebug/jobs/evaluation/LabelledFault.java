package io.distributeddebug.jobs.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.distributeddebug.telemetry.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A fault of a fault list of the Nezha data set.
 *
 * @param day folder of its recordings, such as {@code 2023-01-29}
 * @param service the pod's name without its last two parts
 */
record LabelledFault(String day, String service, String type, long unixNanos) {
  /** Reads {@code DAY-fault_list.json}: hour to faults. */
  static List<LabelledFault> read(Path list) throws IOException {
    String day = list.getFileName().toString().substring(0, "2023-01-29".length());
    List<LabelledFault> faults = new ArrayList<>();
    for (JsonNode hour : JsonMapper.builder().build().readTree(list.toFile())) {
      for (JsonNode fault : hour) {
        // inject_timestamp is hours off on some days.
        LocalDateTime at = LocalDateTime.parse(fault.get("inject_time").asText().replace(' ', 'T'));
        faults.add(
            new LabelledFault(
                day,
                fault.get("inject_pod").asText().replaceFirst("-[^-]*-[^-]*$", ""),
                fault.get("inject_type").asText(),
                Window.unixNanos(at.toInstant(ZoneOffset.UTC))));
      }
    }
    return faults;
  }
}

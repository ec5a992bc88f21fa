package io.distributeddebug.jobs.trace;

import io.distributeddebug.causality.Clocks;
import io.distributeddebug.sampling.SamplingRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/** Both hub tables' rows of some sorted spans, as text. */
final class HubText {
  private HubText() {}

  static Iterator<String> of(Iterator<Row> sorted) {
    List<String> texts = new ArrayList<>();
    new AssembleTraces(sorted)
        .forEachRemaining(
            assembled -> {
              HubRows rows = new HubRows(assembled, 0, Clocks.AS_RECORDED, SamplingRules.NONE);
              texts.add(Arrays.toString(rows.trace()));
              for (int span = 0; span < assembled.trace().size(); span++) {
                texts.add(Arrays.toString(rows.span(span)));
              }
            });
    return texts.iterator();
  }
}

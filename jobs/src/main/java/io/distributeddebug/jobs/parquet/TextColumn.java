package io.distributeddebug.jobs.parquet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** A column of texts, through a dictionary as long as they repeat. */
final class TextColumn extends DictionaryColumn<TextDictionary> {
  private final Pressure pressure;
  private String last = "";
  private int lastId = Dictionary.FULL;

  /** Where the plain bytes of the page's least and greatest value lie. */
  private int leastStart;

  private int leastEnd;
  private int greatestStart;
  private int greatestEnd;
  private boolean any;

  TextColumn(ColumnDescriptor descriptor, Pressure pressure) {
    super(descriptor, TextDictionary::new);
    this.pressure = pressure;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same text again is the usual case, and cheap to see
  void add(Object value) {
    String text = (String) value;
    if (usesDictionary()) {
      if (text != last || lastId == Dictionary.FULL) {
        lastId = dictionary().idOf(text);
        last = text;
      }
      if (added(lastId)) {
        return;
      }
    }
    addPlain(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  void endGroup(PageWriter pages) throws IOException {
    super.endGroup(pages);
    last = "";
    lastId = Dictionary.FULL;
  }

  @Override
  void describe(Statistics<?> statistics) {
    if (usesDictionary()) {
      describeIds(statistics);
    } else if (any) {
      statistics.updateStats(binary(plain(), leastStart, leastEnd));
      statistics.updateStats(binary(plain(), greatestStart, greatestEnd));
    }
  }

  @Override
  void clearPage() {
    super.clearPage();
    any = false;
  }

  @Override
  void addPlain(int id) {
    byte[] entries = dictionary().entries().bytes();
    addPlain(Arrays.copyOfRange(entries, dictionary().start(id), dictionary().end(id)));
  }

  private void addPlain(byte[] utf8) {
    int start = plain().putArray(utf8);
    int end = plain().length();
    pressure.report(end);
    byte[] bytes = plain().bytes();
    if (!any) {
      any = true;
      leastStart = start;
      leastEnd = end;
      greatestStart = start;
      greatestEnd = end;
    } else if (compare(bytes, start, end, leastStart, leastEnd) < 0) {
      leastStart = start;
      leastEnd = end;
    } else if (compare(bytes, start, end, greatestStart, greatestEnd) > 0) {
      greatestStart = start;
      greatestEnd = end;
    }
  }

  private static int compare(byte[] bytes, int start, int end, int otherStart, int otherEnd) {
    if (start < end && otherStart < otherEnd && bytes[start] != bytes[otherStart]) {
      return Byte.compareUnsigned(bytes[start], bytes[otherStart]);
    }
    return Arrays.compareUnsigned(bytes, start, end, bytes, otherStart, otherEnd);
  }

  private void describeIds(Statistics<?> statistics) {
    DictionaryIds ids = ids();
    TextDictionary dictionary = dictionary();
    if (ids.count() == 0) {
      return;
    }
    byte[] bytes = dictionary.entries().bytes();
    boolean[] seen = new boolean[dictionary.size()];
    int least = ids.get(0);
    int greatest = least;
    for (int i = 0; i < ids.count(); i++) {
      int id = ids.get(i);
      if (!seen[id]) {
        seen[id] = true;
        least = compare(bytes, id, least) < 0 ? id : least;
        greatest = compare(bytes, id, greatest) > 0 ? id : greatest;
      }
    }
    PlainBytes entries = dictionary.entries();
    statistics.updateStats(binary(entries, dictionary.start(least), dictionary.end(least)));
    statistics.updateStats(binary(entries, dictionary.start(greatest), dictionary.end(greatest)));
  }

  private int compare(byte[] entries, int id, int other) {
    TextDictionary dictionary = dictionary();
    return Arrays.compareUnsigned(
        entries,
        dictionary.start(id),
        dictionary.end(id),
        entries,
        dictionary.start(other),
        dictionary.end(other));
  }

  private static Binary binary(PlainBytes values, int start, int end) {
    return Binary.fromConstantByteArray(Arrays.copyOfRange(values.bytes(), start, end));
  }
}

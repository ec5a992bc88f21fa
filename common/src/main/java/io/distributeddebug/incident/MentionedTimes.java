package io.distributeddebug.incident;

import io.distributeddebug.telemetry.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times in a text. A date-time without zone and a bare time of day are UTC, the latter on the last
 * day on which it lies in the data; {@code ago} and {@code last} count back from the data's end, as
 * a batch system has no now.
 */
final class MentionedTimes {
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d)(:\\d\\d)?([.,]\\d{1,9})?"
              + " ?(Z|z|UTC|utc|[+-]\\d\\d:\\d\\d)?");
  private static final Pattern TIME_OF_DAY =
      Pattern.compile("\\b([01]?\\d|2[0-3]):([0-5]\\d)(:[0-5]\\d)?\\b ?([AaPp][Mm]\\b)?");
  private static final Pattern HOUR = Pattern.compile("\\b(1[0-2]|0?[1-9]) ?([AaPp][Mm])\\b");
  private static final String UNITS =
      "(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)\\b";
  private static final Pattern AGO =
      Pattern.compile("\\b(an?|\\d{1,6}) ?" + UNITS + " ago\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern LAST =
      Pattern.compile(
          "\\b(?:last|past|previous) (?:(\\d{1,6}) ?)?" + UNITS, Pattern.CASE_INSENSITIVE);

  private final Window data;
  private final List<Mention> mentions = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private Optional<Window> stretch = Optional.empty();
  private StringBuilder rest;

  private record Mention(int from, int to, long unixNanos) {}

  private MentionedTimes(String text, Window data) {
    this.data = data;
    rest = new StringBuilder(text);
  }

  /**
   * What was found.
   *
   * @param rest the text with the times blanked out
   */
  record Found(Optional<Window> window, OptionalLong at, List<String> remarks, String rest) {}

  static Found in(String text, Window data) {
    MentionedTimes times = new MentionedTimes(text, data);
    times.take(DATE_TIME, times::dateTime);
    times.take(AGO, times::ago);
    times.take(LAST, times::last);
    times.take(TIME_OF_DAY, times::timeOfDay);
    times.take(HOUR, times::hour);
    times.mentions.sort((a, b) -> Integer.compare(a.from(), b.from()));
    return times.found(text.toLowerCase(Locale.ROOT));
  }

  private interface Reader {
    /** Unix nanoseconds; empty where it is no instant. */
    OptionalLong read(Matcher matcher);
  }

  private void take(Pattern pattern, Reader reader) {
    Matcher matcher = pattern.matcher(rest.toString());
    while (matcher.find()) {
      OptionalLong nanos;
      try {
        nanos = reader.read(matcher);
      } catch (DateTimeException | ArithmeticException e) {
        continue; // 25:61 or the year 9999: stays text
      }
      if (nanos.isPresent()) {
        mentions.add(new Mention(matcher.start(), matcher.end(), nanos.getAsLong()));
      }
      for (int i = matcher.start(); i < matcher.end(); i++) {
        rest.setCharAt(i, ' ');
      }
    }
  }

  private OptionalLong dateTime(Matcher matcher) {
    String zone = matcher.group(4 + 1);
    boolean isUtc = zone == null || zone.equalsIgnoreCase("utc") || zone.equalsIgnoreCase("z");
    String seconds = matcher.group(3) == null ? ":00" : matcher.group(3);
    String fraction = matcher.group(4) == null ? "" : matcher.group(4).replace(',', '.');
    Instant instant =
        OffsetDateTime.parse(
                matcher.group(1)
                    + "T"
                    + matcher.group(2)
                    + seconds
                    + fraction
                    + (isUtc ? "Z" : zone))
            .toInstant();
    if (zone == null) {
      remarks.add("'%s' is read as UTC".formatted(matcher.group().strip()));
    }
    return OptionalLong.of(Window.unixNanos(instant));
  }

  private OptionalLong ago(Matcher matcher) {
    Duration back = duration(matcher.group(1), matcher.group(2));
    long nanos = data.toUnixNanos() - back.toNanos();
    remarks.add(
        "'%s' is counted from the end of the data: %s"
            .formatted(matcher.group(), Window.instant(nanos)));
    return OptionalLong.of(nanos);
  }

  private OptionalLong last(Matcher matcher) {
    Duration length = duration(matcher.group(1), matcher.group(2));
    Window window = new Window(data.toUnixNanos() - length.toNanos(), data.toUnixNanos());
    stretch = Optional.of(window);
    remarks.add(
        "'%s' is counted from the end of the data: since %s"
            .formatted(matcher.group(), window.from()));
    return OptionalLong.empty();
  }

  private OptionalLong timeOfDay(Matcher matcher) {
    int hour = Integer.parseInt(matcher.group(1));
    int second = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3).substring(1));
    return onLastDay(
        LocalTime.of(
            twelveHours(hour, matcher.group(4)), Integer.parseInt(matcher.group(2)), second),
        matcher.group().strip());
  }

  private OptionalLong hour(Matcher matcher) {
    int hour = twelveHours(Integer.parseInt(matcher.group(1)), matcher.group(2));
    return onLastDay(LocalTime.of(hour, 0), matcher.group().strip());
  }

  private static int twelveHours(int hour, String half) {
    return half == null || hour > 12 ? hour : hour % 12 + (half.equalsIgnoreCase("pm") ? 12 : 0);
  }

  private OptionalLong onLastDay(LocalTime time, String written) {
    LocalDate lastDay = data.to().atOffset(ZoneOffset.UTC).toLocalDate();
    long nanos = Window.unixNanos(lastDay.atTime(time).toInstant(ZoneOffset.UTC));
    if (nanos >= data.toUnixNanos()) {
      nanos = Window.unixNanos(lastDay.minusDays(1).atTime(time).toInstant(ZoneOffset.UTC));
    }
    remarks.add("'%s' is read as %s".formatted(written, Window.instant(nanos)));
    return OptionalLong.of(nanos);
  }

  private static Duration duration(String count, String unit) {
    long number =
        count == null || count.toLowerCase(Locale.ROOT).startsWith("a") ? 1 : Long.parseLong(count);
    Duration one =
        switch (unit.toLowerCase(Locale.ROOT).charAt(0)) {
          case 's' -> Duration.ofSeconds(1);
          case 'm' -> Duration.ofMinutes(1);
          case 'h' -> Duration.ofHours(1);
          default -> Duration.ofDays(1);
        };
    return one.multipliedBy(number);
  }

  private Found found(String text) {
    for (Mention mention : mentions) {
      if (mention.unixNanos() < data.fromUnixNanos() || mention.unixNanos() >= data.toUnixNanos()) {
        remarks.add(
            "%s lies outside the data, which covers %s to %s"
                .formatted(Window.instant(mention.unixNanos()), data.from(), data.to()));
      }
    }
    if (mentions.isEmpty()) {
      return new Found(stretch, OptionalLong.empty(), List.copyOf(remarks), rest.toString());
    }
    Mention first = mentions.get(0);
    long at = first.unixNanos();
    String before = text.substring(Math.max(0, first.from() - 12), first.from());
    if (mentions.size() > 1) {
      Mention second = mentions.get(1);
      String between = text.substring(first.to(), Math.max(first.to(), second.from())).strip();
      boolean isRange = between.matches("(to|and|until|till|-|\u2013|/|through)");
      if (isRange && second.unixNanos() > at) {
        stretch = Optional.of(new Window(at, second.unixNanos()));
        at = at + (second.unixNanos() - at) / 2;
      }
    } else if (before.contains("since") || before.contains("from") || before.contains("after")) {
      if (at < data.toUnixNanos()) {
        stretch = Optional.of(new Window(at, data.toUnixNanos()));
      }
    }
    return new Found(stretch, OptionalLong.of(at), List.copyOf(remarks), rest.toString());
  }
}

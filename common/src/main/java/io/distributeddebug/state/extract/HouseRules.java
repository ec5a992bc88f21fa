package io.distributeddebug.state.extract;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.state.VersionSource;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The rules of a mapping file. Their patterns run in linear time, whatever they are. */
final class HouseRules {
  private static final Pattern HOLE = Pattern.compile("<([a-zA-Z_][a-zA-Z0-9_]*)>");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)\\}");

  private final List<Ready> rules = new ArrayList<>();

  /** A rule with its patterns compiled. */
  private record Ready(
      StateMapping.Rule rule,
      Pattern service,
      Optional<Pattern> span,
      Optional<Pattern> log,
      List<String> holes) {}

  HouseRules(List<StateMapping.Rule> given) {
    for (StateMapping.Rule rule : given) {
      List<String> holes = new ArrayList<>();
      Optional<Pattern> log =
          rule.log().isEmpty() ? Optional.empty() : Optional.of(logPattern(rule.log(), holes));
      boolean anySpan = rule.span().isEmpty() && log.isEmpty();
      rules.add(
          new Ready(
              rule,
              glob(rule.service().isEmpty() ? "*" : rule.service()),
              rule.span().isEmpty() && !anySpan
                  ? Optional.empty()
                  : Optional.of(glob(anySpan ? "*" : rule.span())),
              log,
              holes));
    }
  }

  List<Made> ask(Span span) {
    List<Made> made = new ArrayList<>();
    for (Ready ready : rules) {
      if (ready.span.isPresent()
          && ready.service.matches(span.resource().service())
          && ready.span.get().matches(span.name())
          && hasAll(ready.rule, span.attributes())) {
        StateEventDraft draft = new StateEventDraft(kind(ready.rule), span);
        fill(draft, ready.rule, value(span.attributes(), span.resource()));
        made.add(new Made(ready.rule.id(), draft));
      }
    }
    return made;
  }

  List<Made> ask(LogRecord log) {
    List<Made> made = new ArrayList<>();
    for (Ready ready : rules) {
      if (ready.log.isEmpty()
          || !ready.service.matches(log.resource().service())
          || !hasAll(ready.rule, log.attributes())) {
        continue;
      }
      Matcher line = ready.log.get().matcher(log.body());
      if (line.find()) {
        StateEventDraft draft = new StateEventDraft(kind(ready.rule), log);
        Function<String, Optional<String>> attributes = value(log.attributes(), log.resource());
        fill(
            draft,
            ready.rule,
            name -> {
              int hole = ready.holes.indexOf(name);
              return hole < 0 ? attributes.apply(name) : Optional.of(line.group(hole + 1));
            });
        made.add(new Made(ready.rule.id(), draft));
      }
    }
    return made;
  }

  /** What a rule made. */
  record Made(String rule, StateEventDraft draft) {}

  private static StateOperation kind(StateMapping.Rule rule) {
    return StateOperation.named(rule.emit().get("kind")).orElseThrow();
  }

  private static boolean hasAll(StateMapping.Rule rule, Attributes attributes) {
    return rule.has().stream().allMatch(name -> attributes.get(name).isPresent());
  }

  private static Function<String, Optional<String>> value(Attributes own, Resource resource) {
    return name -> own.get(name).or(() -> resource.attributes().get(name));
  }

  private static void fill(
      StateEventDraft draft, StateMapping.Rule rule, Function<String, Optional<String>> values) {
    Function<String, Optional<String>> part =
        name -> Optional.ofNullable(rule.emit().get(name)).flatMap(text -> filled(text, values));
    draft.of(part.apply("entity").orElse(""), part.apply("key").orElse(""));
    draft.at(part.apply("place").orElse(draft.resource.service()));
    draft.field = part.apply("field").orElse("");
    draft.value = part.apply("value").map(HouseRules::absent);
    draft.before = part.apply("before").map(HouseRules::absent);
    draft.expected = part.apply("expected").map(HouseRules::absent);
    draft.version(part.apply("version").orElse(""), VersionSource.EXPLICIT);
    draft.expectedVersion = part.apply("expected_version").orElse("");
    draft.session = part.apply("session").orElse("");
    draft.sessionSource = "rule " + rule.id();
    draft.transaction = part.apply("transaction").orElse("");
    draft.transactionSource = draft.transaction.isEmpty() ? "" : "explicit";
    draft.epoch = DatabaseSpan.number(part.apply("epoch").orElse("")).orElse(StateEvent.NO_NUMBER);
  }

  private static String absent(String text) {
    return text.equals("absent") ? StateEvent.ABSENT : text;
  }

  /** Empty where one of the placeholders has no value. */
  private static Optional<String> filled(
      String template, Function<String, Optional<String>> values) {
    Matcher placeholder = PLACEHOLDER.matcher(template);
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (placeholder.find()) {
      Optional<String> value = values.apply(placeholder.group(1));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      text.append(template, at, placeholder.start()).append(value.get());
      at = placeholder.end();
    }
    return Optional.of(text.append(template.substring(at)).toString());
  }

  private static Pattern glob(String glob) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      pattern.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }

  private static Pattern logPattern(String text, List<String> holes) {
    Matcher hole = HOLE.matcher(text);
    StringBuilder pattern = new StringBuilder();
    int at = 0;
    while (hole.find()) {
      pattern.append(Pattern.quote(text.substring(at, hole.start()))).append("(\\S+)");
      holes.add(hole.group(1));
      at = hole.end();
    }
    return Pattern.compile(pattern.append(Pattern.quote(text.substring(at))).toString());
  }
}

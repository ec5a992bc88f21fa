package io.distributeddebug.state.extract;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.telemetry.LogRecord;
import java.util.List;
import java.util.Optional;

/**
 * Log lines that say in usual words who leads and who holds a lock: Raft's "became leader at term
 * 7", a lease's "acquired lock orders:17".
 */
final class LogRule {
  static final String ID = "log";

  /** A usual wording; group {@code n} is an epoch, group {@code lock} a lock's name. */
  private record Wording(Pattern pattern, StateOperation kind) {}

  private static final List<Wording> WORDINGS =
      List.of(
          leads("(?:became|becoming|elected(?: as)?|is now|am now) (?:the )?leader"),
          leads("successfully acquired lease|acquired leadership"),
          leaves("(?:stepp(?:ed|ing) down|lost leadership|lost lease|resigned as leader)"),
          leaves("became follower|no longer (?:the )?leader"),
          locks("(?:acquired|obtained|got) lock", StateOperation.LOCK),
          locks("(?:released|freed|dropped) lock", StateOperation.UNLOCK));

  private static final Pattern EPOCH =
      Pattern.compile(
          "(?i)\\b(?:term|epoch|ballot|fencing token|token|generation)[ =:]+([0-9]{1,18})");

  private static Wording leads(String words) {
    return new Wording(Pattern.compile("(?i)\\b(?:" + words + ")\\b"), StateOperation.LEAD);
  }

  private static Wording leaves(String words) {
    return new Wording(Pattern.compile("(?i)\\b(?:" + words + ")\\b"), StateOperation.STEP_DOWN);
  }

  private static Wording locks(String words, StateOperation kind) {
    return new Wording(
        Pattern.compile("(?i)\\b(?:" + words + ")\\b[ =:]+[\"'\\[]?([\\w:./-]+)"), kind);
  }

  Optional<StateEventDraft> ask(LogRecord log) {
    for (Wording wording : WORDINGS) {
      Matcher said = wording.pattern.matcher(log.body());
      if (said.find()) {
        StateEventDraft draft = new StateEventDraft(wording.kind, log);
        boolean lock = said.groupCount() > 0;
        draft.of(lock ? "lock" : "leader", lock ? said.group(1) : log.resource().service());
        draft.at(log.resource().service());
        Matcher epoch = EPOCH.matcher(log.body());
        draft.epoch = epoch.find() ? Long.parseLong(epoch.group(1)) : StateEvent.NO_NUMBER;
        draft.confidence = 0.8;
        return Optional.of(draft);
      }
    }
    return Optional.empty();
  }
}

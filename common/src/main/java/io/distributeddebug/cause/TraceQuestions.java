package io.distributeddebug.cause;

import java.util.List;

/** Carries questions to the traces and brings their answers back. */
@FunctionalInterface
public interface TraceQuestions {
  /** One answer an alternative, in the same order, each from the traces of its incident window. */
  List<Unexplained> ask(List<Alternative> alternatives);
}

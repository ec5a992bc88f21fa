package io.distributeddebug.cause;

import io.distributeddebug.flow.FactKey;
import io.distributeddebug.flow.FactKind;
import io.distributeddebug.flow.Facts;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Services that somebody suspects. Among the causes for which the data speak about as strongly they
 * lead, then those that call them or are called by them. Clearly stronger evidence is never
 * outranked, confidences stay what the data say, and no evidence stays no evidence.
 */
record UnderSuspicion(Set<String> services) {
  /** As {@link Confidence} weighs e^(score / 2): the first is at most three times as likely. */
  private static final double COMPARABLE = 2 * Math.log(3);

  UnderSuspicion {
    services = Set.copyOf(services);
  }

  /** The same suspicions, reordered where that is fair. */
  List<Suspicion> lead(List<Suspicion> likeliestFirst, Facts incident) {
    if (services.isEmpty() || likeliestFirst.isEmpty()) {
      return likeliestFirst;
    }
    double least = likeliestFirst.get(0).score() - COMPARABLE;
    Set<String> beside = beside(incident);
    List<Suspicion> comparable =
        likeliestFirst.stream()
            .filter(suspicion -> suspicion.score() > 0 && suspicion.score() >= least)
            .sorted(Comparator.comparingInt(suspicion -> distance(suspicion.subject(), beside)))
            .toList();
    return Stream.concat(
            comparable.stream(),
            likeliestFirst.stream().filter(suspicion -> !comparable.contains(suspicion)))
        .toList();
  }

  private int distance(String subject, Set<String> beside) {
    return services.contains(subject) ? 0 : beside.contains(subject) ? 1 : 2;
  }

  private Set<String> beside(Facts incident) {
    Set<String> beside = new HashSet<>();
    for (FactKey call : incident.of(FactKind.CALL).keySet()) {
      String caller = call.parts().get(0);
      String callee = call.parts().get(1);
      if (services.contains(caller)) {
        beside.add(callee);
      }
      if (services.contains(callee)) {
        beside.add(caller);
      }
    }
    return beside;
  }
}

package io.distributeddebug.query;

import java.util.List;
import java.util.stream.Stream;

/** Stages, each over what the one before has left. */
record Pipeline(List<Stage> stages) {
  Pipeline {
    stages = List.copyOf(stages);
  }

  List<Spanset> run(QueriedTrace trace, Spanset given) {
    List<Spanset> left = List.of(given);
    for (Stage stage : stages) {
      left = stage.apply(trace, left);
    }
    return left;
  }

  Stream<Field> fields() {
    return stages.stream().flatMap(Stage::fields);
  }
}

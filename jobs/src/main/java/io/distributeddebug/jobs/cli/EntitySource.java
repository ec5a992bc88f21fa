package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.state.EntitySet;
import io.distributeddebug.jobs.state.HouseMapping;
import io.distributeddebug.jobs.state.StateExtraction;
import java.util.function.Consumer;

/** The entities that a command asks about: of a small archive in memory, else of a lake. */
final class EntitySource implements SpanSource.Question {
  private final HouseMapping mapping;
  private final String type;
  private final String key;
  private final Consumer<EntitySet> question;

  private EntitySource(
      HouseMapping mapping, String type, String key, Consumer<EntitySet> question) {
    this.mapping = mapping;
    this.type = type;
    this.key = key;
    this.question = question;
  }

  /**
   * Puts the question.
   *
   * @param type empty: all; {@code key} too
   */
  static void ask(
      Command asked,
      ArchiveOptions from,
      StateMappingOption mapping,
      Console console,
      String type,
      String key,
      Consumer<EntitySet> question) {
    EntitySource source = new EntitySource(mapping.read(asked.surroundings()), type, key, question);
    new SpanSource(asked, from, console).answer(source);
  }

  @Override
  public void ask(SmallArchive archive) {
    question.accept(
        EntitySet.of(
            StateExtraction.of(archive.spans(), archive.logs(), mapping.mapping()).events(),
            type,
            key));
  }

  @Override
  public void ask(Workbench workbench, LakeSnapshot lake) {
    StateExtraction.bringUpToDate(
        workbench.lake(), mapping.mapping(), mapping.text(), workbench.progress());
    workbench.progress().stage("reading state");
    question.accept(EntitySet.of(workbench.lake().pin(), type, key));
  }
}

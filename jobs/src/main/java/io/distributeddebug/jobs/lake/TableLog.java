package io.distributeddebug.jobs.lake;

import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.commit.CommitFailedException;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.CommitStateUnknownException;
import io.delta.kernel.exceptions.ConcurrentTransactionException;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.MaxCommitRetryLimitReachedException;
import io.delta.kernel.exceptions.TableAlreadyExistsException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.types.DataTypeJsonSerDe;
import io.delta.kernel.statistics.DataFileStatistics;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.kernel.transaction.UpdateTableTransactionBuilder;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import io.distributeddebug.jobs.fault.Failpoint;
import io.distributeddebug.jobs.fault.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;

/**
 * The Delta log of one table, through Delta Kernel: versions, file lists and commits in plain Java.
 * A commit says which version it was made on and fails if that is no longer the last one, so that
 * what was decided from that version (is this row there already?) still holds when it is written.
 */
public final class TableLog {
  private static final String ENGINE = "distributed-debug";

  private final Table table;
  private final String path;
  private final Engine engine;

  TableLog(Table table, String location, Configuration configuration) {
    this.table = table;
    this.path = new Path(location, table.name()).toString();
    this.engine = DefaultEngine.create(configuration);
  }

  /** How a commit ended. */
  public enum Outcome {
    COMMITTED,
    /** The same transaction was committed before, by this run or another. */
    ALREADY_DONE,
    /** Somebody else has committed first: read the table again, decide again. */
    CONTESTED
  }

  /** A writer's transaction: committed at most once, whoever tries. */
  public record Mark(String writer, long version) {}

  Table table() {
    return table;
  }

  /** The last version; empty where the table was never written. */
  public Optional<TableVersion> latest() {
    return load(() -> TableManager.loadSnapshot(path).build(engine));
  }

  Optional<TableVersion> at(long version) {
    return load(() -> TableManager.loadSnapshot(path).atVersion(version).build(engine));
  }

  /**
   * The last version of that time; Kernel itself refuses times before the first and after the last.
   */
  Optional<TableVersion> asOf(long unixMillis) {
    Optional<TableVersion> latest = latest();
    if (latest.isEmpty() || committedMillis(latest.get()) <= unixMillis) {
      return latest;
    }
    return at(0).map(this::committedMillis).orElse(Long.MIN_VALUE) > unixMillis
        ? Optional.empty()
        : load(() -> snapshotOf(unixMillis));
  }

  private long committedMillis(TableVersion version) {
    return version.snapshot().getTimestamp(engine);
  }

  @SuppressWarnings(
      "deprecation") // the newer builder wants the latest snapshot first, as this does
  private Snapshot snapshotOf(long unixMillis) {
    return io.delta.kernel.Table.forPath(engine, path).getSnapshotAsOfTimestamp(engine, unixMillis);
  }

  /** The last version; makes the table first where there is none. */
  public TableVersion latestOrNew() {
    Optional<TableVersion> there = latest();
    if (there.isPresent()) {
      return there.get();
    }
    try {
      create();
    } catch (TableAlreadyExistsException
        | ConcurrentWriteException
        | CommitStateUnknownException somebodyElseDid) {
      // Two first writers of a new table: whoever lost uses the winner's.
    } catch (MaxCommitRetryLimitReachedException failed) {
      throwUnlessContested(failed);
    }
    return latest().orElseThrow(() -> new IllegalStateException("Cannot create table " + path));
  }

  /**
   * Adds and removes files in one step.
   *
   * @param base what the caller has decided upon
   * @param mark under which it is known whether this was done already
   */
  public Outcome commit(
      TableVersion base, List<DataFile> added, Collection<DataFile> removed, Optional<Mark> mark) {
    if (mark.isPresent() && isDone(base, mark.get())) {
      return Outcome.ALREADY_DONE;
    }
    Failpoint.BEFORE_COMMIT.reached();
    UpdateTableTransactionBuilder builder =
        base.snapshot().buildUpdateTableTransaction(ENGINE, Operation.WRITE).withMaxRetries(0);
    if (mark.isPresent()) {
      builder = builder.withTransactionId(mark.get().writer(), mark.get().version());
    }
    try {
      Transaction transaction = builder.build(engine);
      List<Row> actions = new ArrayList<>(additions(transaction, base, added));
      actions.addAll(removals(base, removed));
      TransactionCommitResult done =
          transaction.commit(engine, CloseableIterable.inMemoryIterable(closeable(actions)));
      tidy(done.getPostCommitHooks());
      return Outcome.COMMITTED;
    } catch (ConcurrentTransactionException repeated) {
      return Outcome.ALREADY_DONE;
    } catch (ConcurrentWriteException contested) {
      return Outcome.CONTESTED;
    } catch (MaxCommitRetryLimitReachedException failed) {
      throwUnlessContested(failed);
      return Outcome.CONTESTED;
    } catch (IOException | FSError e) {
      throw cannotWrite(e);
    }
  }

  /** Kernel gives up alike on a lost race and on a store that cannot be written. */
  private void throwUnlessContested(MaxCommitRetryLimitReachedException failed) {
    if (failed.getCause() instanceof CommitFailedException cause && !cause.isConflict()) {
      throw cannotWrite(failed);
    }
  }

  private UserError cannotWrite(Throwable failed) {
    return StoreErrors.explain("write table", path.replaceFirst("^file:/*(?=/)", ""), failed);
  }

  private static boolean isDone(TableVersion base, Mark mark) {
    return base.transactionVersion(mark.writer()).orElse(Long.MIN_VALUE) >= mark.version();
  }

  private List<Row> additions(Transaction transaction, TableVersion base, List<DataFile> added)
      throws IOException {
    Row state = transaction.getTransactionState(engine);
    Map<Map<String, String>, List<DataFile>> byPartition =
        added.stream().collect(Collectors.groupingBy(DataFile::partition));
    List<Row> actions = new ArrayList<>();
    for (Map.Entry<Map<String, String>, List<DataFile>> group : byPartition.entrySet()) {
      Map<String, Literal> partition = literals(group.getKey(), base.snapshot().getSchema());
      try (CloseableIterator<Row> rows =
          Transaction.generateAppendActions(
              engine,
              state,
              closeable(group.getValue().stream().map(TableLog::status).toList()),
              Transaction.getWriteContext(engine, state, partition))) {
        rows.forEachRemaining(actions::add);
      }
    }
    return actions;
  }

  private static List<Row> removals(TableVersion base, Collection<DataFile> removed) {
    Set<String> paths = removed.stream().map(DataFile::path).collect(Collectors.toSet());
    return base.entries().stream()
        .filter(entry -> paths.contains(entry.file().path()))
        .map(entry -> entry.action().toRemoveFileRow(true, Optional.of(System.currentTimeMillis())))
        .map(SingleAction::createRemoveFileSingleAction)
        .toList();
  }

  private static Map<String, Literal> literals(Map<String, String> partition, StructType schema) {
    Map<String, Literal> literals = new HashMap<>();
    partition.forEach(
        (column, value) ->
            literals.put(
                column,
                schema.get(column).getDataType() instanceof DateType
                    ? Literal.ofDate(Math.toIntExact(java.time.LocalDate.parse(value).toEpochDay()))
                    : Literal.ofLong(Long.parseLong(value))));
    return literals;
  }

  private static DataFileStatus status(DataFile file) {
    Map<Column, Literal> least = new HashMap<>();
    Map<Column, Literal> greatest = new HashMap<>();
    file.least().forEach((column, value) -> least.put(new Column(column), Literal.ofLong(value)));
    file.greatest()
        .forEach((column, value) -> greatest.put(new Column(column), Literal.ofLong(value)));
    file.leastText()
        .forEach((column, value) -> least.put(new Column(column), Literal.ofString(value)));
    file.greatestText()
        .forEach((column, value) -> greatest.put(new Column(column), Literal.ofString(value)));
    return new DataFileStatus(
        file.path(),
        file.bytes(),
        file.modifiedMillis(),
        Optional.of(
            new DataFileStatistics(file.rows(), least, greatest, Map.of(), Optional.empty())));
  }

  private void create() {
    StructType schema = DataTypeJsonSerDe.deserializeStructType(table.schema().json());
    DataLayoutSpec layout =
        table.partitionedBy().isEmpty()
            ? DataLayoutSpec.noDataLayout()
            : DataLayoutSpec.partitioned(
                table.partitionedBy().stream().map(field -> new Column(field.name())).toList());
    TransactionCommitResult done =
        TableManager.buildCreateTableTransaction(path, schema, ENGINE)
            .withDataLayoutSpec(layout)
            .withTableProperties(Map.of("delta.enableDeletionVectors", "false"))
            .build(engine)
            .commit(engine, CloseableIterable.emptyIterable());
    try {
      tidy(done.getPostCommitHooks());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checksums and, every so often, a checkpoint: without them opening a table slows down. */
  private void tidy(List<PostCommitHook> hooks) throws IOException {
    for (PostCommitHook hook : hooks) {
      hook.threadSafeInvoke(engine);
    }
  }

  private Optional<TableVersion> load(java.util.function.Supplier<Snapshot> snapshot) {
    try {
      return Optional.of(new TableVersion(table, engine, snapshot.get()));
    } catch (TableNotFoundException notThere) {
      return Optional.empty();
    }
  }

  private static <T> CloseableIterator<T> closeable(List<T> list) {
    Iterator<T> iterator = list.iterator();
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public T next() {
        return iterator.next();
      }

      @Override
      public void close() {}
    };
  }
}

package io.distributeddebug.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/tables.md} is made from the declarations, and from nothing else. */
class TableReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/tables.md");
  private static final Path ACTUAL = Path.of("target/tables.md");

  @Test
  void thePageShowsTheDeclaredTables() throws IOException {
    String actual = page(Tables.all());
    String accepted = Files.exists(PAGE) ? Files.readString(PAGE) : "";
    if (!accepted.equals(actual)) {
      Files.writeString(ACTUAL, actual);
    }
    assertThat(accepted)
        .as(
            "after you have looked at it, accept it by: cp jobs/target/tables.md docs/reference/tables.md")
        .isEqualTo(actual);
  }

  @Test
  void everyTableAndColumnSaysWhatItMeans() {
    assertThat(Tables.all()).allSatisfy(table -> assertThat(table.description()).isNotBlank());
    assertThat(Tables.all().stream().flatMap(table -> table.fields().stream()))
        .allSatisfy(field -> assertThat(field.comment()).isNotBlank());
  }

  private static String page(List<Table> tables) {
    StringBuilder page =
        new StringBuilder(
            """
            # Tables

            Made from the declarations in `jobs/.../lake`; do not edit. Each table is Delta, in a folder of its name under the lake.
            A key tells rows apart. Columns marked `*` may differ between two runs over the same input.
            """);
    for (Table table : tables) {
      page.append("\n## ").append(table.name()).append('\n').append(table.description());
      page.append(". Key: ").append(names(table.key())).append('.');
      if (!table.partitionedBy().isEmpty()) {
        page.append(" Partitioned by ").append(names(table.partitionedBy())).append('.');
      }
      page.append("\n\n| column | type | unit | meaning |\n| --- | --- | --- | --- |\n");
      for (Field field : table.fields()) {
        page.append("| `").append(field.name()).append('`').append(field.isVolatile() ? " *" : "");
        page.append(" | ").append(shown(field.type())).append(" | ").append(field.unit().label());
        page.append(" | ").append(field.comment().replace("|", "\\|")).append(" |\n");
      }
    }
    return page.toString();
  }

  private static String names(List<Field> fields) {
    return fields.stream().map(field -> "`" + field.name() + "`").collect(Collectors.joining(", "));
  }

  private static String shown(DataType type) {
    return type.simpleString().replace("|", "\\|");
  }
}

package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogfmtTest {
  @Test
  void readsBareAndQuotedValuesAndNumbers() {
    assertThat(Logfmt.read("level=info msg=\"it \\\"is\\\" up\\n\" took=3 ratio=0.5 id=007 ok"))
        .contains(
            Map.of(
                "level",
                "info",
                "msg",
                "it \"is\" up\n",
                "took",
                3.0,
                "ratio",
                0.5,
                "id",
                "007",
                "ok",
                "true"));
    assertThat(Logfmt.read("a= b=\"\"")).contains(Map.of("a", "", "b", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "it is up", "a=b and then it went", "a=\"open", "=b", "a=b\"c", "GET /?a=b {"})
  void aSentenceIsNoLogfmt(String line) {
    assertThat(Logfmt.read(line)).isEmpty();
  }
}

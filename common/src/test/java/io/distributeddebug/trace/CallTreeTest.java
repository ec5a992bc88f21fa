package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallTreeTest {
  @Test
  void hasANodeForEachEntryOfAServiceAndEachPeerWithoutSpans() {
    assertThat(
            shown(
                """
                web GET /                                | ==================
                  web render                             |  =
                  web call {client}                      |   ========
                    cart load {server}                   |    ======
                      cart SELECT {client peer=pg calls=database} |     ===
                  web refresh {server}                   |            ===
                """))
        .isEqualTo(
            """
            web GET /
              cart load
                <pg>
              web refresh
            """);
  }

  @Test
  void aMessageIsTheTopicAndBelowItTheReceiver() {
    assertThat(
            shown(
                """
                web GET /                               | ======
                  web send {producer peer=orders}       |  =
                    mail fetch {consumer}               |     ===
                      mail process {consumer}           |      ==
                """))
        .isEqualTo(
            """
            web GET /
              <orders>
                mail fetch
            """);
  }

  @Test
  void aReceiverWhoseSenderIsInAnotherTraceIsBelowItsTopic() {
    assertThat(shown("mail fetch {consumer peer=orders calls=queue} | ==="))
        .isEqualTo(
            """
            <orders>
              mail fetch
            """);
  }

  @Test
  void belowAnInferredParentANewTreeBegins() {
    assertThat(
            shown(
                """
                web GET /                    | =========
                  cart load {parent=99}      |  ===
                    db read                  |   =
                """))
        .isEqualTo(
            """
            web GET /
            cart load
              db read
            """);
  }

  private static String shown(String drawn) {
    CallTree tree = CallTree.of(DrawnTrace.trace(drawn));
    StringBuilder lines = new StringBuilder();
    for (CallTree.Node node : tree.nodes()) {
      int depth = 0;
      for (int at = node.caller(); at >= 0; at = tree.nodes().get(at).caller()) {
        depth++;
      }
      lines.append("  ".repeat(depth));
      lines.append(node.isPeer() ? "<" + node.name() + ">" : node.name() + " " + node.operation());
      lines.append('\n');
    }
    return lines.toString();
  }
}

package io.distributeddebug.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryFormatsTest {
  @Test
  void aLogOfEtcdIsReadEntryByEntry() {
    assertRead(
        "etcd",
        """
        INFO  jepsen.core - starting up
        INFO  jepsen.util - 0\t:invoke\t:read\tnil
        INFO  jepsen.util - 1\t:invoke\t:write\t4
        INFO  jepsen.util - 0\t:ok\t:read\tnil
        INFO  jepsen.util - :nemesis\t:info\t:start\tnil
        INFO  jepsen.util - 2\t:invoke\t:cas\t[4 1]
        INFO  jepsen.util - 1\t:info\t:write\t:timed-out
        INFO  jepsen.util - 2\t:fail\t:cas\t[4 1]
        INFO  jepsen.util - 0\t:invoke\t:read\tnil
        INFO  jepsen.util - 0\t:fail\t:read\t:timed-out
        INFO  jepsen.util - 3 \t:invoke :write \t75 \t:hint 0
        """,
        """
        0: [1 3] read nil (OK #2)
        1: [2 inf] write 4 (UNKNOWN #3)
        2: [4 6] cas 4 -> 1 (FAIL #6)
        0: [7 8]  (FAIL #9)
        3: [9 inf] write 75 (UNKNOWN #11)
        """);
  }

  @Test
  void anUnsetKeyOfAKeyValueLogHoldsTheEmptyText() {
    assertRead(
        "kv",
        """
        {:process 0, :type :invoke, :f :append, :key "7", :value "x 0 0 y"}
        {:process 1, :type :invoke, :f :get, :key "7", :value nil}
        {:process 1, :type :ok, :f :get, :key "7", :value ""}
        {:process 0, :type :ok, :f :append, :key "7", :value "x 0 0 y"}
        {:process 1, :type :invoke, :f :put, :key "8", :value "a\\n\\"b\\""}
        """,
        """
        0: [1 4] append 7 "x 0 0 y" (OK #1)
        1: [2 3] read 7 "" (OK #2)
        1: [5 inf] write 8 "a
        "b"" (UNKNOWN #5)
        """);
  }

  @Test
  void transactionsOfJepsenAreReadWithTheResultsThatCameBack() {
    assertRead(
        "edn",
        """
        ; a comment
        {:index 0, :type :invoke, :process 0, :f :txn, :value [[:append 1 2] [:r 3 nil]]}
        #jepsen.history.Op{:index 1 :type :ok :process 0 :f :txn :value [[:append 1 2] [:r 3 [4 5]]]}
        {:index 2, :type :invoke, :process 1, :f :txn, :value [[:w :x 9] [:r :x nil]]}
        {:index 3, :type :info, :process 1, :f :txn, :value [[:w :x 9] [:r :x nil]], :error "gone"}
        {:type :info, :process :nemesis, :f :kill, :value nil}
        {:index 4, :type :invoke, :value [[:append 1 6]]} #_{:not here}
        {:index 5, :type :fail, :value [[:append 1 6]]}
        """,
        """
        0: [1 2] append 1 2; read 3 [4 5] (OK T1)
        1: [3 inf] write :x 9 (UNKNOWN T3)
        unnamed 1: [5 6] append 1 6 (FAIL T5)
        """);
  }

  @Test
  void independentKeysOfJepsenAreTakenApart() {
    assertRead(
        "edn",
        """
        [{:type :invoke :process 0 :f :write :value ["a" 1]}
         {:type :ok     :process 0 :f :write :value ["a" 1]}
         {:type :invoke :process 0 :f :read :value ["a" nil]}
         {:type :ok     :process 0 :f :read :value ["a" 1]}
         {:type :invoke :process 1 :f :cas :value ["b" [1 2]]}
         {:type :fail   :process 1 :f :cas :value ["b" [1 2]]}]
        """,
        """
        0: [1 2] write "a" 1 (OK #1)
        0: [3 4] read "a" 1 (OK #1)
        1: [5 6]  (FAIL #1)
        """);
  }

  @Test
  void aWholeValueThatIsAVectorIsAList() {
    assertRead(
        "edn",
        """
        {:type :invoke :process 0 :f :read}
        {:type :ok :process 0 :f :read :value #{1 2}}
        """,
        "0: [1 2] read [1 2] (OK #1)\n");
  }

  @Test
  void sessionsAndTransactionsOfAwditAreToldByTheirLines() {
    assertRead(
        "awdit",
        """
        w 0 1
        w 1 1
        -----
        r 1 1
        =====
        r 0 1
        """,
        """
        1: write 0 1; write 1 1 (OK T1)
        1: read 1 1 (OK T2)
        2: read 0 1 (OK T3)
        """);
  }

  @Test
  void transactionsOfPlumeMayBeMixedAndRolledBack() {
    assertRead(
        "plume",
        """
        w(1,10,0,0)
        r(1,0,1,1)
        w(2,20,0,0)
        w(1,11,1,-1)
        r(1,10,0,2)
        """,
        """
        0: write 1 10; write 2 20 (OK T0)
        0: read 1 10 (OK T2)
        1: read 1 0 (OK T1)
        1: write 1 11 (FAIL T-1)
        """);
  }

  @Test
  void ednHoldsSetsCountersQueuesAndLocksOfJepsen() {
    assertRead(
        "edn",
        """
        {:process 0 :type :ok :f :add :value 3}
        {:process 1 :type :ok :f :remove :value 3}
        {:process 1 :type :ok :f :read :value #{3 4}}
        {:process 0 :type :ok :f :enqueue :key q :value 7}
        {:process 1 :type :ok :f :dequeue :key q :value 7}
        {:process 1 :type :ok :f :dequeue :key q :value nil}
        {:process 2 :type :fail :f :dequeue :key q}
        {:process 3 :type :ok :f :acquire :key l}
        {:process 3 :type :info :f :release :key l}
        """,
        """
        0: [-inf 1] add 3 (OK #1)
        1: [-inf 2] remove 3 (OK #2)
        1: [-inf 3] read [3 4] (OK #3)
        0: [-inf 4] enqueue q 7 (OK #4)
        1: [-inf 5] dequeue q 7 (OK #5)
        1: [-inf 6] dequeue q nil (OK #6)
        2: [-inf 7]  (FAIL #7)
        3: [-inf 8] acquire l 3 (OK #8)
        3: [-inf inf] release l 3 (UNKNOWN #9)
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "awdit ~ r 1 x                      ~ line 1: 'r KEY VALUE', 'w KEY VALUE', '-----' or '=====' is wanted, found 'r 1 x'",
        "awdit ~ -----                      ~ no line is an operation 'r KEY VALUE'",
        "plume ~ w(1,2,3)                   ~ line 1: 'r(KEY,VALUE,SESSION,TXN)' or 'w(...)' is wanted, found 'w(1,2,3)'",
        "etcd  ~ something else             ~ no line is an entry of 'jepsen.util - PROCESS :invoke'",
        "etcd  ~ INFO jepsen.util - 1 :ok   ~ line 1: 'jepsen.util - PROCESS :invoke|:ok|:fail|:info :read|:write|:cas VALUE' is wanted, found 'INFO jepsen.util - 1 :ok'",
        "etcd  ~ jepsen.util - 1 :ok :cas 4 ~ line 1: a cas is a vector, not '4'",
        "etcd  ~ jepsen.util - 1 :eh :read 4 ~ line 1: type 'eh' is none of invoke, ok, fail, info",
        "kv    ~ {:type :ok :f :get         ~ line 1: the file ends inside a form",
        "kv    ~ {:type :ok :f :sum}        ~ line 1: unknown operation 'sum'; known are read, write, cas, get, put, append, add, remove, enqueue, dequeue, acquire, release, txn, r, w",
        "edn   ~ {:f :read}                 ~ line 1: :type is missing",
        "edn   ~ 17                         ~ line 1: a map with :type and :value is wanted, found '17'",
        "edn   ~ [1}                        ~ line 1: ']' is wanted, found '}'",
        "edn   ~ ]                          ~ line 1: a closing bracket that nothing opened",
        "edn   ~ {:a}                       ~ line 1: a map has a key without a value",
        "edn   ~ {:type :ok :value [[:r 1]]} ~ line 1: [:r key value] is wanted, found '[:r 1]'",
        "cobra ~ X                          ~ drawn, byte 0: a record S, W, R, C or A is wanted, found 0x58",
        "cobra ~ C                          ~ drawn, byte 0: a record C outside of a transaction",
        "cobra ~ S1234                      ~ drawn, byte 0: the file ends inside a record",
        "dbcop ~ short                      ~ drawn, byte 0: the file ends inside a record",
      })
  void whatIsNotOfTheFormatIsRefusedWithItsPlaceAndReason(
      String format, String text, String message) {
    assertThatThrownBy(() -> HistoryDrawing.read(format, text)).hasMessage(message);
  }

  @Test
  void deepNestingDoesNotExhaustTheStack() {
    assertThatThrownBy(() -> HistoryDrawing.read("edn", "[".repeat(1_000_000)))
        .hasMessage("line 1: nested more than 200 deep");
    assertThatThrownBy(() -> HistoryDrawing.read("edn", "#_".repeat(1_000_000)))
        .hasMessage("line 1: nested more than 200 deep");
  }

  private static void assertRead(String format, String text, String drawing) {
    assertThat(HistoryDrawing.of(HistoryDrawing.read(format, text))).isEqualTo(drawing);
  }
}

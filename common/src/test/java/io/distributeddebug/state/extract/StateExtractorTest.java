package io.distributeddebug.state.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StateExtractorTest {
  private static final StateMapping ORDERS =
      StateMappingReader.read(
          "state-mapping.yaml",
          """
          entities:
            order:
              keys: [order_id]
              places:
                - {place: orders-db, system: postgresql, collection: orders, key: id, version: version, fields: {status: status}}
                - {place: orders-cache, system: redis, key_pattern: "order:{order_id}", role: cache}
                - {place: orders-topic, destination: order-events, key: messaging.kafka.message.key, role: event}
          rules:
            - {id: reservation, when: {service: sh*p, span: internal, has: [sku]}, emit: {entity: stock, key: "{sku}", kind: cas, value: "{stock.after}", expected: "{stock.before}"}}
            - {id: raft, when: {log: "node <node> leads from round <n>"}, emit: {entity: cluster, key: main, kind: lead, value: "{node}", epoch: "{n}"}}
          """);

  @Test
  void statementsAreReadByTheirWords() {
    assertThat(
            sql(
                """
                SELECT * FROM orders WHERE id = 17
                select o.status from shop.orders o where o.id = '17' and o.status = 'NEW'
                SELECT status FROM orders WHERE id = 17 OR id = 18
                SELECT status FROM orders WHERE id = 17 FOR UPDATE
                INSERT INTO orders (id, status, version) VALUES (17, 'NEW', 1)
                INSERT INTO orders (id, status) VALUES (17, 'NEW'), (18, 'NEW')
                UPDATE orders SET status = 'PAID' WHERE id = 17 -- paid
                UPDATE orders SET status = 'PAID', version = version + 1 WHERE id = 17 AND version = 4
                UPDATE orders SET status = 'it''s' /* odd */ WHERE id = 17
                UPDATE orders SET retries = retries + 1 WHERE id = 17
                DELETE FROM "orders" WHERE id = 17
                UPDATE orders SET status = ? WHERE id = ?
                CREATE TABLE orders (id int)
                """))
        .isEqualTo(
            """
            read order 17.status @orders-db
            read order 17.status @orders-db
            read order.status @orders-db
            lock order 17.status @orders-db | read order 17.status @orders-db
            write order 17.status @orders-db =NEW v1
            write order.status @orders-db
            write order 17.status @orders-db =PAID
            cas order 17.status @orders-db =PAID v5 from v4 UNKNOWN: no count of changed rows is recorded
            write order 17.status @orders-db =it's
            add order 17.status @orders-db =1
            delete order 17.status @orders-db =\u2205
            write order.status @orders-db

            """);
  }

  @Test
  void oldAndNewNamesOfTheConventionGiveEqualEvents() {
    String now =
        "client db.system.name=postgresql server.address=pg db.collection.name=carts"
            + " `db.query.text=UPDATE carts SET n = $2 WHERE id = $1` db.query.parameter.0=7";
    String before =
        "client db.system=postgresql net.peer.name=pg db.sql.table=carts"
            + " `db.statement=UPDATE carts SET n = $2 WHERE id = $1` db.query.parameter.0=7";

    assertThat(Spans.found(StateMapping.NONE, now))
        .isEqualTo(Spans.found(StateMapping.NONE, before))
        .isEqualTo("write carts 7 @pg\n");
  }

  @Test
  void aKeyThatIsNotRecordedIsTakenFromAround() {
    assertThat(
            Spans.found(
                ORDERS,
                """
                server app.order.id=17
                  internal
                    client db.system.name=postgresql `db.query.text=UPDATE orders SET status = 'PAID' WHERE id = ?`
                """))
        .isEqualTo("write order 17.status @orders-db =PAID (key around)\n");
    assertThat(
            Spans.found(
                ORDERS,
                """
                server
                  internal order_id=17
                  internal order_id=18
                  client db.system.name=postgresql `db.query.text=UPDATE orders SET status = 'PAID' WHERE id = ?`
                """))
        .as("two orders in the trace: which one is not known")
        .isEqualTo("write order.status @orders-db =PAID\n");
  }

  @Test
  void whatIsRolledBackHasNoEffect() {
    assertThat(
            Spans.found(
                ORDERS,
                """
                server
                  client db.system.name=postgresql peer.service=pg db.query.text=BEGIN
                  client db.system.name=postgresql peer.service=pg `db.query.text=UPDATE orders SET status = 'PAID' WHERE id = 17`
                  client db.system.name=postgresql peer.service=pg db.query.text=ROLLBACK
                """))
        .contains("write order 17.status @orders-db =PAID FAIL: the transaction was rolled back");
  }

  @Test
  void aRefusalHasNoEffectAndATimeoutMayHave() {
    String update =
        "client db.system.name=postgresql `db.query.text=UPDATE orders SET status = 'PAID' WHERE id = 17` ";
    assertThat(Spans.found(ORDERS, update + "`error=duplicate key violates constraint`"))
        .endsWith("=PAID FAIL: duplicate key violates constraint\n");
    assertThat(Spans.found(ORDERS, update + "`error=canceling statement due to timeout`"))
        .endsWith("=PAID UNKNOWN: canceling statement due to timeout\n");
    assertThat(Spans.found(ORDERS, update + "error=failed db.response.status_code=40P01"))
        .endsWith("=PAID FAIL: failed; 40P01\n");
  }

  @Test
  void commandsOfKeyValueStores() {
    assertThat(
            commands(
                """
                GET order:17
                SET order:17 PAID EX 300
                SET lock:17 token NX PX 30000
                SETNX order:17 NEW
                DEL order:17
                INCR visits
                HSET cart:9 milk 2
                MGET order:17 order:18
                GET session:?
                EXPIRE order:17 30
                """))
        .isEqualTo(
            """
            read order 17 @orders-cache
            write order 17 @orders-cache =PAID
            lock lock 17 @cache =token
            cas order 17 @orders-cache =NEW expected~\u2205
            delete order 17 @orders-cache =\u2205
            add key visits @cache =1
            write cart 9.milk @cache =2
            read order 17 @orders-cache | read order 18 @orders-cache
            read session @cache

            """);
  }

  @Test
  void aReadWithoutARowFoundThatNothingIsThere() {
    assertThat(
            Spans.found(
                ORDERS,
                """
                client db.system.name=redis peer.service=cache `db.query.text=GET order:17` db.response.returned_rows=0
                """))
        .isEqualTo("read order 17 @orders-cache =\u2205\n");
  }

  @Test
  void whoDeletesTheLockThatItTookGivesItBack() {
    assertThat(
            Spans.found(
                ORDERS,
                """
                server
                  client db.system=redis peer.service=cache `db.statement=SET lock:17 me NX PX 100`
                  client db.system=redis peer.service=cache `db.statement=DEL lock:17`
                """))
        .isEqualTo("lock lock 17 @cache =me\nunlock lock 17 @cache\n");
  }

  @Test
  void messages() {
    assertThat(
            Spans.found(
                ORDERS,
                """
                producer messaging.system=kafka messaging.destination.name=order-events messaging.operation.type=send messaging.kafka.message.key=17 messaging.kafka.offset=5 messaging.destination.partition.id=2
                consumer messaging.system=kafka messaging.destination=mails messaging.operation=process messaging.message_id=m1
                consumer messaging.system=kafka messaging.operation=process
                """))
        .isEqualTo(
            """
            produce order 17 @orders-topic partition 2 offset 5
            process mails @mails id m1
            """);
  }

  @Test
  void requestsForAResource() {
    assertThat(
            Spans.found(
                StateMapping.NONE,
                """
                server http.request.method=GET http.route=/orders/{id} url.path=/orders/17 http.response.status_code=200 http.response.header.etag="a7"
                server http.request.method=GET http.route=/orders/{id} url.path=/orders/18 http.response.status_code=404
                server http.request.method=PUT http.route=/orders/{id} http.target=/orders/17?x=1 http.status_code=412 http.request.header.if-match="a6"
                server http.request.method=POST http.route=/orders/{id}/cancel url.path=/orders/17/cancel
                server http.request.method=POST http.route=/orders url.path=/orders
                """))
        .isEqualTo(
            """
            read orders 17 @shop va7
            read orders 18 @shop =\u2205
            cas orders 17 @shop from va6 FAIL: HTTP status 412
            """);
  }

  @Test
  void whatASpanSaysOutrightIsNotReadOtherwise() {
    assertThat(
            Spans.found(
                ORDERS,
                """
                client state.entity.type=order state.entity.id=17 state.kind=write state.value=PAID state.version=8 db.system.name=postgresql `db.query.text=DELETE FROM orders WHERE id = 17`
                """))
        .isEqualTo("write order 17 @shop =PAID v8\n");
  }

  @Test
  void rulesOfTheHouseAndUsualWordsOfLogs() {
    assertThat(
            Spans.found(
                ORDERS,
                "internal sku=S1 stock.before=4 stock.after=3",
                List.of(
                    Spans.log("store", "node n2 leads from round 7"),
                    Spans.log("store", "raft: became leader at term 8"),
                    Spans.log("store", "acquired lock orders:17"),
                    Spans.log("store", "nothing of the kind"))))
        .isEqualTo(
            """
            cas stock S1 @shop =3 expected~4
            lock lock orders:17 @store
            lead cluster main @store =n2 epoch 7
            lead leader store @store epoch 8
            """);
  }

  @Test
  void theReportSaysWhatWasMatchedAndWhatToRecord() {
    ExtractionReport report = new ExtractionReport();
    new StateExtractor(ORDERS)
        .extract(
            new TraceSignals(
                Spans.of(
                    """
                    client db.system.name=postgresql `db.query.text=UPDATE orders SET status = 'PAID' WHERE id = 17`
                    client db.system.name=postgresql `db.query.text=UPDATE orders SET status = ? WHERE id = ?`
                    client db.system.name=postgresql `db.query.text=SELECT 1`
                    """),
                List.of()),
            report,
            event -> {});

    assertThat(report.rules()).hasSize(1);
    assertThat(report.rules().get(0).nothing()).containsOnlyKeys("SELECT names no table");
    assertThat(report.coverage())
        .containsExactly(
            new ExtractionReport.Coverage(
                "order",
                1,
                0,
                1,
                "record the key: db.query.parameter.<n>, or an attribute order_id on a span above the call"));
  }

  @Property(tries = 2_000)
  void noStatementStopsTheReading(@ForAll String text, @ForAll boolean isRedis) {
    List<Object> events = new ArrayList<>();
    String system = isRedis ? "redis" : "mysql";
    var span = Spans.of("client db.system=" + system).get(0);
    var withText =
        new io.distributeddebug.telemetry.Span(
            span.traceId(),
            span.spanId(),
            "",
            "",
            span.resource(),
            "x",
            span.kind(),
            0,
            1,
            span.status(),
            "",
            io.distributeddebug.telemetry.Attributes.builder()
                .put("db.system", system)
                .put(
                    "db.statement", isRedis ? text : "UPDATE t SET a=" + text + " WHERE id=" + text)
                .build(),
            List.of(),
            List.of(),
            "");
    ExtractionReport report = new ExtractionReport();
    new StateExtractor(ORDERS)
        .extract(new TraceSignals(List.of(withText), List.of()), report, events::add);

    long told =
        report.rules().stream()
            .flatMap(rule -> rule.nothing().values().stream())
            .mapToLong(Long::longValue)
            .sum();
    assertThat(events.size() + told).isPositive();
  }

  private static String sql(String statements) {
    return each("client db.system.name=postgresql peer.service=pg `db.query.text=", statements);
  }

  private static String commands(String commands) {
    return each("client db.system.name=redis peer.service=cache `db.query.text=", commands);
  }

  private static String each(String begin, String texts) {
    return texts
        .lines()
        .map(text -> Spans.found(ORDERS, begin + text + "`").strip().replace("\n", " | ") + "\n")
        .collect(Collectors.joining());
  }
}

package io.distributeddebug.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET            | http.request.method=GET;http.route=/cart/{id}   | GET /cart/{id}",
        "GET /cart/77   | http.request.method=GET;http.route=/cart/{id}   | GET /cart/{id}",
        "GET            | http.request.method=GET;url.template=/cart/{id} | GET /cart/{id}",
        "HTTP GET       | http.request.method=GET;url.path=/cart/77/items | GET /cart/{id}/items",
        "checkout       | http.request.method=POST;url.path=/cart/77      | checkout",
        "call           | rpc.method=shop.Cart/Add                        | shop.Cart/Add",
        "call           | rpc.service=shop.Cart;rpc.method=Add            | shop.Cart/Add",
        "x              | messaging.operation.name=ack;messaging.destination.name=orders | ack orders",
        "x              | messaging.operation.type=process;messaging.destination.name=reply-1234567890;messaging.destination.temporary=true | process (temporary)",
        "x              | messaging.operation.name=send;messaging.destination.name=u/77;messaging.destination.template=u/{user} | send u/{user}",
        "query          | db.query.summary=SELECT orders                  | SELECT orders",
        "query          | db.operation.name=SELECT;db.collection.name=orders | SELECT orders",
        "SELECT * FROM t WHERE id IN (1, 2) AND n = 'x' | db.query.text=SELECT * FROM t WHERE id IN (1, 2) AND n = 'x' | SELECT * FROM t WHERE id IN (?) AND n = ?",
        "SET | db.query.text=SET lock:l-7 5a0148ada586963272b448cc3b16253f NX PX 300 | SET lock:l-? ? NX PX ?",
        "GET | db.query.text=GET cafe0148ada5 4d2a46c7-71cb-4cf1-b5bb-b68406d9da6f beefcafe | GET ? ? beefcafe",
        "load all       | db.query.text=SELECT 1                          | load all",
      })
  void attributesNameTheOperation(String name, String attributes, String operation) {
    assertThat(OperationName.of(span(name, attributes))).isEqualTo(operation);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /users/4711, GET /users/{id}",
    "GET /users/u10234/orders/ord-4k2j, GET /users/{id}/orders/{id}",
    "GET /carts/9f86d081884c, GET /carts/{id}",
    "/api/v1/contacts/4d2a46c7-71cb-4cf1-b5bb-b68406d9da6f, /api/v1/contacts/{id}",
    "GET /search?q=shoes&page=2, GET /search",
    "GET https://shop1.example/items/77#top, GET https://shop1.example/items/{id}",
    "GET /people/ann@example.com, GET /people/{id}",
    "GET /p/red%20shoes, GET /p/{id}",
    "GET /v2.1/oauth2/token, GET /v2.1/oauth2/token",
    "GET /cart/{id}, GET /cart/{id}",
    "GET /cart/:id, GET /cart/:id",
    "job 4711, job <n>",
    "/, /",
  })
  void elseTheTemplateOfTheName(String name, String template) {
    assertThat(OperationName.of(span(name, ""))).isEqualTo(template);
  }

  @Property
  void aTemplateOfATemplateIsItself(@ForAll String name) {
    String once = NameTemplate.of(name);
    assertThat(NameTemplate.of(once)).isEqualTo(once);
  }

  private static Span span(String name, String attributes) {
    Attributes.Builder builder = Attributes.builder();
    for (String pair : attributes == null ? new String[0] : attributes.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        builder.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return new Span(
        "1",
        "2",
        "",
        "",
        Resource.UNKNOWN,
        name,
        SpanKind.SERVER,
        0,
        1,
        StatusCode.UNSET,
        "",
        builder.build(),
        List.of(),
        List.of(),
        "");
  }
}

package io.distributeddebug.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String JWT =
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.CANARYdozjgNryP4J3jVmNHl0w5N";

  private final Redaction redaction = Redaction.standard();

  /** S17: every text holds the secret CANARY in one shape. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=CANARY",
        "password: CANARY, user: bob",
        "db.Password = 'CANARY secret'",
        "passwd=CANARY&x=1",
        "{\"password\":\"CANARY\"}",
        "{\"password\" : \"CANARY\\\" still CANARY\"}",
        "{\\\"token\\\":\\\"CANARY\\\",\\\"a\\\":1}",
        "client_secret=CANARY;",
        "https://host/cb?access_token=CANARY&state=1",
        "https://host/x?api_key=CANARY",
        "https://blob/x?sv=1&sig=CANARY%3D",
        "https://s3/x?X-Amz-Signature=CANARY&X-Amz-Credential=CANARY",
        "jdbc:postgresql://bob:CANARY@db:5432/shop",
        "amqp://CANARY@mq/",
        "Authorization: Bearer CANARY",
        "Authorization: Digest user=CANARY, response=CANARY",
        "authorization=[Basic CANARYQ2FuYXJ5]",
        "curl -H 'Authorization: token CANARY' x",
        "sent Bearer abcCANARY123 to host",
        "Cookie: a=CANARY; session=CANARY",
        "Set-Cookie: id=CANARY; HttpOnly",
        "X-Api-Key: CANARY",
        "x-auth-token: CANARY",
        "JSESSIONID=CANARY",
        "AccountName=a;AccountKey=CANARY==;",
        "aws_secret_access_key = CANARY",
        "AWS_SECRET_ACCESS_KEY=CANARY",
        "private_key: CANARY",
        "credentials=CANARY",
        "cvv=CANARY",
        "-----BEGIN RSA PRIVATE KEY-----\nCANARY\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nCANARY cut off",
        "id AKIA1234567890CANARY end",
        "key AIzaSyCANARY0123456789abcdefghijklmnopq",
        "pat ghp_CANARY0123456789abcdefghijklmnopqrstuv",
        "pat github_pat_CANARY0123456789abcdefgh",
        "slack xoxb-123456789012-CANARY",
        "stripe sk_live_CANARY0123456789abc",
        "google ya29.CANARY0123456789abcdefg",
        "jwt " + JWT + " end",
      })
  void takesOutEveryKindOfSecret(String text) {
    String clean = redaction.text(text);

    assertThat(clean).doesNotContain("CANARY").contains(Redaction.REDACTED);
    assertThat(redaction.text(clean)).isEqualTo(clean);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111",
        "card 4111 1111 1111 1111 declined",
        "card=5555-5555-5555-4444",
        "amex 3782 822463 10005",
        "378282246310005"
      })
  void takesOutCardNumbers(String text) {
    assertThat(redaction.text(text)).contains(Redaction.REDACTED).doesNotContain("1111", "0005");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/users/{id}",
        "SELECT * FROM tokens WHERE owner = ?",
        "1674981768697000000",
        "start 1767225600500000 end 1767225600500001",
        "4111111111111112",
        "span a4111111111111111 of 4111111111111111f",
        "input_tokens=1234 max_tokens: 5",
        "token=null password: true",
        "basic information about bearer authentication",
        "09:41:05.123 INFO c.s.Cart#55 [getCart][user: bob]",
        "https://host:8080/path?user=bob#top",
        "bob@example.com",
        "-----BEGIN CERTIFICATE-----",
        "eyJ is how base64 of JSON begins",
        "skew xox AKIA ghp_short",
        "a == b, c := d, e::f"
      })
  void leavesOrdinaryTextUntouched(String text) {
    assertThat(redaction.text(text)).isSameAs(text);
  }

  @Test
  void takesOutMailAddressesOnlyWhenAsked() {
    assertThat(Redaction.withEmails().text("mail to bob.b@example.com now"))
        .isEqualTo("mail to [redacted] now");
  }

  @Test
  void coversEveryTextOfASpan() {
    Attributes secret = Attributes.of(Map.of("http.request.header.authorization", "CANARY"));
    Resource resource = Resource.of(Attributes.of(Map.of("process.command", "x --token=CANARY")));
    Span span =
        new Span(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            "",
            "",
            resource,
            "GET /?password=CANARY",
            SpanKind.SERVER,
            1,
            2,
            StatusCode.ERROR,
            "token=CANARY",
            secret,
            List.of(new SpanEvent(1, "secret=CANARY", secret)),
            List.of(new SpanLink("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", secret)),
            "");

    Span clean = redaction.span(span);

    assertThat(clean.toString()).doesNotContain("CANARY");
    assertThat(clean.traceId()).isEqualTo(span.traceId());
  }

  @Property
  void neverFailsAndIsTheSameDoneTwice(@ForAll String text) {
    String clean = redaction.text(text);

    assertThat(redaction.text(clean)).isEqualTo(clean);
  }

  @Property
  void rememberingHarmlessTextsChangesNoAnswer(
      @ForAll @Size(max = 40) List<@From("telling") String> texts) {
    Redaction remembering = Redaction.withEmails();

    for (String text : texts) {
      assertThat(remembering.text(text)).isEqualTo(Redaction.withEmails().text(text));
    }
  }

  /** Texts that are alike, share their hash, and are often secrets. */
  @Provide
  Arbitrary<String> telling() {
    return Arbitraries.of("Aa", "BB", "token=", "a@b.c", "password: ", "cookie", " ", "eyJ")
        .list()
        .ofMaxSize(4)
        .map(parts -> String.join("", parts));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=",
        "cookie:{",
        "eyJ.",
        "eyJ-",
        "bearer ",
        "://",
        "-----BEGIN ",
        "4111 ",
        "\"",
        "=",
        "AKIA-",
        "token=\\\\\\\"",
        "a@b.",
        "x:"
      })
  void takesTimeInProportionToTheText(String unit) {
    String text = unit.repeat(2_000_000 / unit.length());

    Assertions.assertTimeout(Duration.ofSeconds(10), () -> Redaction.withEmails().text(text));
  }
}

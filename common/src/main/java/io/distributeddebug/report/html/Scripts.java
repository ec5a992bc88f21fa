package io.distributeddebug.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The scripts and the style sheet that the page carries inside, and what allows them to run. */
record Scripts(List<String> sources, String css) {
  static Scripts load() {
    return new Scripts(
        List.of(
            script("/io/distributeddebug/report/script/dagre.min.js"),
            script("/io/distributeddebug/report/script/echarts.min.js"),
            script("page.js")),
        read("page.css"));
  }

  /** Nothing may be loaded from anywhere, and only these very scripts may run. */
  String contentSecurityPolicy() {
    return "default-src 'none'; script-src "
        + sources.stream().map(Scripts::hash).collect(Collectors.joining(" "))
        + "; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String source) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** As the browser's parser will see it: the hash is over that. */
  private static String script(String resource) {
    String source = read(resource).replace("\r\n", "\n").replace('\r', '\n');
    if (source.toLowerCase(java.util.Locale.ROOT).contains("</script") || source.contains("<!--")) {
      throw new IllegalStateException(
          "Cannot put " + resource + " into a page: it would end there");
    }
    return source;
  }

  private static String read(String resource) {
    try (InputStream in = Scripts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "Cannot find " + resource + " in the class path; build with Maven, which unpacks it");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

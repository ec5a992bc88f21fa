package io.distributeddebug.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a finished report consists of; written last, so a folder without one is no report.
 *
 * @param sha256 lower-case hex, by file name
 */
public record Manifest(String runId, String command, Map<String, String> sha256) {
  static final String FILE = "manifest.json";
  private static final int FORMAT_VERSION = 1;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public Manifest {
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
  }

  /** Lower-case hex. */
  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  byte[] toJson() throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format_version", FORMAT_VERSION).put("run_id", runId).put("command", command);
    ObjectNode files = root.putObject("sha256");
    sha256.forEach(files::put);
    String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Manifest fromJson(byte[] json) throws IOException {
    JsonNode root = MAPPER.readTree(json);
    if (root == null || !root.path("run_id").isTextual() || !root.path("sha256").isObject()) {
      throw new IOException("not a manifest of a report");
    }
    Map<String, String> sha256 = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> file : root.path("sha256").properties()) {
      sha256.put(file.getKey(), file.getValue().asText());
    }
    return new Manifest(root.path("run_id").asText(), root.path("command").asText(), sha256);
  }
}

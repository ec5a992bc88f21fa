package io.distributeddebug.convention;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process that recorded something, by the spellings of the reference page. */
class ResourceNamesTest {
  @Test
  void theReferencePageListsTheSpellings() {
    Map<String, List<List<String>>> page = new LinkedHashMap<>();
    ConventionsPage.cells("Spellings of processes")
        .forEach(
            cells ->
                page.put(
                    ConventionsPage.codes(cells.get(0)).get(0),
                    List.of(
                        ConventionsPage.codes(cells.get(1)),
                        ConventionsPage.codes(cells.get(2)),
                        ConventionsPage.codes(cells.get(3)))));

    assertThat(page).isEqualTo(ResourceNames.SPELLINGS);
  }

  @Test
  void aSpellingMeansOneAttributeInEachPlace() {
    List<String> all =
        ResourceNames.SPELLINGS.values().stream()
            .flatMap(List::stream)
            .flatMap(List::stream)
            .toList();

    assertThat(all).doesNotHaveDuplicates().allMatch(it -> it.equals(ResourceNames.plain(it)));
  }

  @ParameterizedTest
  @CsvSource({
    "serviceName=cart,             cart, '', '', '', '', '', ''",
    "kubernetes.labels.app=cart,   cart, '', '', '', '', '', ''",
    "pod=cart-1,                   '', cart-1, '', '', cart-1, '', ''",
    "kubernetes.pod.name=cart-1,   '', cart-1, '', '', cart-1, '', ''",
    "client-uuid=7f,               '', 7f, '', '', '', '', ''",
    "container.id=c1,              '', c1, '', '', '', '', ''",
    "hostname=n1,                  '', n1, '', n1, '', '', ''",
    "kubernetes.node.name=n1,      '', '', '', n1, '', '', ''",
    "version=1.2,                  '', '', 1.2, '', '', '', ''",
    "app.kubernetes.io/version=v2, '', '', v2, '', '', '', ''",
    "kubernetes_namespace=shop,    '', '', '', '', '', shop, ''",
    "service.namespace=shop,       '', '', '', '', '', shop, ''",
    "topology.kubernetes.io/zone=a,'', '', '', '', '', '', a",
    "k8s.deployment.name=cart,     cart, '', '', '', '', '', ''",
    "house.tag=x,                  '', '', '', '', '', '', ''",
  })
  void aResourceIsReadByAnySpelling(
      String pair,
      String service,
      String instance,
      String version,
      String node,
      String pod,
      String namespace,
      String zone) {
    Resource resource = resource(pair);

    assertThat(
            List.of(
                resource.service(),
                resource.instance(),
                resource.version(),
                resource.node(),
                resource.pod(),
                resource.namespace(),
                resource.zone()))
        .containsExactly(service, instance, version, node, pod, namespace, zone);
  }

  @Test
  void theStableNameCountsAndTheBetterSpellingBeforeTheWorse() {
    assertThat(resource("host=a", "hostname=b").node()).isEqualTo("b");
    Resource both = resource("host.name=a", "hostname=b");
    assertThat(both.node()).isEqualTo("a");
    assertThat(both.attributes().text()).isEqualTo(Map.of("host.name", "a", "hostname", "b"));
  }

  @Test
  void anSdksDefaultNameGivesWayToTheWorkload() {
    Resource resource = resource("service.name=unknown_service:java", "k8s.deployment.name=cart");

    assertThat(resource.service()).isEqualTo("cart");
    assertThat(resource.attributes().get("service.name")).contains("unknown_service:java");
    assertThat(resource("service.name=unknown_service:java").service())
        .isEqualTo("unknown_service:java");
  }

  @Test
  void aContainersNameIsNoSpellingOfKubernetes() {
    assertThat(resource("container.name=cart").attributes().text())
        .isEqualTo(Map.of("container.name", "cart"));
  }

  private static Resource resource(String... pairs) {
    Attributes.Builder attributes = Attributes.builder();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      attributes.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return Resource.of(ResourceNames.fold(attributes.build()));
  }
}

package io.surety.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The same sources are built with the same libraries and tools, today and next year. */
class PinnedVersionsTest {

  private static final String OWN = "io.surety";

  @Test
  void namesEveryVersionExactly() throws Exception {
    List<String> loose = new ArrayList<>();
    List<String> poms = poms();
    assertThat(poms).contains("pom.xml", "training-job/pom.xml").hasSizeGreaterThan(10);
    for (String pom : poms) {
      loose.addAll(loose(pom, Checkout.text(pom).orElseThrow()));
    }
    assertThat(loose).as("versions that can change by themselves").isEmpty();
  }

  @Test
  void keepsVersionsOfLibrariesInTheRootAlone() throws Exception {
    for (String pom : poms()) {
      if (pom.equals("pom.xml")) {
        continue;
      }
      Document document = read(Checkout.text(pom).orElseThrow());
      NodeList versions = document.getElementsByTagName("version");
      for (int i = 0; i < versions.getLength(); i++) {
        assertThat(versions.item(i).getTextContent())
            .as("a version in %s", pom)
            .matches("0\\.1\\.0-SNAPSHOT|\\$\\{[\\w.-]+\\}");
      }
    }
  }

  @Test
  void findsALooseVersion() throws Exception {
    for (String version :
        List.of("[1.0,2.0)", "(,1.0]", "LATEST", "RELEASE", "1.0-SNAPSHOT", "1.+")) {
      String pom =
          "<project><dependencies><dependency><groupId>x</groupId><version>%s</version></dependency></dependencies></project>"
              .formatted(version);
      assertThat(loose("a", pom)).as(version).hasSize(1);
      assertThat(
              loose(
                  "a",
                  "<project><properties><x.version>%s</x.version></properties></project>"
                      .formatted(version)))
          .as(version)
          .hasSize(1);
    }
    assertThat(loose("a", "<project><properties><x.version>1.0</x.version></properties></project>"))
        .isEmpty();
  }

  @Test
  void bringsAMavenWhoseChecksumIsKnown() throws Exception {
    Properties wrapper = new Properties();
    wrapper.load(
        new StringReader(Checkout.text(".mvn/wrapper/maven-wrapper.properties").orElseThrow()));
    assertThat(wrapper.getProperty("distributionSha256Sum")).matches("[0-9a-f]{64}");
    assertThat(wrapper.getProperty("distributionUrl"))
        .startsWith("https://")
        .matches(".*/apache-maven-\\d+\\.\\d+\\.\\d+-bin\\.zip");
    assertThat(wrapper.getProperty("distributionType")).isEqualTo("only-script");
    assertThat(Checkout.text("mvnw").orElseThrow())
        .contains("distributionSha256Sum")
        .contains("sha256sum");
  }

  private static List<String> poms() throws Exception {
    return Checkout.files().stream().filter(name -> name.matches("(.*/)?pom\\.xml")).toList();
  }

  private static List<String> loose(String pom, String text) throws Exception {
    Document document = read(text);
    List<String> loose = new ArrayList<>();
    NodeList all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Node node = all.item(i);
      boolean version =
          node.getNodeName().equals("version") || node.getNodeName().endsWith(".version");
      if (version && isLoose(node.getTextContent().strip()) && !isOurs(node)) {
        loose.add("%s: %s %s".formatted(pom, node.getNodeName(), node.getTextContent().strip()));
      }
    }
    return loose;
  }

  private static boolean isLoose(String version) {
    return version.matches("[\\[(].*|.*[\\])]|LATEST|RELEASE|.*-SNAPSHOT|.*\\+|\\s*");
  }

  /** Our own modules carry one version, and the JDK is a range on purpose. */
  private static boolean isOurs(Node version) {
    if (!(version.getParentNode() instanceof Element around)) {
      return false;
    }
    if (around.getTagName().equals("requireJavaVersion")) {
      return true;
    }
    boolean named = false;
    for (Node child = around.getFirstChild(); child != null; child = child.getNextSibling()) {
      named |= child.getNodeName().equals("groupId") && child.getTextContent().equals(OWN);
    }
    return named && List.of("project", "parent").contains(around.getTagName());
  }

  private static Document read(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}

package io.surety.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {

  @TempDir Path folder;

  @BeforeEach
  void writeATemplate() throws IOException {
    write(
        "steps.yml",
        """
        parameters:
        - name: who
          type: string
          values: [Ann, Bob]
        - name: loud
          type: boolean
          default: false
        steps:
        - ${{ if eq(parameters.loud, true) }}:
          - script: shout ${{ parameters.who }}
        - ${{ else }}:
          - script: whisper ${{ parameters.who }}
            ${{ if eq(parameters.who, 'Bob') }}:
              name: bob
        """);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private String expand(String text) throws IOException {
    write("main.yml", text);
    return new Templates().expand(folder.resolve("main.yml"), Map.of()).toString();
  }

  @Test
  void putsATemplateInThePlaceOfItsName() throws IOException {
    assertThat(expand("steps:\n- template: steps.yml\n  parameters: {who: Ann}\n- script: last\n"))
        .isEqualTo("{\"steps\":[{\"script\":\"whisper Ann\"},{\"script\":\"last\"}]}");
  }

  @Test
  void choosesByParametersInListsAndInMappings() throws IOException {
    assertThat(expand("steps:\n- template: steps.yml\n  parameters: {who: Bob, loud: true}\n"))
        .isEqualTo("{\"steps\":[{\"script\":\"shout Bob\"}]}");
    assertThat(expand("steps:\n- template: steps.yml\n  parameters: {who: Bob}\n"))
        .isEqualTo("{\"steps\":[{\"script\":\"whisper Bob\",\"name\":\"bob\"}]}");
  }

  @Test
  void refusesWhatATemplateDoesNotTake() {
    assertThatThrownBy(() -> expand("steps:\n- template: steps.yml\n"))
        .hasMessageContaining("needs the parameter who");
    assertThatThrownBy(() -> expand("steps:\n- template: steps.yml\n  parameters: {who: Eve}\n"))
        .hasMessageContaining("cannot be 'Eve'");
    assertThatThrownBy(
            () -> expand("steps:\n- template: steps.yml\n  parameters: {who: Ann, how: x}\n"))
        .hasMessageContaining("given a parameter how");
    assertThatThrownBy(() -> expand("steps:\n- template: none.yml\n"))
        .hasMessageContaining("There is no file");
  }

  @Test
  void refusesALanguageThatItDoesNotKnow() {
    assertThatThrownBy(() -> expand("steps:\n- ${{ each x in parameters.list }}:\n  - script: a\n"))
        .isInstanceOf(UnreadablePipeline.class);
    assertThatThrownBy(() -> expand("steps:\n- script: ${{ variables.a }}\n"))
        .hasMessageContaining("none of its parameters");
  }

  @Test
  void refusesTemplatesThatNameEachOther() throws IOException {
    write("circle.yml", "steps:\n- template: circle.yml\n");

    assertThatThrownBy(() -> expand("steps:\n- template: circle.yml\n"))
        .hasMessageContaining("in a circle");
  }

  @Test
  void refusesTheSameKeyTwice() {
    assertThatThrownBy(() -> expand("steps: []\nsteps: []\n")).hasMessageContaining("is not YAML");
  }
}

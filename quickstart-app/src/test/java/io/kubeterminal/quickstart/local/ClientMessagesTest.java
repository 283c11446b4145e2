package io.kubeterminal.quickstart.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.quickstart.local.ClientMessage.Input;
import io.kubeterminal.quickstart.local.ClientMessage.Pause;
import io.kubeterminal.quickstart.local.ClientMessage.Resize;
import io.kubeterminal.quickstart.local.ClientMessage.Resume;
import io.kubeterminal.quickstart.local.ClientMessage.Start;
import io.kubeterminal.quickstart.local.ClientMessage.Unreadable;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessagesTest {

  private final ClientMessages messages = new ClientMessages();

  @Test
  void aWholeMessageIsRead() {
    assertThat(read("{\"AuthToken\":\"dDpw\",\"columns\":80,\"rows\":24}", true))
        .contains(new Start(80, 24, "dDpw"));
    assertThat(read("{\"AuthToken\":7,\"columns\":80,\"rows\":24}", true))
        .get()
        .extracting(Object::toString)
        .isEqualTo("Start[columns=80, rows=24]");
    assertThat(read("1{\"columns\":132,\"rows\":43}", true)).contains(new Resize(132, 43));
    assertThat(read("2", true)).contains(new Pause());
    assertThat(read("3", true)).contains(new Resume());
    assertThat(read("", true)).isEmpty();
  }

  @Test
  void inputIsPassedOnPartByPart() {
    assertThat(keys(read("0first ", false))).isEqualTo("first ");
    assertThat(keys(read("1second ", false))).isEqualTo("1second ");
    assertThat(keys(read("last", true))).isEqualTo("last");
    assertThat(read("2", true)).contains(new Pause());
  }

  @Test
  void otherMessagesAreCollected() {
    assertThat(read("1{\"columns\"", false)).isEmpty();
    assertThat(read(":132,\"rows\":43}", true)).contains(new Resize(132, 43));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{}",
        "1",
        "1[]",
        "1{\"columns\":\"wide\",\"rows\":24}",
        "1{\"columns\":100000,\"rows\":24}",
        "1{\"columns\":-1,\"rows\":24}",
        "x"
      })
  void whatIsNotOfTheProtocolIsSaid(String message) {
    assertThat(read(message, true)).get().isInstanceOf(Unreadable.class);
  }

  @Test
  void aLongMessageThatIsNoInputIsRefusedBeforeItIsWhole() {
    String half = "1".repeat(ClientMessages.LONGEST / 2 + 1);
    assertThat(read(half, false)).isEmpty();
    assertThat(read(half, false)).contains(new Unreadable("message too long"));
  }

  private Optional<ClientMessage> read(String part, boolean last) {
    return messages.read(ByteBuffer.wrap(part.getBytes(UTF_8)), last);
  }

  private static String keys(Optional<ClientMessage> message) {
    return UTF_8.decode(((Input) message.orElseThrow()).bytes()).toString();
  }
}

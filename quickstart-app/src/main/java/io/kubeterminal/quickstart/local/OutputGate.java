package io.kubeterminal.quickstart.local;

/** Where output waits while the client has said pause. */
final class OutputGate {

  private boolean paused;
  private boolean openForGood;

  synchronized void pause() {
    paused = !openForGood;
  }

  synchronized void resume() {
    paused = false;
    notifyAll();
  }

  /** Never holds anything back again. */
  synchronized void open() {
    openForGood = true;
    resume();
  }

  synchronized void await() throws InterruptedException {
    while (paused) {
      wait();
    }
  }
}

package io.surety.web;

/** The body of a request is compressed or otherwise encoded, which no service here undoes. */
final class EncodedBody extends RuntimeException {

  private final String encoding;

  EncodedBody(String encoding) {
    super(null, null, false, false);
    this.encoding = encoding;
  }

  String detail() {
    return "The body is read as it comes: send it without the encoding "
        + Quoted.of(encoding)
        + " that the header Content-Encoding names.";
  }

  @Override
  public String getMessage() {
    return detail();
  }
}

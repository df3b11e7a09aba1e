/// Lends the UTF-8 bytes of a text.
@inline(__always)
func withBytes<Result, Failure: Error>(
  of text: String, _ body: (Span<UInt8>) throws(Failure) -> Result
) throws(Failure) -> Result {
  var text = text
  var outcome: Swift.Result<Result, Failure>?
  text.withUTF8 { buffer in
    // SAFETY: the buffer is lent for the closure only, and the span does not leave it.
    let bytes = unsafe Span(_unsafeElements: buffer)
    do throws(Failure) {
      outcome = .success(try body(bytes))
    } catch {
      outcome = .failure(error)
    }
  }
  guard let outcome else { preconditionFailure("withUTF8 calls its closure") }
  return try outcome.get()
}

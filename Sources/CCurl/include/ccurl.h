#ifndef MALMOI_CCURL_H
#define MALMOI_CCURL_H

#include <stddef.h>
#include <stdint.h>

/// Takes the next bytes of an answer; `status` is its HTTP status. Returns 0 to go on.
typedef int (*ccurl_receiver)(void *context, long status, const uint8_t *bytes, size_t count);

/// How a request may go. Times are in seconds.
typedef struct {
  /// Whether http:// is allowed beside https://.
  int allows_plain;
  /// Whether proxies that the environment names are left aside.
  int ignores_proxies;
  /// Whether the body of an answer with a status from 400 on is left out.
  int skips_error_bodies;
  /// How many redirects are followed; they never lead from https:// to anything else.
  long redirect_limit;
  long connect_seconds;
  /// The transfer ends when no byte has come for so long.
  long stall_seconds;
} ccurl_terms;

/// How a transfer ended.
typedef enum {
  CCURL_DONE,
  /// libcurl is not installed; the message says what was looked for.
  CCURL_NO_LIBRARY,
  /// The answer has a status from 400 on.
  CCURL_STATUS,
  /// The receiver asked for the end.
  CCURL_STOPPED,
  /// The connection ended or stalled before everything came: asking for the rest may help.
  CCURL_BROKEN_OFF,
  /// Anything else; the message says what.
  CCURL_FAILED
} ccurl_end;

typedef struct {
  ccurl_end end;
  /// The HTTP status, 0 where no answer came.
  long status;
  char message[256];
} ccurl_outcome;

/// Does one transfer with libcurl, which is loaded when it is first needed.
///
/// Strings end with NUL. `headers` are lines such as `Name: value` with LF between; `range` is such as
/// `100-`, or NULL for everything; `certificates` is a file of those to trust in place of the system's,
/// or NULL; `body` is what is posted, or NULL for a GET.
ccurl_outcome ccurl_perform(const char *url, const char *headers, const char *range,
                            const char *certificates, const uint8_t *body, size_t body_count,
                            ccurl_terms terms, ccurl_receiver receive, void *context);

#endif

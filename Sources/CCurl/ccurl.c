// libcurl is not linked but loaded when the first transfer is asked for: with everything that it needs
// it lengthens the start of a program that hardly ever uses it from 7 ms to 12. The numbers below belong
// to libcurl's stable binary interface; where its header is installed the compiler compares them.
#include "ccurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
  OPTION_WRITEDATA = 10001,
  OPTION_URL = 10002,
  OPTION_PROXY = 10004,
  OPTION_RANGE = 10007,
  OPTION_ERRORBUFFER = 10010,
  OPTION_WRITEFUNCTION = 20011,
  OPTION_POSTFIELDS = 10015,
  OPTION_USERAGENT = 10018,
  OPTION_LOW_SPEED_LIMIT = 19,
  OPTION_LOW_SPEED_TIME = 20,
  OPTION_HTTPHEADER = 10023,
  OPTION_FAILONERROR = 45,
  OPTION_FOLLOWLOCATION = 52,
  OPTION_CAINFO = 10065,
  OPTION_MAXREDIRS = 68,
  OPTION_CONNECTTIMEOUT = 78,
  OPTION_NOSIGNAL = 99,
  OPTION_POSTFIELDSIZE_LARGE = 30120,
  OPTION_PROTOCOLS = 181,
  OPTION_REDIR_PROTOCOLS = 182,
  INFO_RESPONSE_CODE = 0x200002,
  PROTOCOL_HTTP = 1,
  PROTOCOL_HTTPS = 2,
  GLOBAL_DEFAULT = 3,
  CODE_OK = 0,
  CODE_PARTIAL_FILE = 18,
  CODE_HTTP_RETURNED_ERROR = 22,
  CODE_WRITE_ERROR = 23,
  CODE_OPERATION_TIMEDOUT = 28,
  CODE_GOT_NOTHING = 52,
  CODE_RECV_ERROR = 56,
  CODE_HTTP2_STREAM = 92,
};

#if __has_include(<curl/curl.h>)
#define CURL_DISABLE_DEPRECATION
#include <curl/curl.h>
#define SAME(ours, theirs) _Static_assert((long)(ours) == (long)(theirs), #theirs)
SAME(OPTION_WRITEDATA, CURLOPT_WRITEDATA);
SAME(OPTION_URL, CURLOPT_URL);
SAME(OPTION_PROXY, CURLOPT_PROXY);
SAME(OPTION_RANGE, CURLOPT_RANGE);
SAME(OPTION_ERRORBUFFER, CURLOPT_ERRORBUFFER);
SAME(OPTION_WRITEFUNCTION, CURLOPT_WRITEFUNCTION);
SAME(OPTION_POSTFIELDS, CURLOPT_POSTFIELDS);
SAME(OPTION_USERAGENT, CURLOPT_USERAGENT);
SAME(OPTION_LOW_SPEED_LIMIT, CURLOPT_LOW_SPEED_LIMIT);
SAME(OPTION_LOW_SPEED_TIME, CURLOPT_LOW_SPEED_TIME);
SAME(OPTION_HTTPHEADER, CURLOPT_HTTPHEADER);
SAME(OPTION_FAILONERROR, CURLOPT_FAILONERROR);
SAME(OPTION_FOLLOWLOCATION, CURLOPT_FOLLOWLOCATION);
SAME(OPTION_CAINFO, CURLOPT_CAINFO);
SAME(OPTION_MAXREDIRS, CURLOPT_MAXREDIRS);
SAME(OPTION_CONNECTTIMEOUT, CURLOPT_CONNECTTIMEOUT);
SAME(OPTION_NOSIGNAL, CURLOPT_NOSIGNAL);
SAME(OPTION_POSTFIELDSIZE_LARGE, CURLOPT_POSTFIELDSIZE_LARGE);
SAME(OPTION_PROTOCOLS, CURLOPT_PROTOCOLS);
SAME(OPTION_REDIR_PROTOCOLS, CURLOPT_REDIR_PROTOCOLS);
SAME(INFO_RESPONSE_CODE, CURLINFO_RESPONSE_CODE);
SAME(PROTOCOL_HTTP, CURLPROTO_HTTP);
SAME(PROTOCOL_HTTPS, CURLPROTO_HTTPS);
SAME(GLOBAL_DEFAULT, CURL_GLOBAL_DEFAULT);
SAME(CODE_OK, CURLE_OK);
SAME(CODE_PARTIAL_FILE, CURLE_PARTIAL_FILE);
SAME(CODE_HTTP_RETURNED_ERROR, CURLE_HTTP_RETURNED_ERROR);
SAME(CODE_WRITE_ERROR, CURLE_WRITE_ERROR);
SAME(CODE_OPERATION_TIMEDOUT, CURLE_OPERATION_TIMEDOUT);
SAME(CODE_GOT_NOTHING, CURLE_GOT_NOTHING);
SAME(CODE_RECV_ERROR, CURLE_RECV_ERROR);
SAME(CODE_HTTP2_STREAM, CURLE_HTTP2_STREAM);
#endif

#ifdef __APPLE__
static const char *const names[] = {"libcurl.4.dylib", "libcurl.dylib"};
#else
static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
#endif

/// The functions that are used, once they are loaded.
static struct {
  int (*global_init)(long flags);
  void *(*easy_init)(void);
  int (*easy_setopt)(void *easy, int option, ...);
  int (*easy_perform)(void *easy);
  int (*easy_getinfo)(void *easy, int info, ...);
  void (*easy_cleanup)(void *easy);
  const char *(*easy_strerror)(int code);
  void *(*list_append)(void *list, const char *text);
  void (*list_free)(void *list);
} curl;

static int is_loaded = 0;

static void load(void) {
  void *library = NULL;
  for (size_t index = 0; library == NULL && index < sizeof names / sizeof *names; index += 1) {
    library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
  }
  if (library == NULL) return;
  *(void **)&curl.global_init = dlsym(library, "curl_global_init");
  *(void **)&curl.easy_init = dlsym(library, "curl_easy_init");
  *(void **)&curl.easy_setopt = dlsym(library, "curl_easy_setopt");
  *(void **)&curl.easy_perform = dlsym(library, "curl_easy_perform");
  *(void **)&curl.easy_getinfo = dlsym(library, "curl_easy_getinfo");
  *(void **)&curl.easy_cleanup = dlsym(library, "curl_easy_cleanup");
  *(void **)&curl.easy_strerror = dlsym(library, "curl_easy_strerror");
  *(void **)&curl.list_append = dlsym(library, "curl_slist_append");
  *(void **)&curl.list_free = dlsym(library, "curl_slist_free_all");
  is_loaded = curl.global_init != NULL && curl.easy_init != NULL && curl.easy_setopt != NULL &&
              curl.easy_perform != NULL && curl.easy_getinfo != NULL && curl.easy_cleanup != NULL &&
              curl.easy_strerror != NULL && curl.list_append != NULL && curl.list_free != NULL &&
              curl.global_init(GLOBAL_DEFAULT) == CODE_OK;
}

/// What the receiving function of libcurl needs.
typedef struct {
  void *easy;
  ccurl_receiver receive;
  void *context;
} reception;

static size_t receive_piece(char *bytes, size_t size, size_t count, void *context) {
  const reception *reception = context;
  long status = 0;
  curl.easy_getinfo(reception->easy, INFO_RESPONSE_CODE, &status);
  int stop = reception->receive(reception->context, status, (const uint8_t *)bytes, size * count);
  return stop ? 0 : size * count;
}

static void set_terms(void *easy, const char *url, const ccurl_terms *terms) {
  long protocols = PROTOCOL_HTTPS | (terms->allows_plain ? PROTOCOL_HTTP : 0);
  int is_plain = strncasecmp(url, "http:", 5) == 0;
  curl.easy_setopt(easy, OPTION_URL, url);
  curl.easy_setopt(easy, OPTION_PROTOCOLS, protocols);
  curl.easy_setopt(easy, OPTION_REDIR_PROTOCOLS, is_plain ? protocols : (long)PROTOCOL_HTTPS);
  curl.easy_setopt(easy, OPTION_FOLLOWLOCATION, terms->redirect_limit > 0 ? 1L : 0L);
  curl.easy_setopt(easy, OPTION_MAXREDIRS, terms->redirect_limit);
  curl.easy_setopt(easy, OPTION_NOSIGNAL, 1L);
  curl.easy_setopt(easy, OPTION_USERAGENT, "malmoi");
  curl.easy_setopt(easy, OPTION_CONNECTTIMEOUT, terms->connect_seconds);
  curl.easy_setopt(easy, OPTION_LOW_SPEED_LIMIT, 1L);
  curl.easy_setopt(easy, OPTION_LOW_SPEED_TIME, terms->stall_seconds);
  curl.easy_setopt(easy, OPTION_FAILONERROR, terms->skips_error_bodies ? 1L : 0L);
  if (terms->ignores_proxies) curl.easy_setopt(easy, OPTION_PROXY, "");
}

/// A list of libcurl's with an entry for each line.
static void *header_list(const char *lines) {
  void *list = NULL;
  char line[4096];
  while (*lines != 0) {
    size_t length = strcspn(lines, "\n");
    if (length < sizeof line) {
      memcpy(line, lines, length);
      line[length] = 0;
      void *longer = curl.list_append(list, line);
      if (longer != NULL) list = longer;
    }
    lines += length + (lines[length] != 0);
  }
  return list;
}

static ccurl_end end_of(int code, long status) {
  switch (code) {
  case CODE_OK: return status >= 400 ? CCURL_STATUS : CCURL_DONE;
  case CODE_HTTP_RETURNED_ERROR: return CCURL_STATUS;
  case CODE_WRITE_ERROR: return CCURL_STOPPED;
  case CODE_PARTIAL_FILE:
  case CODE_OPERATION_TIMEDOUT:
  case CODE_GOT_NOTHING:
  case CODE_RECV_ERROR:
  case CODE_HTTP2_STREAM: return CCURL_BROKEN_OFF;
  default: return CCURL_FAILED;
  }
}

ccurl_outcome ccurl_perform(const char *url, const char *headers, const char *range,
                            const char *certificates, const uint8_t *body, size_t body_count,
                            ccurl_terms terms, ccurl_receiver receive, void *context) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  ccurl_outcome outcome = {CCURL_NO_LIBRARY, 0, ""};
  pthread_once(&once, load);
  void *easy = is_loaded ? curl.easy_init() : NULL;
  if (easy == NULL) {
    snprintf(outcome.message, sizeof outcome.message, "%s is not installed", names[0]);
    return outcome;
  }
  void *list = header_list(headers);
  reception reception = {easy, receive, context};
  set_terms(easy, url, &terms);
  if (list != NULL) curl.easy_setopt(easy, OPTION_HTTPHEADER, list);
  if (range != NULL) curl.easy_setopt(easy, OPTION_RANGE, range);
  if (certificates != NULL) curl.easy_setopt(easy, OPTION_CAINFO, certificates);
  if (body != NULL) {
    curl.easy_setopt(easy, OPTION_POSTFIELDSIZE_LARGE, (int64_t)body_count);
    curl.easy_setopt(easy, OPTION_POSTFIELDS, body);
  }
  curl.easy_setopt(easy, OPTION_WRITEFUNCTION, receive_piece);
  curl.easy_setopt(easy, OPTION_WRITEDATA, &reception);
  curl.easy_setopt(easy, OPTION_ERRORBUFFER, outcome.message);
  int code = curl.easy_perform(easy);
  curl.easy_getinfo(easy, INFO_RESPONSE_CODE, &outcome.status);
  outcome.end = end_of(code, outcome.status);
  if (code != CODE_OK && outcome.message[0] == 0) {
    snprintf(outcome.message, sizeof outcome.message, "%s", curl.easy_strerror(code));
  }
  curl.easy_cleanup(easy);
  curl.list_free(list);
  return outcome;
}

#include "cicu.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uregex.h>

void cicu_unicode_version(uint8_t version[4]) { u_getUnicodeVersion(version); }

struct category_visitor {
  void *context;
  void (*body)(void *context, int32_t first, int32_t last, int32_t category);
};

static UBool visit_range(const void *context, UChar32 start, UChar32 limit, UCharCategory category) {
  const struct category_visitor *visitor = context;
  visitor->body(visitor->context, start, limit - 1, category);
  return true;
}

void cicu_enumerate_categories(
    void *context, void (*body)(void *context, int32_t first, int32_t last, int32_t category)) {
  struct category_visitor visitor = {context, body};
  u_enumCharTypes(visit_range, &visitor);
}

uint8_t cicu_combining_class(int32_t scalar) { return u_getCombiningClass(scalar); }

static const UNormalizer2 *unwrap(const cicu_normalizer *normalizer) {
  return (const UNormalizer2 *)normalizer;
}

const cicu_normalizer *cicu_get_normalizer(int32_t form) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = NULL;
  switch (form) {
    case 0: normalizer = unorm2_getNFCInstance(&status); break;
    case 1: normalizer = unorm2_getNFKCInstance(&status); break;
    case 2: normalizer = unorm2_getNFDInstance(&status); break;
    case 3: normalizer = unorm2_getNFKDInstance(&status); break;
  }
  return U_SUCCESS(status) ? (const cicu_normalizer *)normalizer : NULL;
}

bool cicu_is_inert(const cicu_normalizer *normalizer, int32_t scalar) {
  return unorm2_isInert(unwrap(normalizer), scalar);
}

bool cicu_has_boundary_before(const cicu_normalizer *normalizer, int32_t scalar) {
  return unorm2_hasBoundaryBefore(unwrap(normalizer), scalar);
}

bool cicu_may_change(int32_t form, int32_t scalar) {
  static const UProperty properties[4] = {
      UCHAR_NFC_QUICK_CHECK, UCHAR_NFKC_QUICK_CHECK, UCHAR_NFD_QUICK_CHECK, UCHAR_NFKD_QUICK_CHECK};
  return u_getIntPropertyValue(scalar, properties[form]) != UNORM_YES;
}

int32_t cicu_decomposition(
    const cicu_normalizer *normalizer, int32_t scalar, uint16_t *target, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  return unorm2_getDecomposition(unwrap(normalizer), scalar, target, capacity, &status);
}

int32_t cicu_raw_decomposition(
    const cicu_normalizer *normalizer, int32_t scalar, uint16_t *target, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  return unorm2_getRawDecomposition(unwrap(normalizer), scalar, target, capacity, &status);
}

int32_t cicu_compose_pair(const cicu_normalizer *normalizer, int32_t first, int32_t second) {
  return unorm2_composePair(unwrap(normalizer), first, second);
}

int32_t cicu_normalize(
    const cicu_normalizer *normalizer, const uint16_t *source, int32_t length, uint16_t *target,
    int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t needed =
      unorm2_normalize(unwrap(normalizer), source, length, target, capacity, &status);
  return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR ? needed : -1;
}

cicu_regex *cicu_regex_open(
    const uint16_t *pattern, int32_t length, int32_t *error_offset, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  UParseError error = {.offset = -1};
  URegularExpression *regex =
      uregex_open(pattern, length, UREGEX_UNIX_LINES, &error, &code);
  *error_offset = error.offset;
  *status = code;
  if (U_SUCCESS(code)) return (cicu_regex *)regex;
  uregex_close(regex);
  return NULL;
}

static URegularExpression *unwrap_regex(const cicu_regex *regex) {
  return (URegularExpression *)regex;
}

cicu_regex *cicu_regex_clone(const cicu_regex *regex, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  URegularExpression *clone = uregex_clone(unwrap_regex(regex), &code);
  *status = code;
  return U_SUCCESS(code) ? (cicu_regex *)clone : NULL;
}

void cicu_regex_close(cicu_regex *regex) { uregex_close(unwrap_regex(regex)); }

void cicu_regex_set_text(
    cicu_regex *regex, const uint16_t *text, int32_t length, int32_t time_limit,
    int32_t stack_limit, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  uregex_setText(unwrap_regex(regex), text, length, &code);
  uregex_setTimeLimit(unwrap_regex(regex), time_limit, &code);
  uregex_setStackLimit(unwrap_regex(regex), stack_limit, &code);
  *status = code;
}

bool cicu_regex_find(
    cicu_regex *regex, int32_t from, int32_t *start, int32_t *end, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  URegularExpression *expression = unwrap_regex(regex);
  bool found = from < 0 ? uregex_findNext(expression, &code) : uregex_find(expression, from, &code);
  if (found) {
    *start = uregex_start(expression, 0, &code);
    *end = uregex_end(expression, 0, &code);
  }
  *status = code;
  return found && U_SUCCESS(code);
}

cicu_outcome cicu_get_outcome(int32_t status) {
  switch (status) {
    case U_REGEX_TIME_OUT: return cicu_timed_out;
    case U_REGEX_STACK_OVERFLOW: return cicu_stack_full;
    default: return U_SUCCESS(status) ? cicu_succeeded : cicu_failed;
  }
}

const char *cicu_status_name(int32_t status) { return u_errorName(status); }

// The functions of ICU that this project calls, under names of their own: ICU renames its functions
// by macros, which Swift cannot see. Plain types only; each function says what ICU function it is.
#ifndef CICU_H
#define CICU_H

#include <stdbool.h>
#include <stdint.h>

/// The version of Unicode that the library knows, as major, minor, update and 0: `u_getUnicodeVersion`.
void cicu_unicode_version(uint8_t version[4]);

/// Calls `body` for each maximal range of scalars first...last of one general category, in order, from
/// U+0000 to U+10FFFF: `u_enumCharTypes`. The categories have the numbers of ICU's `UCharCategory`.
void cicu_enumerate_categories(
    void *context, void (*body)(void *context, int32_t first, int32_t last, int32_t category));

/// The canonical combining class of a scalar: `u_getCombiningClass`.
uint8_t cicu_combining_class(int32_t scalar);

/// A normalizer of ICU, which lives for ever and may be used by many threads.
typedef struct cicu_normalizer cicu_normalizer;

/// The normalizer for NFC (0), NFKC (1), NFD (2) or NFKD (3): `unorm2_getNFCInstance` and so on. Null
/// where ICU's data cannot be loaded.
const cicu_normalizer *cicu_get_normalizer(int32_t form);

/// Whether a scalar never changes and never interacts with its neighbours: `unorm2_isInert`.
bool cicu_is_inert(const cicu_normalizer *normalizer, int32_t scalar);

/// Whether text can be cut before a scalar and the parts be normalized alone:
/// `unorm2_hasBoundaryBefore`.
bool cicu_has_boundary_before(const cicu_normalizer *normalizer, int32_t scalar);

/// Whether a scalar occurs in no text of the form, or only in some (quick check "no" or "maybe"):
/// `u_getIntPropertyValue` for `UCHAR_NFC_QUICK_CHECK` and so on; forms as above.
bool cicu_may_change(int32_t form, int32_t scalar);

/// Writes the full decomposition of a scalar in UTF-16 and returns its length, negative where there is
/// none; the normalizer is that of NFD or NFKD: `unorm2_getDecomposition`. A length above `capacity`
/// means that it did not fit.
int32_t cicu_decomposition(
    const cicu_normalizer *normalizer, int32_t scalar, uint16_t *target, int32_t capacity);

/// The same for the decomposition that the Unicode Character Database gives, a single step; the
/// normalizer is that of NFC: `unorm2_getRawDecomposition`.
int32_t cicu_raw_decomposition(
    const cicu_normalizer *normalizer, int32_t scalar, uint16_t *target, int32_t capacity);

/// The scalar that two scalars compose to, or a negative number: `unorm2_composePair`.
int32_t cicu_compose_pair(const cicu_normalizer *normalizer, int32_t first, int32_t second);

/// Normalizes UTF-16 and returns the length of the result, which is above `capacity` where it did not
/// fit, and negative where ICU failed: `unorm2_normalize`. For tests: its time is quadratic in the
/// length of a run of combining marks.
int32_t cicu_normalize(
    const cicu_normalizer *normalizer, const uint16_t *source, int32_t length, uint16_t *target,
    int32_t capacity);

/// A regular expression of ICU with the text it runs over; one thread at a time may use it.
typedef struct cicu_regex cicu_regex;

/// Compiles a pattern in UTF-16, where `\n` alone ends lines: `uregex_open`. Null where it fails; then
/// `status` is ICU's error code and `error_offset` the place in the pattern's line, or negative.
cicu_regex *cicu_regex_open(
    const uint16_t *pattern, int32_t length, int32_t *error_offset, int32_t *status);

/// Another regular expression of the same pattern, without text: `uregex_clone`. Null where it fails.
cicu_regex *cicu_regex_clone(const cicu_regex *regex, int32_t *status);

/// Frees a regular expression: `uregex_close`.
void cicu_regex_close(cicu_regex *regex);

/// Sets the text, which must stay where it is, the steps that matching may take over all of it (in
/// units of about 10,000), and the bytes for places to come back to: `uregex_setText`,
/// `uregex_setTimeLimit`, `uregex_setStackLimit`.
void cicu_regex_set_text(
    cicu_regex *regex, const uint16_t *text, int32_t length, int32_t time_limit,
    int32_t stack_limit, int32_t *status);

/// Finds the next match: `uregex_findNext`; from an index on where `from` is not negative:
/// `uregex_find`. Returns whether there is one, and where.
bool cicu_regex_find(
    cicu_regex *regex, int32_t from, int32_t *start, int32_t *end, int32_t *status);

/// What a status means to the callers above.
typedef enum cicu_outcome {
  cicu_succeeded,
  /// The steps that were allowed are used up.
  cicu_timed_out,
  /// The bytes that were allowed are used up.
  cicu_stack_full,
  cicu_failed
} cicu_outcome;

/// What a status means.
cicu_outcome cicu_get_outcome(int32_t status);

/// ICU's name for a status, which lives for ever: `u_errorName`.
const char *cicu_status_name(int32_t status);

#endif

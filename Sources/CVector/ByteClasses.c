#include "CVectorByteClasses.h"

#include <stdbool.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))

typedef uint8_t bytes64 __attribute__((vector_size(64)));

/* A comparison of vectors as one bit a byte, in the way that suits the instructions at hand. */
INLINE uint64_t mask_by_conversion(const bytes64 *comparison) {
  typedef bool bits64 __attribute__((ext_vector_type(64)));
  bits64 bits = __builtin_convertvector(*comparison, bits64);
  uint64_t mask;
  memcpy(&mask, &bits, sizeof mask);
  return mask;
}

#if defined(__x86_64__)
INLINE uint64_t mask_by_sixteens(const bytes64 *comparison) {
  __m128i quarters[4];
  uint64_t mask = 0;
  memcpy(quarters, comparison, sizeof quarters);
  for (int i = 0; i < 4; i++)
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(quarters[i]) << (16 * i);
  return mask;
}
#endif

#define MASK(comparison) \
  ({ \
    bytes64 result_ = (bytes64)(comparison); \
    is_wide ? mask_by_conversion(&result_) : mask_by_narrow(&result_); \
  })
#define IS(vector, byte) MASK((vector) == (uint8_t)(byte))
#define IN(vector, first, last) \
  MASK((bytes64)((vector) - (uint8_t)(first)) <= (uint8_t)((last) - (first)))

#if defined(__x86_64__)
#define mask_by_narrow mask_by_sixteens
#else
#define mask_by_narrow mask_by_conversion
#endif

/* 66 ones, of which as many are taken as there are bytes of text, and zeros. */
static const uint8_t ones_and_zeros[66 + 66] = {
#define ELEVEN 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF
    ELEVEN, ELEVEN, ELEVEN, ELEVEN, ELEVEN, ELEVEN
#undef ELEVEN
};

/* 64 bytes of text, with zeros for those of a second text where it has zeros. */
INLINE void load(bytes64 *bytes, const uint8_t *text, const uint8_t *ones) {
  bytes64 present;
  memcpy(bytes, text, sizeof *bytes);
  memcpy(&present, ones, sizeof present);
  *bytes &= present;
}

/* Classifies the first of `count` bytes of text, 64 at most; 66 bytes can be read. */
INLINE void classify(const uint8_t *text, size_t count, cvector_byte_classes *classes,
                     const bool is_wide) {
  const uint64_t present = count < 64 ? ((uint64_t)1 << count) - 1 : ~(uint64_t)0;
  const uint8_t *ones = ones_and_zeros + 66 - (count < 66 ? count : 66);
  cvector_byte_classes c;
  bytes64 first, second, third;
  load(&first, text, ones);
  c.lower = IN(first, 'a', 'z');
  c.upper = IN(first, 'A', 'Z');
  c.digit = IN(first, '0', '9');
  c.space = IS(first, ' ');
  c.newline = IS(first, '\n') | IS(first, '\r');
  c.apostrophe = IS(first, '\'');
  c.slash = IS(first, '/');
  c.high = MASK(first >= 0x80);
  c.undecided = MASK(first < 0x20) & present & ~c.newline;
  c.other =
      present & ~(c.lower | c.upper | c.digit | c.space | c.newline | c.high | c.undecided);
  c.contraction = c.short_contraction = c.continuation = c.letter = c.punctuation = 0;
  c.end = count < 64 ? present + 1 : 0;
  if (c.apostrophe != 0) {
    const bytes64 folded = first | 0x20;
    c.short_contraction =
        MASK((folded == 's') | (folded == 't') | (folded == 'm') | (folded == 'd'));
    c.contraction =
        c.short_contraction
        | MASK((folded == 'r') | (folded == 'v') | (folded == 'l') | (first == 0xC5));
  }
  if (c.high != 0) {
    load(&second, text + 1, ones + 1);
    load(&third, text + 2, ones + 2);
    c.continuation = IN(first, 0x80, 0xBF);
    c.letter = IN(first, 0xEB, 0xEC) | (IS(first, 0xEA) & MASK(second >= 0xB0))
               | (IS(first, 0xED) & MASK(second < 0x9E)) | (IS(first, 0xE3) & IS(second, 0x85));
    const uint64_t two_follow = IN(second, 0x80, 0xBF) & IN(third, 0x80, 0xBF);
    c.letter &= two_follow;
    c.punctuation = IS(first, 0xE2) & IS(second, 0x80) & IN(third, 0x90, 0xA7);
    uint64_t others = c.high & ~c.continuation & ~c.letter & ~c.punctuation;
    if (others != 0) {
      /* Scripts that are rarer in Korean text. */
      c.letter |= ((IS(first, 0xE1) & IN(second, 0x84, 0x87)) | IN(first, 0xE5, 0xE8)
                   | (IS(first, 0xE4) & MASK(second >= 0xB8))
                   | (IS(first, 0xE9) & MASK(second < 0xBF)))
                  & two_follow;
      others &= ~c.letter;
    }
    c.undecided |= others;
  }
  *classes = c;
}

INLINE void classify_windows(const uint8_t *text, size_t count, size_t stride, size_t windows,
                             cvector_byte_classes *classes, const bool is_wide) {
  for (size_t i = 0; i < windows; i++)
    classify(text + stride * i, count - stride * i, classes + i, is_wide);
}

static void classify_narrow(const uint8_t *text, size_t count, size_t stride, size_t windows,
                            cvector_byte_classes *classes) {
  classify_windows(text, count, stride, windows, classes, false);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void classify_avx2(const uint8_t *text, size_t count,
                                                          size_t stride, size_t windows,
                                                          cvector_byte_classes *classes) {
  classify_windows(text, count, stride, windows, classes, false);
}

__attribute__((target("avx512f,avx512bw,avx512vl"))) static void classify_avx512(
    const uint8_t *text, size_t count, size_t stride, size_t windows,
    cvector_byte_classes *classes) {
  classify_windows(text, count, stride, windows, classes, true);
}
#endif

static void classify_readable(const uint8_t *text, size_t count, size_t stride, size_t windows,
                              cvector_byte_classes *classes) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    return classify_avx512(text, count, stride, windows, classes);
  if (__builtin_cpu_supports("avx2")) return classify_avx2(text, count, stride, windows, classes);
#endif
  classify_narrow(text, count, stride, windows, classes);
}

void cvector_classify_bytes(const uint8_t *text, size_t count, size_t readable, size_t stride,
                            size_t windows, cvector_byte_classes *classes) {
  if (stride * (windows - 1) + 66 <= readable)
    return classify_readable(text, count, stride, windows, classes);
  /* Windows that are read where they lie, and those of which a copy is. */
  size_t in_place = readable < 66 ? 0 : (readable - 66) / stride + 1;
  if (in_place > 0) classify_readable(text, count, stride, in_place, classes);
  for (size_t i = in_place; i < windows; i++) {
    uint8_t copy[66] = {0};
    size_t rest = readable - stride * i;
    memcpy(copy, text + stride * i, rest < sizeof copy ? rest : sizeof copy);
    classify_readable(copy, count - stride * i, stride, 1, classes + i);
  }
}

/* The lead bytes among 64 that begin neither ASCII nor U+AC00 to U+D7FF; 65 bytes can be read. */
INLINE uint64_t other_leads(const uint8_t *text, const bool is_wide) {
  bytes64 first, second;
  memcpy(&first, text, sizeof first);
  memcpy(&second, text + 1, sizeof second);
  return MASK(first >= 0xC0) & ~(IN(first, 0xEB, 0xED) | (IS(first, 0xEA) & MASK(second >= 0xB0)));
}

INLINE size_t hangul_run(const uint8_t *text, size_t count, const bool is_wide) {
  size_t start = 0;
  for (; start + 65 <= count; start += 64) {
    const uint64_t others = other_leads(text + start, is_wide);
    if (others != 0) return start + (size_t)__builtin_ctzll(others);
  }
  /* 64 bytes at most are left, behind which zeros stand. */
  uint8_t copy[65] = {0};
  memcpy(copy, text + start, count - start);
  const uint64_t others = other_leads(copy, is_wide);
  return others != 0 ? start + (size_t)__builtin_ctzll(others) : count;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static size_t hangul_run_avx2(const uint8_t *text, size_t count) {
  return hangul_run(text, count, false);
}

__attribute__((target("avx512f,avx512bw,avx512vl"))) static size_t hangul_run_avx512(
    const uint8_t *text, size_t count) {
  return hangul_run(text, count, true);
}
#endif

size_t cvector_hangul_run(const uint8_t *text, size_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    return hangul_run_avx512(text, count);
  if (__builtin_cpu_supports("avx2")) return hangul_run_avx2(text, count);
#endif
  return hangul_run(text, count, false);
}

static size_t list_each(const uint64_t *masks, size_t count, ptrdiff_t first, ptrdiff_t stride,
                        ptrdiff_t *list) {
  ptrdiff_t *end = list;
  for (size_t i = 0; i < count; i++, first += stride)
    for (uint64_t bits = masks[i]; bits != 0; bits &= bits - 1)
      *end++ = first + __builtin_ctzll(bits);
  return (size_t)(end - list);
}

#if defined(__x86_64__)
/* Sixteen numbers are written for each mask, and more only where there are; so that the loop does not end at a
   number that cannot be foreseen. */
__attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,bmi,popcnt"))) static size_t list_avx512(
    const uint64_t *masks, size_t count, ptrdiff_t first, ptrdiff_t stride, ptrdiff_t *list) {
  static const uint8_t numbers[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  const __m512i all = _mm512_loadu_si512(numbers);
  ptrdiff_t *end = list;
  for (size_t i = 0; i < count; i++, first += stride) {
    const __m512i base = _mm512_set1_epi64(first);
    const __m128i set = _mm512_castsi512_si128(_mm512_maskz_compress_epi8(masks[i], all));
    const int found = __builtin_popcountll(masks[i]);
    _mm512_storeu_si512(end, _mm512_add_epi64(_mm512_cvtepu8_epi64(set), base));
    _mm512_storeu_si512(
        end + 8, _mm512_add_epi64(_mm512_cvtepu8_epi64(_mm_srli_si128(set, 8)), base));
    if (found > 16) list_each(masks + i, 1, first, stride, end);
    end += found;
  }
  return (size_t)(end - list);
}
#endif

size_t cvector_list_bits(const uint64_t *masks, size_t count, ptrdiff_t first, ptrdiff_t stride,
                         ptrdiff_t *list) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512vbmi2"))
    return list_avx512(masks, count, first, stride, list);
#endif
  return list_each(masks, count, first, stride, list);
}

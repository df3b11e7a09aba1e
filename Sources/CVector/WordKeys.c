#include "CVectorWordKeys.h"

#include <stdbool.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

_Static_assert(sizeof(cvector_word_key) == 16, "a key is what one load takes");

static inline const void *entry(cvector_word_table table, size_t place) {
  return (const char *)table.entries + place * 32;
}

typedef uint8_t bytes16 __attribute__((vector_size(16)));

/* Whether one of the first bytes, at least one, is zero. */
static inline bool holds_zero(bytes16 bytes, size_t count) {
  const bytes16 zeros = (bytes16)(bytes == 0);
#if defined(__x86_64__)
  return ((uint32_t)_mm_movemask_epi8((__m128i)zeros) & ((1u << count) - 1)) != 0;
#else
  for (size_t i = 0; i < count; i++)
    if (zeros[i] != 0) return true;
  return false;
#endif
}

/* The words of a range, one by one. A call, which leaves the registers to a loop over many. */
__attribute__((noinline)) static size_t keys_each(
    const uint8_t *text, size_t text_size, const ptrdiff_t *starts, const ptrdiff_t *ends, size_t first,
    size_t end, cvector_word_table table, cvector_word_key *keys, uint32_t *places, uint32_t *others) {
  static const uint8_t ones_and_zeros[32] = {
      0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
  const ptrdiff_t last_whole = (ptrdiff_t)text_size - 16;
  size_t other_count = 0;
  for (size_t i = first; i < end; i++) {
    const size_t size = (size_t)(ends[i] - starts[i]);
    bytes16 word = {0}, ones;
    if (size > 16) {
      others[other_count++] = (uint32_t)i;
      continue;
    }
    if (starts[i] <= last_whole) {
      memcpy(&word, text + starts[i], sizeof word);
      memcpy(&ones, ones_and_zeros + 16 - size, sizeof ones);
      word &= ones;
    } else {
      memcpy(&word, text + starts[i], size);
    }
    if (holds_zero(word, size)) {
      others[other_count++] = (uint32_t)i;
      continue;
    }
    memcpy(keys + i, &word, sizeof word);
    places[i] = cvector_word_place(keys[i], table.count);
    __builtin_prefetch(entry(table, places[i]), 0, 3);
  }
  return other_count;
}

#if defined(__x86_64__)
#define TARGET_AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,bmi2,popcnt")))

static inline bool has_avx512(void) {
  return __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2");
}

/* Sixteen bytes of each of four words. */
TARGET_AVX512 static inline __m512i four_words(const uint8_t *text, const ptrdiff_t *starts) {
  __m512i words = _mm512_castsi128_si512(_mm_loadu_si128((const void *)(text + starts[0])));
  words = _mm512_inserti64x2(words, _mm_loadu_si128((const void *)(text + starts[1])), 1);
  words = _mm512_inserti64x2(words, _mm_loadu_si128((const void *)(text + starts[2])), 2);
  return _mm512_inserti64x2(words, _mm_loadu_si128((const void *)(text + starts[3])), 3);
}

/* The keys of the entries at which four words may stand, or of those so many behind them. */
TARGET_AVX512 static inline __m512i four_entries(cvector_word_table table, const uint32_t *places,
                                                 size_t behind) {
  __m512i keys = _mm512_castsi128_si512(_mm_load_si128(entry(table, places[0] + behind)));
  keys = _mm512_inserti64x2(keys, _mm_load_si128(entry(table, places[1] + behind)), 1);
  keys = _mm512_inserti64x2(keys, _mm_load_si128(entry(table, places[2] + behind)), 2);
  return _mm512_inserti64x2(keys, _mm_load_si128(entry(table, places[3] + behind)), 3);
}

/* Of eight keys, half of which are in each vector, those that agree with what was found. */
TARGET_AVX512 static inline __mmask8 agreeing(__m512i keys0, __m512i found0, __m512i keys1,
                                              __m512i found1) {
  const uint32_t halves = (uint32_t)_mm512_cmpeq_epi64_mask(keys0, found0)
                          | (uint32_t)_mm512_cmpeq_epi64_mask(keys1, found1) << 8;
  return (__mmask8)_pext_u32(halves & halves >> 1, 0x5555);
}

/* Eight at a time, some of which may stand behind the last. */
TARGET_AVX512 static size_t find_avx512(cvector_word_table table, const cvector_word_key *keys,
                                        const uint32_t *places, size_t count, uint32_t *entries) {
  for (size_t i = 0; i < count; i += 8) {
    const __m512i keys0 = _mm512_loadu_si512(keys + i), keys1 = _mm512_loadu_si512(keys + i + 4);
    const __mmask8 first = agreeing(keys0, four_entries(table, places + i, 0), keys1,
                                    four_entries(table, places + i + 4, 0));
    const __mmask8 second = agreeing(keys0, four_entries(table, places + i, 1), keys1,
                                     four_entries(table, places + i + 4, 1));
    const __m256i eight = _mm256_loadu_si256((const __m256i *)(places + i));
    _mm256_storeu_si256((__m256i *)(entries + i),
                        _mm256_mask_add_epi32(eight, second, eight, _mm256_set1_epi32(1)));
    const size_t found = (size_t)__builtin_ctz(~(uint32_t)(first | second));
    if (found < 8) return i + found < count ? i + found : count;
  }
  return count;
}

/* The products of the hashes of four keys, two each. */
TARGET_AVX512 static inline __m512i products(__m512i keys) {
  const __m512i added = _mm512_broadcast_i32x4(
      _mm_set_epi32(0x27D4EB2F, (int)0xC2B2AE35u, (int)0x85EBCA6Bu, (int)0x9E3779B9u));
  const __m512i sums = _mm512_add_epi32(keys, added);
  return _mm512_mul_epu32(sums, _mm512_srli_epi64(sums, 32));
}

/* The same address, of which the compiler does not know what was read or written there: it would take eight
   numbers out of a vector one by one, which is slower than to read them again. */
#define TO_BE_READ_AGAIN(address) \
  ({ \
    __typeof__(address) address_ = (address); \
    __asm__("" : "+r"(address_)); \
    address_; \
  })

/* Asks for the lines of the table in which eight words may stand. */
static inline void ask_for_eight(cvector_word_table table, const uint32_t *places) {
  for (int k = 0; k < 8; k++) __builtin_prefetch(entry(table, places[k]), 0, 3);
}

/* Eight words at a time, as many as are a multiple of eight; returns how many those are. Their lines are asked for
   with the next eight: what was stored as a vector is slow to read one by one until it is in the cache. */
TARGET_AVX512 static size_t keys_avx512(const uint8_t *text, size_t text_size,
                                        const ptrdiff_t *starts, const ptrdiff_t *ends,
                                        size_t count, cvector_word_table table,
                                        cvector_word_key *keys, uint32_t *places,
                                        uint32_t *others, size_t *other_count) {
  count &= ~(size_t)7;
  /* Each byte's number in its word, and of which of eight numbers the lowest byte stands for its length. */
  const __m512i numbers = _mm512_broadcast_i32x4(
      _mm_set_epi8(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
  const __m512i first_four = _mm512_inserti64x4(
      _mm512_castsi256_si512(_mm256_inserti64x2(_mm256_setzero_si256(), _mm_set1_epi8(8), 1)),
      _mm256_inserti64x2(_mm256_set1_epi8(16), _mm_set1_epi8(24), 1), 1);
  const __m512i last_four = _mm512_add_epi8(first_four, _mm512_set1_epi8(32));
  const __m512i low_halves = _mm512_set_epi64(14, 12, 10, 8, 6, 4, 2, 0);
  const __m512i high_halves = _mm512_set_epi64(15, 13, 11, 9, 7, 5, 3, 1);
  const __m512i last_whole = _mm512_set1_epi64((ptrdiff_t)text_size - 16);
  const __m512i place_mask = _mm512_set1_epi64((long long)table.count - 2);
  size_t other_words = 0;
  for (size_t i = 0; i < count; i += 8) {
    const __m512i begins = _mm512_loadu_si512(starts + i);
    if (_mm512_cmpgt_epi64_mask(begins, last_whole) != 0) {
      other_words += keys_each(text, text_size, starts, ends, i, i + 8, table, keys, places,
                               others + other_words);
      continue;
    }
    const __m512i lengths = _mm512_sub_epi64(_mm512_loadu_si512(ends + i), begins);
    const ptrdiff_t *const eight_starts = TO_BE_READ_AGAIN(starts + i);
    const __m512i bytes0 = four_words(text, eight_starts);
    const __m512i bytes1 = four_words(text, eight_starts + 4);
    const __m512i lengths0 = _mm512_permutexvar_epi8(first_four, lengths);
    const __m512i lengths1 = _mm512_permutexvar_epi8(last_four, lengths);
    const __mmask64 wanted0 = _mm512_cmplt_epu8_mask(numbers, lengths0);
    const __mmask64 wanted1 = _mm512_cmplt_epu8_mask(numbers, lengths1);
    const __m512i keys0 = _mm512_maskz_mov_epi8(wanted0, bytes0);
    const __m512i keys1 = _mm512_maskz_mov_epi8(wanted1, bytes1);
    _mm512_storeu_si512(keys + i, keys0);
    _mm512_storeu_si512(keys + i + 4, keys1);
    const __m512i products0 = products(keys0), products1 = products(keys1);
    const __m512i hashes =
        _mm512_add_epi64(_mm512_permutex2var_epi64(products0, low_halves, products1),
                         _mm512_permutex2var_epi64(products0, high_halves, products1));
    const __m512i found = _mm512_and_si512(_mm512_srli_epi64(hashes, 31), place_mask);
    _mm256_storeu_si256((__m256i *)(places + i), _mm512_cvtepi64_epi32(found));
    if (i > 0) ask_for_eight(table, places + i - 8);
    /* Words without a key, of which those with a zero byte are rare. */
    __mmask8 without = _mm512_cmpgt_epu64_mask(lengths, _mm512_set1_epi64(16));
    const __mmask64 zeros0 = _mm512_mask_testn_epi8_mask(wanted0, bytes0, bytes0);
    const __mmask64 zeros1 = _mm512_mask_testn_epi8_mask(wanted1, bytes1, bytes1);
    if ((zeros0 | zeros1) != 0) {
      for (int k = 0; k < 4; k++) {
        if ((zeros0 >> (16 * k) & 0xFFFF) != 0) without |= (__mmask8)(1 << k);
        if ((zeros1 >> (16 * k) & 0xFFFF) != 0) without |= (__mmask8)(16 << k);
      }
    }
    const __m256i numbers_of_eight =
        _mm256_add_epi32(_mm256_set1_epi32((int)i), _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0));
    _mm256_storeu_si256((__m256i *)(others + other_words),
                        _mm256_maskz_compress_epi32(without, numbers_of_eight));
    other_words += (size_t)__builtin_popcount(without);
  }
  if (count > 0) ask_for_eight(table, places + count - 8);
  *other_count = other_words;
  return count;
}
#endif

size_t cvector_word_keys(const uint8_t *text, size_t text_size, const ptrdiff_t *starts,
                         const ptrdiff_t *ends, size_t count, cvector_word_table table,
                         cvector_word_key *keys, uint32_t *places, uint32_t *others) {
  size_t first = 0, other_count = 0;
#if defined(__x86_64__)
  if (has_avx512())
    first = keys_avx512(text, text_size, starts, ends, count, table, keys, places, others,
                        &other_count);
#endif
  return other_count
         + keys_each(text, text_size, starts, ends, first, count, table, keys, places,
                     others + other_count);
}

static size_t find_each(cvector_word_table table, const cvector_word_key *keys,
                        const uint32_t *places, size_t count, uint32_t *entries) {
  for (size_t i = 0; i < count; i++) {
    /* Which of the two it is cannot be foreseen, so that no branch hangs on it: the first if half of its key
       agrees. Should only that half agree, the second is not found, which costs time and nothing else. */
    const cvector_word_key *const first = entry(table, places[i]);
    entries[i] = places[i] + (first->low != keys[i].low);
    const cvector_word_key *const found = entry(table, entries[i]);
    if (found->low != keys[i].low || found->high != keys[i].high) return i;
  }
  return count;
}

size_t cvector_find_words(cvector_word_table table, const cvector_word_key *keys,
                          const uint32_t *places, size_t count, uint32_t *entries) {
#if defined(__x86_64__)
  if (has_avx512()) {
    /* Where one is not there the next may not be either. */
    const size_t few = count < 8 ? count : 8;
    const size_t found = find_each(table, keys, places, few, entries);
    if (found < few) return found;
    return few + find_avx512(table, keys + few, places + few, count - few, entries + few);
  }
#endif
  return find_each(table, keys, places, count, entries);
}

static ptrdiff_t sum_each(cvector_word_table table, const uint32_t *entries, size_t count,
                          ptrdiff_t before, ptrdiff_t *sums) {
  for (size_t i = 0; i < count; i++) {
    const char *const value = (const char *)entry(table, entries[i]) + sizeof(cvector_word_key);
    uint32_t bits;
    memcpy(&bits, value, sizeof bits);
    ptrdiff_t number = bits >> 28;
    if (number == 15) memcpy(&number, value + 8, sizeof number);
    if (sums != NULL) sums[i] = before;
    before += number;
  }
  return before;
}

#if defined(__x86_64__)
TARGET_AVX512 static ptrdiff_t sum_avx512(cvector_word_table table, const uint32_t *entries,
                                          size_t count, ptrdiff_t before, ptrdiff_t *sums) {
  const __m512i none = _mm512_setzero_si512(), last = _mm512_set1_epi64(7);
  const char *const values = (const char *)table.entries + sizeof(cvector_word_key);
  size_t i = 0;
  while (i + 8 <= count) {
    /* The sum so far in each place; or, where only the whole is wanted, eight numbers that make it up. */
    __m512i total = sums != NULL ? _mm512_set1_epi64(before)
                                 : _mm512_zextsi128_si512(_mm_cvtsi64_si128(before));
    bool all_are_few = true;
    for (; i + 8 <= count; i += 8) {
      const __m256i eight = _mm256_loadu_si256((const __m256i *)(entries + i));
      const __m256i found = _mm256_srli_epi32(
          _mm256_i32gather_epi32((const int *)values, _mm256_slli_epi32(eight, 3), 4), 28);
      all_are_few = _mm256_cmpeq_epi32_mask(found, _mm256_set1_epi32(15)) == 0;
      if (!all_are_few) break;
      const __m512i counts = _mm512_cvtepu32_epi64(found);
      if (sums == NULL) {
        total = _mm512_add_epi64(total, counts);
        continue;
      }
      __m512i through = _mm512_add_epi64(counts, _mm512_alignr_epi64(counts, none, 7));
      through = _mm512_add_epi64(through, _mm512_alignr_epi64(through, none, 6));
      through = _mm512_add_epi64(through, _mm512_alignr_epi64(through, none, 4));
      through = _mm512_add_epi64(through, total);
      _mm512_storeu_si512(sums + i, _mm512_sub_epi64(through, counts));
      total = _mm512_permutexvar_epi64(last, through);
    }
    before = sums != NULL ? _mm_cvtsi128_si64(_mm512_castsi512_si128(total))
                          : _mm512_reduce_add_epi64(total);
    if (all_are_few) break;
    before = sum_each(table, entries + i, 8, before, sums != NULL ? sums + i : NULL);
    i += 8;
  }
  return sum_each(table, entries + i, count - i, before, sums != NULL ? sums + i : NULL);
}
#endif

ptrdiff_t cvector_sum_words(cvector_word_table table, const uint32_t *entries, size_t count,
                            ptrdiff_t before, ptrdiff_t *sums) {
#if defined(__x86_64__)
  if (has_avx512()) return sum_avx512(table, entries, count, before, sums);
#endif
  return sum_each(table, entries, count, before, sums);
}

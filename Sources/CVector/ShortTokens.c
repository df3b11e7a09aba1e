#include "CVectorShortTokens.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

_Static_assert(sizeof(cvector_short_token) == 16, "a token is what one load takes");

static size_t join_each(const uint32_t *ids, size_t count, const cvector_short_token *tokens,
                        size_t token_count, uint8_t *target, size_t target_size,
                        size_t *written) {
  uint8_t *end = target;
  size_t i = 0;
  for (; i < count && target + target_size - end >= 16 && ids[i] < token_count; i++) {
    const cvector_short_token *token = tokens + ids[i];
    if (token->length > 15) break;
    memcpy(end, token->bytes, 16);
    end += token->length;
  }
  *written = (size_t)(end - target);
  return i;
}

#if defined(__x86_64__)
#define TARGET_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2,popcnt")))

/* Writes the bytes of several tokens. `lengths` has the length of each in all its places, and `numbers` which of
   its bytes stands where. */
TARGET_AVX512 static inline uint8_t *store(uint8_t *end, __m512i tokens, __m512i lengths,
                                           __m512i numbers) {
  const __mmask64 wanted = _mm512_cmple_epu8_mask(numbers, lengths);
  _mm512_storeu_si512(end, _mm512_maskz_compress_epi8(wanted, tokens));
  return end + __builtin_popcountll(wanted);
}

/* Eight tokens at a time by half of each, where those before were so short that seven bytes may well be enough;
   otherwise four. */
TARGET_AVX512 static size_t join_avx512(const uint32_t *ids, size_t count,
                                        const cvector_short_token *tokens, size_t token_count,
                                        uint8_t *target, size_t target_size,
                                        size_t *written) {
  /* The length is no byte of a token: its number is above all lengths. */
  const __m128i numbers = _mm_set_epi8(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, -1);
  const __m512i in_four = _mm512_broadcast_i32x4(numbers);
  const __m512i in_eight = _mm512_broadcastq_epi64(numbers);
  const __m512i lengths_of_four = _mm512_setzero_si512();
  const __m512i lengths_of_eight = _mm512_broadcast_i32x4(_mm_set_epi64x(0x0808080808080808, 0));
  const __m128i *const whole = (const __m128i *)tokens;
  uint8_t *end = target;
  size_t i = 0, last_bytes = 64;
  while (i + 8 <= count && target + target_size - end >= 128) {
    const __m256i eight = _mm256_loadu_si256((const __m256i *)(ids + i));
    if (_mm256_cmpge_epu32_mask(eight, _mm256_set1_epi32((int)token_count)) != 0) break;
    uint8_t *const start = end;
    if (last_bytes <= 16) {
      const __m512i found = _mm512_i32gather_epi64(_mm256_slli_epi32(eight, 1), tokens, 8);
      const __m512i lengths = _mm512_shuffle_epi8(found, lengths_of_eight);
      if (_mm512_cmpgt_epu8_mask(lengths, _mm512_set1_epi8(7)) == 0) {
        end = store(end, found, lengths, in_eight);
        last_bytes = (size_t)(end - start);
        i += 8;
        continue;
      }
    }
    for (size_t last = i + 8; i < last; i += 4) {
      __m512i found = _mm512_castsi128_si512(_mm_load_si128(whole + ids[i]));
      found = _mm512_inserti32x4(found, _mm_load_si128(whole + ids[i + 1]), 1);
      found = _mm512_inserti32x4(found, _mm_load_si128(whole + ids[i + 2]), 2);
      found = _mm512_inserti32x4(found, _mm_load_si128(whole + ids[i + 3]), 3);
      const __m512i lengths = _mm512_shuffle_epi8(found, lengths_of_four);
      if (_mm512_cmpgt_epu8_mask(lengths, _mm512_set1_epi8(15)) != 0) goto rest;
      end = store(end, found, lengths, in_four);
    }
    last_bytes = (size_t)(end - start);
  }
rest:;
  size_t rest_bytes;
  const size_t rest = join_each(ids + i, count - i, tokens, token_count, end,
                                target_size - (size_t)(end - target), &rest_bytes);
  *written = (size_t)(end - target) + rest_bytes;
  return i + rest;
}
#endif

size_t cvector_join_short_tokens(const uint32_t *ids, size_t count, const cvector_short_token *tokens,
                                 size_t token_count, uint8_t *target, size_t target_size,
                                 size_t *written) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2"))
    return join_avx512(ids, count, tokens, token_count, target, target_size, written);
#endif
  return join_each(ids, count, tokens, token_count, target, target_size, written);
}

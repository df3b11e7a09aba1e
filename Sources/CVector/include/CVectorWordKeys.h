#ifndef CVECTOR_WORD_KEYS_H
#define CVECTOR_WORD_KEYS_H

#include <stddef.h>
#include <stdint.h>

/* A short word as two numbers: 1 to 16 bytes, none of them zero, the first in the low bits of the first number,
   and zeros behind them. */
typedef struct {
  uint64_t low;
  uint64_t high;
} cvector_word_key;

/* A number whose upper half depends on all bits of a key: NH (Black and others, UMAC, 1999). */
static inline uint64_t cvector_word_hash(cvector_word_key key) {
  const uint64_t first = (uint64_t)((uint32_t)key.low + 0x9E3779B9u)
                         * ((uint32_t)(key.low >> 32) + 0x85EBCA6Bu);
  const uint64_t second = (uint64_t)((uint32_t)key.high + 0xC2B2AE35u)
                          * ((uint32_t)(key.high >> 32) + 0x27D4EB2Fu);
  return first + second;
}

/* A table of 32-byte entries, two of which share a cache line; their number is a power of 2. */
typedef struct {
  const void *entries;
  size_t count;
} cvector_word_table;

/* The first of the two entries at which a key may stand. */
static inline uint32_t cvector_word_place(cvector_word_key key, size_t entries) {
  return (uint32_t)(cvector_word_hash(key) >> 31) & (uint32_t)(entries - 2);
}

/* The keys of words of a text, each of at least one byte, and their places in a table, which is asked for the
   cache lines. A word that has no key, since it is too long or holds a zero byte, is one of the `others`; its key
   and its place are anything. Returns how many others there are.

   There is room for `count` keys, places and others. */
size_t cvector_word_keys(const uint8_t *text, size_t text_size, const ptrdiff_t *starts,
                         const ptrdiff_t *ends, size_t count, cvector_word_table table,
                         cvector_word_key *keys, uint32_t *places, uint32_t *others);

/* Looks keys up in a table, whose entries begin with theirs, up to one that stands neither at its place nor just
   behind it. Returns how many were found; `entries` become those at which they stand.

   There is room for eight entries more, and as many keys and places more can be read: any keys, and places in the
   table. */
size_t cvector_find_words(cvector_word_table table, const cvector_word_key *keys,
                          const uint32_t *places, size_t count, uint32_t *entries);

/* Adds up the counts of entries: the four highest bits of the 32-bit number behind a key or, where all four are
   set, the last eight bytes. `sums` become what there was before each, the first `before`; they may be NULL.
   Returns the whole sum. */
ptrdiff_t cvector_sum_words(cvector_word_table table, const uint32_t *entries, size_t count,
                            ptrdiff_t before, ptrdiff_t *sums);

#endif

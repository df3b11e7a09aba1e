#ifndef CVECTOR_SHORT_TOKENS_H
#define CVECTOR_SHORT_TOKENS_H

#include <stddef.h>
#include <stdint.h>

/* A short token as it is joined to others: how many bytes it has, and those, 15 at most. A length above that
   stands for a token that is longer, or for none. */
typedef struct {
  uint8_t length;
  uint8_t bytes[15];
} cvector_short_token;

/* Writes the bytes of tokens one behind the other, up to the first that is not short or whose id is none, or
   for which fewer than 16 bytes of the target are left, and returns how many tokens those are; `written` becomes
   the number of bytes. What the target has behind them may change too.

   There is a token for each id below `token_count`, 2 to the power 30 at most, at a multiple of 16 bytes, and
   memory for another one behind them. */
size_t cvector_join_short_tokens(const uint32_t *ids, size_t count, const cvector_short_token *tokens,
                                 size_t token_count, uint8_t *target, size_t target_size,
                                 size_t *written);

#endif

#ifndef CVECTOR_BYTE_CLASSES_H
#define CVECTOR_BYTE_CLASSES_H

#include <stddef.h>
#include <stdint.h>

/* What 64 bytes of text are: bit i of a mask tells of byte i. */
typedef struct {
  uint64_t lower;              /* a-z */
  uint64_t upper;              /* A-Z */
  uint64_t digit;              /* 0-9 */
  uint64_t space;              /* 0x20 */
  uint64_t newline;            /* LF, CR */
  uint64_t other;              /* the rest of 0x21 to 0x7F */
  uint64_t apostrophe;         /* ' */
  uint64_t slash;              /* / */
  uint64_t contraction;        /* where there is an apostrophe: s t m d r v l in either case, and 0xC5, with which
                                  U+017F begins */
  uint64_t short_contraction;  /* of these, s t m d in either case */
  uint64_t high;               /* 0x80 and above */
  uint64_t continuation;       /* 0x80 to 0xBF */
  uint64_t letter;             /* first of the three of U+AC00 to U+D77F, U+1100 to U+11FF, U+3140 to U+317F and
                                  U+4E00 to U+9FBF */
  uint64_t punctuation;        /* first of the three of U+2010 to U+2027 */
  uint64_t undecided;          /* other bytes that begin a scalar: controls but LF and CR, 0xC0 and above */
  uint64_t end;                /* where the text ends */
} cvector_byte_classes;

/* Classifies windows of 64 bytes on `count` bytes of text: the first begins with the text, each other one
   `stride` bytes after the one before it, and none behind the end of the text. Bytes behind the text are in no
   mask, though they may be read: `readable` bytes can be, `count` at least. */
void cvector_classify_bytes(const uint8_t *text, size_t count, size_t readable, size_t stride,
                            size_t windows, cvector_byte_classes *classes);

/* Lists which bits of masks are set, in order: those of the first counted from `first` on, those of each other
   one from `stride` more than the one before it. Returns how many there are; the list has room for sixteen more,
   which may change. */
size_t cvector_list_bits(const uint64_t *masks, size_t count, ptrdiff_t first, ptrdiff_t stride,
                         ptrdiff_t *list);

/* How many of `count` bytes of text come before the first that begins a scalar other than ASCII and U+AC00 to
   U+D7FF; ill-formed scalars with the lead byte EA may count as such. */
size_t cvector_hangul_run(const uint8_t *text, size_t count);

#endif

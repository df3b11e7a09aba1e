#ifndef CVECTOR_H
#define CVECTOR_H

#include <stddef.h>

#include "CVectorByteClasses.h"
#include "CVectorShortTokens.h"
#include "CVectorWordKeys.h"

/* Asks the processor for the cache line of an address that will be read soon. Any address is
   allowed; one that is not mapped is ignored. */
static inline void cvector_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

/* The same for an address that will be written soon. */
static inline void cvector_prefetch_for_writing(const void *address) {
  __builtin_prefetch(address, 1, 3);
}

/* Maps zeroed memory for this process alone, in huge pages where it is large and the system has them.
   Pages take up memory only once they are touched. NULL where the system refuses. */
void *cvector_map_pages(size_t size);

/* Has the pages of a fresh mapping take up memory at once, which costs less than to touch small ones one by
   one. Small pages stay as they are where the system cannot do it (Linux can since 5.14). */
void cvector_touch_pages(void *pages, size_t size);

/* Asks for huge pages where they lie whole inside some memory, whoever allocated it. What was touched before
   stays as it is. */
void cvector_advise_huge_pages(void *memory, size_t size);

/* Makes a mapping larger and moves it; what it held stays. NULL where the system refuses;
   the old mapping then stands. */
void *cvector_grow_pages(void *pages, size_t old_size, size_t new_size);

/* Gives the memory of the whole pages in [start, end) back; they read as zero when touched again. */
void cvector_release_pages(void *pages, size_t start, size_t end);

/* Ends a mapping; `size` is the size that it was mapped or last grown with. */
void cvector_unmap_pages(void *pages, size_t size);

/* Has the allocator keep memory that is freed for what is allocated next, where it would give large blocks
   back to the system one by one: who builds tables from a large file then touches fewer pages. Nothing
   happens where the allocator is not glibc's, which does so by itself once blocks of 32 MiB were freed. */
void cvector_keep_freed_memory(void);

#endif

#define _GNU_SOURCE
#include "CVector.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

static const size_t small_page = 4096;
static const size_t huge_page = (size_t)1 << 21;

/* The page size at whose borders a mapping of this size begins and ends. */
static size_t page_of(size_t size) { return size >= huge_page ? huge_page : small_page; }

static size_t rounded(size_t size) {
  size_t page = page_of(size);
  return (size + page - 1) & ~(page - 1);
}

/* For how much of a mapping of this size huge pages are asked for. What is left does with small ones, so that
   nothing is zeroed that nobody touches. */
static size_t in_huge_pages(size_t size) { return size & ~(huge_page - 1); }

static void advise(void *pages, size_t size) {
#ifdef MADV_HUGEPAGE
  if (in_huge_pages(size) > 0) madvise(pages, in_huge_pages(size), MADV_HUGEPAGE);
#else
  (void)pages;
  (void)size;
#endif
}

/* Maps zeroed memory; NULL where the system refuses. */
static char *map(size_t size) {
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, -1, 0);
  return memory == MAP_FAILED ? NULL : memory;
}

/* The same, beginning with a border of pages: one page more is mapped, and what lies outside goes back. */
static char *map_aligned(size_t size, size_t page) {
  if (size + page < size) return NULL;
  char *raw = map(size + page);
  if (raw == NULL) return NULL;
  char *start = (char *)(((uintptr_t)raw + page - 1) & ~(uintptr_t)(page - 1));
  if (start > raw) munmap(raw, (size_t)(start - raw));
  size_t tail = (size_t)(raw + page - start);
  if (tail > 0) munmap(start + size, tail);
  return start;
}

void *cvector_map_pages(size_t size) {
  size_t page = page_of(size), whole = rounded(size);
  if (whole < size) return NULL;
  /* Where the system lays huge pages at their borders by itself, as Linux 6.18 does, one call is enough: other
     threads of the process wait for each. */
  char *start = map(whole);
  if (start != NULL && ((uintptr_t)start & (page - 1)) != 0) {
    munmap(start, whole);
    start = map_aligned(whole, page);
  }
  if (start != NULL) advise(start, size);
  return start;
}

void cvector_touch_pages(void *pages, size_t size) {
  size_t huge = in_huge_pages(size);
  /* One by one: no other thread may map memory as long as the system works on all of them. */
  for (size_t place = 0; place < huge; place += huge_page) ((volatile char *)pages)[place] = 0;
#ifdef MADV_POPULATE_WRITE
  size_t rest = (size - huge + small_page - 1) & ~(small_page - 1);
  if (rest > 0) madvise((char *)pages + huge, rest, MADV_POPULATE_WRITE);
#endif
}

void cvector_advise_huge_pages(void *memory, size_t size) {
  uintptr_t start = ((uintptr_t)memory + huge_page - 1) & ~(uintptr_t)(huge_page - 1);
  uintptr_t end = ((uintptr_t)memory + size) & ~(uintptr_t)(huge_page - 1);
#ifdef MADV_HUGEPAGE
  if (start < end) madvise((void *)start, end - start, MADV_HUGEPAGE);
#else
  (void)start;
  (void)end;
#endif
}

void *cvector_grow_pages(void *pages, size_t old_size, size_t new_size) {
  void *target = cvector_map_pages(new_size);
  if (target == NULL) return NULL;
#ifdef MREMAP_FIXED
  /* The pages move, not what is in them; huge ones stay whole, since both places begin with one. */
  size_t whole = rounded(old_size);
  if (mremap(pages, whole, whole, MREMAP_MAYMOVE | MREMAP_FIXED, target) != MAP_FAILED) {
    /* What moved brought its own advice, in which it ended with small pages. */
    advise(target, new_size);
    return target;
  }
  /* Linux before 6.17 moves nothing that consists of several parts, as what has grown or ends with small pages does;
     the target is gone then. */
  int reason = errno;
  cvector_unmap_pages(target, new_size);
  if (reason != EFAULT || (target = cvector_map_pages(new_size)) == NULL) return NULL;
#endif
  memcpy(target, pages, old_size);
  cvector_unmap_pages(pages, old_size);
  return target;
}

void cvector_release_pages(void *pages, size_t start, size_t end) {
  size_t first = (start + small_page - 1) & ~(small_page - 1);
  size_t last = end & ~(small_page - 1);
#ifdef __linux__
  if (first < last) madvise((char *)pages + first, last - first, MADV_DONTNEED);
#else
  if (first < last) memset((char *)pages + first, 0, last - first);
#endif
}

void cvector_unmap_pages(void *pages, size_t size) { munmap(pages, rounded(size)); }

void cvector_keep_freed_memory(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

#define _GNU_SOURCE
#include "cfilesystem.h"

#include <stdio.h>
#ifdef __linux__
#include <fcntl.h>
#endif

int cfilesystem_exchange(const char *left, const char *right) {
#ifdef __linux__
  return renameat2(AT_FDCWD, left, AT_FDCWD, right, RENAME_EXCHANGE);
#else
  return renamex_np(left, right, RENAME_SWAP);
#endif
}

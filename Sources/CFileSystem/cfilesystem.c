#define _GNU_SOURCE
#include "cfilesystem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int cfilesystem_exchange(const char *left, const char *right) {
#ifdef __linux__
  return renameat2(AT_FDCWD, left, AT_FDCWD, right, RENAME_EXCHANGE);
#else
  return renamex_np(left, right, RENAME_SWAP);
#endif
}

int cfilesystem_open_unnamed(const char *folder, unsigned mode) {
#ifdef O_TMPFILE
  return open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
#else
  errno = ENOTSUP;
  return -1;
#endif
}

int cfilesystem_give_name(int descriptor, const char *path) {
#ifdef O_TMPFILE
  char own[32];
  snprintf(own, sizeof own, "/proc/self/fd/%d", descriptor);
  return linkat(AT_FDCWD, own, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
#else
  errno = ENOTSUP;
  return -1;
#endif
}

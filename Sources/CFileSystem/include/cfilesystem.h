#ifndef MALMOI_CFILESYSTEM_H
#define MALMOI_CFILESYSTEM_H

/// Lets two paths of one file system change their names in one step. Returns 0, or -1 with errno set.
int cfilesystem_exchange(const char *left, const char *right);

#endif

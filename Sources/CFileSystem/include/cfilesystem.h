#ifndef MALMOI_CFILESYSTEM_H
#define MALMOI_CFILESYSTEM_H

/// Lets two paths of one file system change their names in one step. Returns 0, or -1 with errno set.
int cfilesystem_exchange(const char *left, const char *right);

/// Opens a new file without a name for reading and writing, on the file system of a folder; it is gone
/// once it is closed. Returns its descriptor, or -1 with errno set, also where there is no such thing.
int cfilesystem_open_unnamed(const char *folder, unsigned mode);

/// Gives a file without a name one that nothing has yet. Returns 0, or -1 with errno set.
int cfilesystem_give_name(int descriptor, const char *path);

#endif

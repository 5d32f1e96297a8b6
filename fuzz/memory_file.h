/* A file in memory, for what is read by path. */
#ifndef ISN_MEMORY_FILE_H
#define ISN_MEMORY_FILE_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct memory_file {
    int fd;
    char path[64];
} memory_file;

static inline bool memory_file_open(memory_file *file, const void *bytes,
                                    size_t len)
{
    file->fd = memfd_create("isnad", 0);
    if (file->fd < 0) {
        return false;
    }
    snprintf(file->path, sizeof file->path, "/proc/self/fd/%d", file->fd);
    const char *at = bytes;
    while (len > 0) {
        ssize_t written = write(file->fd, at, len);
        if (written <= 0) {
            close(file->fd);
            return false;
        }
        at += written;
        len -= (size_t)written;
    }
    return lseek(file->fd, 0, SEEK_SET) == 0;
}

static inline void memory_file_close(memory_file *file) { close(file->fd); }

#endif

/* Landlock: which files may be touched.
 *
 * Its header is missing or old on many systems, so the few lines of the
 * kernel's interface stand here; they are fixed for ever. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cli/sandbox.h"

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

enum { VERSION_ASKED = 1, PATH_BENEATH = 1 };

/* Rights, in the order in which versions of the interface brought them. */
enum {
    EXECUTE = 1 << 0,
    WRITE_FILE = 1 << 1,
    READ_FILE = 1 << 2,
    READ_DIR = 1 << 3,
    REMOVE_FILE = 1 << 5,
    MAKE_REG = 1 << 8,
    UP_TO_MAKE_SYM = (1 << 13) - 1, /* version 1 */
    REFER = 1 << 13,                /* 2: moving between folders */
    TRUNCATE = 1 << 14,             /* 3 */
    IOCTL_DEV = 1 << 15,            /* 5 */
    BIND_AND_CONNECT_TCP = 3,       /* 4, of its own set */
    SOCKETS_AND_SIGNALS = 3,        /* 6, of its own set: abstract UNIX
                                     * sockets and signals of others */
    TO_READ = READ_FILE | READ_DIR,
    TO_CHANGE = TO_READ | WRITE_FILE | REMOVE_FILE | MAKE_REG | TRUNCATE,
    OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV,
};

typedef struct ruleset_attr {
    uint64_t files, net, scoped;
} ruleset_attr;

typedef struct path_beneath_attr {
    uint64_t allowed;
    int32_t parent_fd;
} __attribute__((packed)) path_beneath_attr;

typedef struct rules {
    int fd;
    uint64_t handled;
} rules;

enum { DEEPEST = 64 };

/* What is open may be on a filesystem without names, such as a pipe: such
 * files are free anyway. */
static isnad_status allow_fd(const rules *r, int fd, uint64_t rights)
{
    struct stat about;
    if (fstat(fd, &about) != 0) {
        return ISNAD_OK;
    }
    rights &= S_ISDIR(about.st_mode) ? r->handled : r->handled & OF_FILES;
    path_beneath_attr rule = {.allowed = rights, .parent_fd = fd};
    if (syscall(SYS_landlock_add_rule, r->fd, PATH_BENEATH, &rule, 0) == 0 ||
        errno == EBADFD) {
        return ISNAD_OK;
    }
    return errno == ENOMEM ? ISNAD_NOMEM : ISNAD_IO;
}

/* A path that is not there needs no right. */
static isnad_status allow(const rules *r, int folder, const char *path,
                          uint64_t rights)
{
    int fd = openat(folder, path, O_PATH | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOMEM ? ISNAD_NOMEM : ISNAD_OK;
    }
    isnad_status status = allow_fd(r, fd, rights);
    close(fd);
    return status;
}

static bool is_kind(int folder, const struct dirent *entry, unsigned char kind,
                    mode_t mode)
{
    struct stat about;
    if (entry->d_type != DT_UNKNOWN) {
        return entry->d_type == kind;
    }
    return fstatat(folder, entry->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0 &&
           (about.st_mode & S_IFMT) == mode;
}

/* Links to files are followed (docs/reading.md), wherever they lead, so what
 * they lead to must stay readable.  Takes `fd`. */
static isnad_status allow_links(const rules *r, int fd, unsigned depth)
{
    DIR *dir = depth < DEEPEST ? fdopendir(fd) : NULL;
    if (!dir) {
        close(fd);
        return ISNAD_OK;
    }
    isnad_status status = ISNAD_OK;
    struct dirent *entry;
    while (!status && (entry = readdir(dir))) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        if (is_kind(fd, entry, DT_LNK, S_IFLNK)) {
            struct stat about;
            if (fstatat(fd, entry->d_name, &about, 0) == 0 &&
                S_ISREG(about.st_mode)) {
                status = allow(r, fd, entry->d_name, READ_FILE);
            }
        } else if (is_kind(fd, entry, DT_DIR, S_IFDIR)) {
            int below = openat(fd, entry->d_name,
                               O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            status = below < 0 ? ISNAD_OK : allow_links(r, below, depth + 1);
        }
    }
    closedir(dir);
    return status;
}

static isnad_status allow_input(const rules *r, const char *path)
{
    if (strcmp(path, "-") == 0) {
        return ISNAD_OK; /* open already */
    }
    isnad_status status = allow(r, AT_FDCWD, path, TO_READ);
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return status || fd < 0 ? status : allow_links(r, fd, 0);
}

/* The C library loads its converters of charsets when one is asked for; they
 * lie beside it. */
static isnad_status allow_converters(const rules *r)
{
    Dl_info about;
    char path[4096];
    if (!dladdr((void *)gnu_get_libc_version, &about) || !about.dli_fname) {
        return ISNAD_OK;
    }
    const char *slash = strrchr(about.dli_fname, '/');
    int len = slash ? (int)(slash - about.dli_fname) : 0;
    snprintf(path, sizeof path, "%.*s/gconv", len, about.dli_fname);
    return allow(r, AT_FDCWD, path, TO_READ);
}

static isnad_status allow_builds(const rules *r)
{
    isnad_status status = ISNAD_OK;
#ifdef ISNAD_COVERAGE_FOLDER
    /* Counts of coverage are written when the process ends. */
    status = allow(r, AT_FDCWD, ISNAD_COVERAGE_FOLDER, TO_CHANGE);
#endif
    /* Maps of the memory; the names in a trace. */
    static const char *const places[] = {"/proc/self", "/proc/self/exe"};
    for (size_t i = 0; CLI_LEAK_CHECKER && !status && i < 2; i++) {
        status = allow(r, AT_FDCWD, places[i], TO_READ);
    }
    return status;
}

/* Finding a host takes the resolver's files and the authorities' keys. */
static isnad_status allow_network(const rules *r)
{
    static const char *const places[] = {"/etc", "/usr/lib", "/usr/share",
                                         "/run/systemd/resolve",
                                         "/dev/urandom"};
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < sizeof places / sizeof *places; i++) {
        status = allow(r, AT_FDCWD, places[i], TO_READ);
    }
    return status;
}

static isnad_status fill(const rules *r, const cli_rights *rights)
{
    isnad_status status = allow_converters(r);
    if (!status) {
        status = allow_builds(r);
    }
    for (size_t i = 0; !status && i < rights->read_count; i++) {
        status = allow_input(r, rights->read[i]);
    }
    if (!status && rights->change) {
        status = allow(r, AT_FDCWD, rights->change, TO_CHANGE);
    }
    return !status && rights->network ? allow_network(r) : status;
}

static ruleset_attr all_of(long version, bool network)
{
    ruleset_attr all = {.files = UP_TO_MAKE_SYM};
    all.files |= version >= 2 ? REFER : 0;
    all.files |= version >= 3 ? TRUNCATE : 0;
    all.files |= version >= 5 ? IOCTL_DEV : 0;
    all.net = version >= 4 && !network ? BIND_AND_CONNECT_TCP : 0;
    all.scoped = version >= 6 ? SOCKETS_AND_SIGNALS : 0;
    return all;
}

isnad_status cli_landlock_enter(const cli_rights *rights, int *version)
{
    *version = 0;
    long found = syscall(SYS_landlock_create_ruleset, NULL, 0, VERSION_ASKED);
    if (found <= 0) {
        return ISNAD_OK;
    }
    ruleset_attr all = all_of(found, rights->network);
    rules r = {.handled = all.files};
    r.fd = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (r.fd < 0) {
        return ISNAD_IO;
    }
    isnad_status status = fill(&r, rights);
    if (!status && (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
                    syscall(SYS_landlock_restrict_self, r.fd, 0) != 0)) {
        status = ISNAD_IO;
    }
    int code = errno;
    close(r.fd);
    errno = code;
    if (!status) {
        *version = (int)found;
    }
    return status;
}

/* seccomp: which system calls may be made.  All others fail as on a kernel
 * that never had them, which is what the C library is prepared for. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cli/sandbox.h"

#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
#endif

/* Reading, memory, threads, time.  Names that an architecture or an older
 * library does not have are passed over. */
static const char *const always[] = {
    "read",
    "readv",
    "pread64",
    "preadv",
    "write",
    "writev",
    "pwrite64",
    "lseek",
    "_llseek",
    "close",
    "fsync",
    "fdatasync",
    "fstat",
    "fstat64",
    "stat",
    "stat64",
    "lstat",
    "lstat64",
    "newfstatat",
    "fstatat64",
    "statx",
    "statfs",
    "fstatfs",
    "access",
    "faccessat",
    "faccessat2",
    "readlink",
    "readlinkat",
    "getcwd",
    "getdents",
    "getdents64",
    "fcntl",
    "fcntl64",
    "fadvise64",
    "readahead",
    "dup",
    "munmap",
    "mremap",
    "madvise",
    "brk",
    "mincore",
    "set_robust_list",
    "rseq",
    "futex",
    "futex_time64",
    "sched_yield",
    "sched_getaffinity",
    "set_tid_address",
    "exit",
    "exit_group",
    "getpid",
    "getppid",
    "gettid",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "nanosleep",
    "clock_nanosleep",
    "clock_gettime",
    "clock_getres",
    "gettimeofday",
    "time",
    "clock_gettime64",
    "clock_nanosleep_time64",
    "getrandom",
    "uname",
    "sysinfo",
    "getrlimit",
    "ugetrlimit",
    "getrusage",
    "times",
    "umask",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sigreturn",
    "sigaltstack",
    "restart_syscall",
    "rt_sigtimedwait",
    "poll",
    "ppoll",
    "select",
    "pselect6",
    "_newselect",
    "wait4",
    "waitid",
};

/* Files of one folder, for whoever keeps more than it prints. */
static const char *const to_change[] = {
    "open",     "openat",    "unlink",    "unlinkat",    "rename",
    "renameat", "renameat2", "ftruncate", "ftruncate64", "fallocate",
    "fchmod",   "fchown",    "flock",     "pwritev",     "sync_file_range",
};

static const char *const to_fetch[] = {
    "connect",     "getsockopt", "setsockopt",    "getsockname", "getpeername",
    "sendto",      "recvfrom",   "sendmsg",       "recvmsg",     "sendmmsg",
    "recvmmsg",    "shutdown",   "bind",          "socketpair",  "pipe",
    "pipe2",       "eventfd2",   "epoll_create1", "epoll_ctl",   "epoll_wait",
    "epoll_pwait",
};

/* A socket that listens was made before. */
static const char *const to_serve[] = {
    "accept",   "accept4",   "recvfrom",   "sendto",      "sendmsg",
    "shutdown", "epoll_ctl", "epoll_wait", "epoll_pwait",
};

/* Sealed: memory, time, and what is open. */
static const char *const to_answer[] = {
    "read",
    "write",
    "writev",
    "close",
    "fcntl",
    "munmap",
    "mremap",
    "madvise",
    "brk",
    "futex",
    "futex_time64",
    "sched_yield",
    "exit",
    "exit_group",
    "getpid",
    "gettid",
    "nanosleep",
    "clock_nanosleep",
    "clock_nanosleep_time64",
    "clock_gettime",
    "clock_gettime64",
    "gettimeofday",
    "time",
    "getrandom",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sigreturn",
    "sigaltstack",
    "restart_syscall",
    "poll",
    "ppoll",
};

/* The leak checker stops the process from a child and reads its memory. */
static const char *const to_check_leaks[] = {
    "clone", "ptrace",   "process_vm_readv",  "prctl",
    "kill",  "tkill",    "sched_setaffinity", "pipe",
    "pipe2", "mprotect",
};

typedef struct filter {
    scmp_filter_ctx context;
    unsigned calls;
    int failed;
} filter;

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void let(filter *f, const char *name, unsigned count,
                const struct scmp_arg_cmp *compare)
{
    int call = seccomp_syscall_resolve_name(name);
    if (call < 0 || f->failed) {
        return;
    }
    int code = seccomp_rule_add_array(f->context, SCMP_ACT_ALLOW, call, count,
                                      compare);
    /* Saying the same twice is no harm. */
    if (code != 0 && code != -EEXIST) {
        f->failed = code;
    }
    f->calls++;
}

static void let_all(filter *f, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        let(f, names[i], 0, NULL);
    }
}

/* Opening, but not for writing. */
static void let_open(filter *f)
{
    scmp_datum_t writing =
        O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY);
    struct scmp_arg_cmp second = SCMP_A1(SCMP_CMP_MASKED_EQ, writing, 0);
    struct scmp_arg_cmp third = SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0);
    let(f, "open", 1, &second);
    let(f, "openat", 1, &third);
}

/* Memory, but no new code: what is executable comes from a file, such as the
 * C library's converters of charsets. */
static void let_map(filter *f)
{
    struct scmp_arg_cmp data = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    struct scmp_arg_cmp code[] = {
        SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC | PROT_WRITE, PROT_EXEC),
        SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, 0),
    };
    let(f, "mmap", 1, &data);
    let(f, "mmap", 2, code);
    let(f, "mmap2", 1, &data);
    let(f, "mmap2", 2, code);
    let(f, "mprotect", 1, &data);
}

/* Threads, but no processes; their names; signals to itself, as abort sends;
 * what a terminal is, but no typing into it. */
static void let_some(filter *f)
{
    struct scmp_arg_cmp thread =
        SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD);
    let(f, "clone", 1, &thread);
    struct scmp_arg_cmp self = SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid());
    let(f, "tgkill", 1, &self);
    struct scmp_arg_cmp own = SCMP_A0(SCMP_CMP_EQ, 0);
    let(f, "prlimit64", 1, &own);
    static const scmp_datum_t ioctls[] = {TCGETS, TIOCGWINSZ, FIONREAD,
                                          FIONBIO};
    for (size_t i = 0; i < COUNT(ioctls); i++) {
        struct scmp_arg_cmp asked = SCMP_A1(SCMP_CMP_EQ, ioctls[i]);
        let(f, "ioctl", 1, &asked);
    }
    static const scmp_datum_t prctls[] = {PR_SET_NAME, PR_GET_NAME, PR_SET_VMA};
    for (size_t i = 0; i < COUNT(prctls); i++) {
        struct scmp_arg_cmp asked = SCMP_A0(SCMP_CMP_EQ, prctls[i]);
        let(f, "prctl", 1, &asked);
    }
}

/* The Internet, and what tells which ways to it there are. */
static void let_fetch(filter *f)
{
    static const scmp_datum_t families[] = {AF_INET, AF_INET6, AF_NETLINK};
    for (size_t i = 0; i < COUNT(families); i++) {
        struct scmp_arg_cmp family = SCMP_A0(SCMP_CMP_EQ, families[i]);
        let(f, "socket", 1, &family);
    }
    let_all(f, to_fetch, COUNT(to_fetch));
}

/* An answer names nobody to send to: the other end is known. */
static void let_serve(filter *f)
{
    struct scmp_arg_cmp nobody = SCMP_A4(SCMP_CMP_EQ, 0);
    for (size_t i = 0; i < COUNT(to_serve); i++) {
        bool sends = strcmp(to_serve[i], "sendto") == 0;
        let(f, to_serve[i], sends, &nobody);
    }
}

/* Taking away more, which is what cli_seccomp_seal does later. */
static void let_seal(filter *f)
{
    struct scmp_arg_cmp more = SCMP_A0(SCMP_CMP_EQ, SECCOMP_SET_MODE_FILTER);
    let(f, "seccomp", 1, &more);
}

static void build(filter *f, const cli_rights *rights)
{
    let_all(f, always, COUNT(always));
    let_open(f);
    let_map(f);
    let_some(f);
    if (rights->change) {
        let_all(f, to_change, COUNT(to_change));
    }
    if (rights->network) {
        let_fetch(f);
    }
    if (rights->serve) {
        let_serve(f);
        let_seal(f);
    }
    if (CLI_LEAK_CHECKER) {
        let_all(f, to_check_leaks, COUNT(to_check_leaks));
    }
#ifdef ISNAD_COVERAGE_FOLDER
    let_all(f, to_change, COUNT(to_change));
#endif
}

/* TSYNC: a sanitizer or profiler may have started threads of its own. */
static int load(scmp_filter_ctx context)
{
    seccomp_attr_set(context, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    seccomp_attr_set(context, SCMP_FLTATR_CTL_TSYNC, 1);
    return seccomp_load(context);
}

/* Loads and frees the filter. */
static isnad_status enter(filter *f, unsigned *calls)
{
    int code = f->failed ? f->failed : load(f->context);
    seccomp_release(f->context);
    if (code == 0) {
        *calls = f->calls;
        return ISNAD_OK;
    }
    /* A kernel without it says one of these. */
    if (code == -EINVAL || code == -ENOSYS || code == -ECANCELED) {
        return ISNAD_OK;
    }
    errno = -code;
    return code == -ENOMEM ? ISNAD_NOMEM : ISNAD_IO;
}

isnad_status cli_seccomp_enter(const cli_rights *rights, unsigned *calls)
{
    *calls = 0;
    filter f = {.context = seccomp_init(SCMP_ACT_ERRNO(ENOSYS))};
    if (!f.context) {
        return ISNAD_NOMEM;
    }
    build(&f, rights);
    return enter(&f, calls);
}

/* A second filter: a call must pass both. */
isnad_status cli_seccomp_seal(unsigned *calls)
{
    *calls = 0;
    filter f = {.context = seccomp_init(SCMP_ACT_ERRNO(ENOSYS))};
    if (!f.context) {
        return ISNAD_NOMEM;
    }
    seccomp_attr_set(f.context, SCMP_FLTATR_CTL_NNP, 0); /* it is set */
    let_all(&f, to_answer, COUNT(to_answer));
    let_map(&f);
    struct scmp_arg_cmp self = SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid());
    let(&f, "tgkill", 1, &self);
    let_serve(&f);
    if (CLI_LEAK_CHECKER) {
        let_all(&f, always, COUNT(always));
        let_all(&f, to_check_leaks, COUNT(to_check_leaks));
        let_open(&f);
        let_some(&f);
    }
#ifdef ISNAD_COVERAGE_FOLDER
    let_all(&f, always, COUNT(always));
    let_all(&f, to_change, COUNT(to_change));
#endif
    return enter(&f, calls);
}
